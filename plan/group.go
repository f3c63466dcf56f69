// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"slices"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/api/v1alpha1"
)

// maxName is the longest name that a Service, a label value and a host name may have.
const maxName = 63

// IsServiceName says whether Kubernetes takes a text as the name of a Service (DNS-1035).
func IsServiceName(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return name != "" && len(name) <= maxName && strings.Trim(name, letters+"0123456789-") == "" &&
		strings.Contains(letters, name[:1]) && !strings.HasSuffix(name, "-")
}

type groupBuilder struct {
	reporter
	Group
	in     Input
	intent *v1alpha1.HighAvailability
	// template is set where the machines are made here.
	template *v1alpha1.MachineTemplate
}

func (b *builder) group(intent *v1alpha1.HighAvailability) {
	r := reporter{intent: refOf(intent), findings: b.findings}
	g := groupBuilder{reporter: r, in: b.in, intent: intent, template: intent.Spec.Machines.Template}
	g.Intent, g.Name, g.Namespace = r.intent, intent.Name, intent.Namespace
	g.BootTime = duration(intent.Spec.Machines.Guest.BootTime)
	g.WatchdogDaemon = intent.Spec.Machines.Guest.WatchdogDaemon
	g.Platform = b.platformFor(intent, r)
	g.checkName()
	g.findMachines()
	if len(g.Machines) == 0 {
		return
	}
	g.checkGuest()
	g.loadBalance(b)
	g.surviveApplicationFailure()
	g.surviveGuestHang()
	g.surviveNodeDrain()
	g.surviveNodeFailure()
	g.place()
	g.chooseSelector()
	g.meetTargets(b.plan.Pools)
	g.checkMachines()
	b.plan.Groups = append(b.plan.Groups, g.Group)
}

func (g *groupBuilder) checkName() {
	if !IsServiceName(g.Name) {
		g.errorf("bad-name", "metadata.name", "the name %q becomes that of a Service: at most %d characters, lower-case letters, digits and dashes, a letter first", g.Name, maxName).Current = g.Name
	}
}

// findMachines finds the group's machines and, where the intent has none, its namespace.
func (g *groupBuilder) findMachines() {
	machines := g.intent.Spec.Machines
	switch {
	case machines.Template != nil:
		g.Machines = g.in.Inventory.byMaker()[g.Intent]
	case machines.Selector != nil:
		g.selectMachines(machines.Selector)
	}
	if len(g.Machines) == 0 {
		return
	}
	g.checkTwins()
	if g.Namespace == "" {
		g.Namespace = g.Machines[0].Ref.Namespace
	}
	for _, machine := range g.Machines {
		if machine.Ref.Namespace != g.Namespace {
			g.errorf("machines-in-several-namespaces", "spec.machines.selector", "the selector matches machines in namespaces %s and %s; a Service reaches only one; state metadata.namespace", g.Namespace, machine.Ref.Namespace)
			return
		}
	}
}

// checkTwins finds machines that stand in the input twice: only one of them would be changed.
func (g *groupBuilder) checkTwins() {
	for i := 1; i < len(g.Machines); i++ {
		if ref := g.Machines[i].Ref; ref == g.Machines[i-1].Ref {
			g.about(ref, nil, Error, "machine-twice", "spec.machines", "the input holds two machines of this name; keep one of them, or render the base with its patches first")
		}
	}
}

func (g *groupBuilder) selectMachines(labelSelector *metav1.LabelSelector) {
	const field = "spec.machines.selector"
	selector, err := metav1.LabelSelectorAsSelector(labelSelector)
	if err != nil {
		g.errorf("bad-selector", field, "the selector is not valid: %v", err)
		return
	}
	if selector.Empty() {
		g.errorf("selector-empty", field, "the selector is empty and would match every machine; state matchLabels")
		return
	}
	matches := func(m Machine) bool {
		return selector.Matches(labelSet(TextMap(At(m.Root, Fields("metadata.labels")))))
	}
	for _, machine := range g.in.Inventory.candidates(g.Namespace, labelSelector.MatchLabels) {
		if !machine.LocalConfig && matches(machine) && (g.Namespace == "" || machine.Ref.Namespace == g.Namespace) {
			g.Machines = append(g.Machines, machine)
		}
	}
	if len(g.Machines) == 0 {
		g.errorf("selects-no-machine", field, "no VirtualMachine of the input has the labels %s (metadata.labels) in namespace %s%s", metav1.FormatLabelSelector(labelSelector), orDefault(g.Namespace), g.nearMiss(matches))
	}
}

// nearMiss names a machine that has the labels and is not the group's, to be put behind a message.
func (g *groupBuilder) nearMiss(matches func(Machine) bool) string {
	i := slices.IndexFunc(g.in.Inventory.machines, matches)
	pools := g.in.Inventory.ofKind("pool.kubevirt.io", "VirtualMachinePool", g.Namespace)
	switch {
	case i < 0 && len(pools) > 0:
		return fmt.Sprintf("; %s makes its machines in the cluster, where no intent reaches them: use machines.template instead, or mend the pool by what vmha check says", pools[0].Ref)
	case len(g.in.Inventory.machines) == 0:
		return "; it holds no VirtualMachine at all: under kustomize the function stands in transformers, since generators see no resources"
	case i < 0:
		return ""
	case g.in.Inventory.machines[i].LocalConfig:
		return fmt.Sprintf("; %s has them, but is local configuration", g.in.Inventory.machines[i].Ref)
	default:
		return fmt.Sprintf("; %s has them, in another namespace", g.in.Inventory.machines[i].Ref)
	}
}

func orDefault(namespace string) string {
	if namespace == "" {
		return "(none stated)"
	}
	return namespace
}

// chooseSelector decides how the machines are selected, if anything selects them.
func (g *groupBuilder) chooseSelector() {
	spreads := g.Spread != nil && g.Spread.Value != v1alpha1.SpreadNone
	if g.template == nil && g.Service == nil && g.Budget == nil && !spreads {
		return
	}
	var own map[string]string
	if selector := g.intent.Spec.Machines.Selector; selector != nil && len(selector.MatchExpressions) == 0 {
		own = selector.MatchLabels
	}
	var reason string
	if g.Selector, reason = selecting(own, &g.Group, g.in.Inventory); reason != "" {
		g.Mark = &Choice[string]{Value: g.Name, Stated: true, Source: g.source("spec.machines")}
		g.checkMarks(reason)
	}
}

// checkMarks tells which machines get the group label, and which belong to another group.
func (g *groupBuilder) checkMarks(reason string) {
	const field = "spec.machines.selector"
	var unmarked []string
	for _, machine := range g.Machines {
		if machine.Maker != (Ref{}) {
			continue
		}
		current, marked := machine.Labels()[GroupLabel]
		if !marked && machine.Labelled != g.Name {
			unmarked = append(unmarked, machine.Ref.Name)
		} else if marked && current != g.Name {
			g.about(machine.Ref, TemplateLabels.Key(GroupLabel), Error, "group-label-taken", field, "the machine already belongs to group %s; a machine can be in one group only; narrow one of the selectors", current).Current = current
		}
	}
	if len(unmarked) > 0 {
		g.add(Warning, "group-label-needs-restart", field, "the templates of %s get the label %s: %s, because %s; labels reach a running machine only at its next start, so endpoints appear after a restart", Enumerate(unmarked), GroupLabel, g.Name, reason)
	}
}
