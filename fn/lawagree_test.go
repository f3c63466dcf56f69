// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// agrees checks the product: that the objects fit together. It reads nothing but the
// intents and the outcome, and knows nothing of how the plan came to it.
func agrees(t *testing.T, r *run) {
	t.Helper()
	w := world{t: t, objects: map[plan.Ref]plan.Node{}}
	for _, object := range r.outcome.Objects {
		if Applied(object) {
			ref := Reference(object)
			require.NotContains(t, w.objects, Identity(ref), "%s is there twice", ref)
			w.objects[Identity(ref)] = object.Root()
		}
	}
	for _, intent := range r.in.Intents {
		w.group(intent, w.members(intent))
	}
	w.pools()
	w.healthChecks()
}

type world struct {
	t       *testing.T
	objects map[plan.Ref]plan.Node
}

// members are the machines of an intent: those that it made, or those that it selects.
func (w world) members(intent *v1alpha1.HighAvailability) []plan.Node {
	var members []plan.Node
	for _, ref := range w.refs("VirtualMachine") {
		machine := w.objects[ref]
		marks := plan.TextMap(plan.At(machine, annotationsPath))
		made := marks[OwnedBy] == ownerMark(intentRef(intent))
		if intent.Spec.Machines.Template != nil {
			// A machine that nobody wants any more keeps its mark, and may be older than the intent.
			if made && ordinal(ref.Name, intent.Name) < int(intent.Spec.Machines.Template.Replicas) {
				members = append(members, machine)
			}
			continue
		}
		selector, err := metav1.LabelSelectorAsSelector(intent.Spec.Machines.Selector)
		require.NoError(w.t, err)
		own := labels.Set(plan.TextMap(plan.At(machine, plan.Fields("metadata.labels"))))
		if selector.Matches(own) && (intent.Namespace == "" || ref.Namespace == intent.Namespace) {
			members = append(members, machine)
		}
	}
	require.NotEmpty(w.t, members)
	return members
}

func ordinal(name, group string) int {
	number := 0
	for _, digit := range strings.TrimPrefix(name, group+"-") {
		number = 10*number + int(digit-'0')
	}
	return number
}

// refs are the objects of a kind, or all.
func (w world) refs(kind string) []plan.Ref {
	refs := slices.SortedFunc(maps.Keys(w.objects), plan.Ref.Compare)
	return slices.DeleteFunc(refs, func(ref plan.Ref) bool { return kind != "" && ref.Kind != kind })
}

func (w world) group(intent *v1alpha1.HighAvailability, members []plan.Node) {
	survive, namespace := intent.Spec.Survive, plan.At(members[0], plan.Fields("metadata.namespace")).Text()
	var service, budget plan.Node
	if intent.Spec.LoadBalancing != nil {
		service = w.objects[plan.Ref{Kind: "Service", Namespace: namespace, Name: intent.Name}]
		require.NotNil(w.t, service, "there is no Service %s", intent.Name)
		w.selects(plan.At(service, plan.Fields("spec.selector")), members)
	}
	if survive.NodeDrain != nil && survive.NodeDrain.MinAvailable != nil {
		budget = w.objects[plan.Ref{APIVersion: "policy", Kind: "PodDisruptionBudget", Namespace: namespace, Name: intent.Name}]
		require.NotNil(w.t, budget, "there is no budget %s", intent.Name)
		w.selects(plan.At(budget, plan.Fields("spec.selector.matchLabels")), members)
		minAvailable, _ := plan.At(budget, plan.Fields("spec.minAvailable")).Int()
		require.Less(w.t, int(minAvailable), len(members), "the budget blocks drains")
	}
	disks := map[string]bool{}
	for _, machine := range members {
		w.machine(intent, machine)
		if intent.Spec.Machines.Template != nil {
			w.made(machine, disks)
		}
		if service != nil {
			w.reachable(service, machine)
		}
	}
}

// selects checks that labels select the machines, and nothing else that makes pods beside them.
func (w world) selects(selector plan.Node, members []plan.Node) {
	wanted := labels.SelectorFromSet(plan.TextMap(selector))
	require.False(w.t, wanted.Empty())
	namespace := plan.At(members[0], plan.Fields("metadata.namespace")).Text()
	for _, ref := range w.refs("") {
		pods, group := labels.Set(plan.TextMap(plan.At(w.objects[ref], plan.TemplateLabels))), plan.TextMap(plan.At(w.objects[ref], annotationsPath))[OwnedBy]
		kept := group != "" && group == plan.TextMap(plan.At(members[0], annotationsPath))[OwnedBy]
		if ref.Namespace == namespace && !kept && ref.Kind != "Widget" {
			require.Equal(w.t, slices.Contains(members, w.objects[ref]), wanted.Matches(pods), "%s and %s", wanted, ref)
		}
	}
	for _, machine := range members {
		require.True(w.t, wanted.Matches(labels.Set(plan.TextMap(plan.At(machine, plan.TemplateLabels)))))
	}
}

// machine checks that a machine has what it must survive.
func (w world) machine(intent *v1alpha1.HighAvailability, machine plan.Node) {
	survive, instance := intent.Spec.Survive, plan.At(machine, plan.TemplateSpec)
	has := func(asked bool, path string) {
		if asked {
			require.True(w.t, plan.Exists(plan.At(instance, plan.Fields(path))), "%s is not there", path)
		}
	}
	has(survive.NodeDrain != nil, "evictionStrategy")
	has(survive.GuestHang != nil, "domain.devices.watchdog")
	has(intent.Spec.LoadBalancing != nil, "readinessProbe")
	has(survive.ApplicationFailure != nil && survive.ApplicationFailure.Liveness != nil, "livenessProbe")
	if survive.NodeFailure != nil {
		strategy := plan.At(machine, plan.Fields("spec.runStrategy")).Text()
		require.Contains(w.t, []string{"Always", "RerunOnFailure"}, strategy)
		require.Equal(w.t, plan.Absent, plan.At(machine, plan.Fields("spec.running")).Kind(), "KubeVirt refuses running beside runStrategy")
	}
	for _, probe := range []string{"readinessProbe", "livenessProbe"} {
		handlers := 0
		for _, handler := range plan.Handlers {
			if instance.Get(probe).Get(handler).Kind() != plan.Absent {
				handlers++
			}
		}
		require.LessOrEqual(w.t, handlers, 1, probe)
	}
	places := map[string]bool{}
	own := labels.Set(plan.TextMap(plan.At(machine, plan.TemplateLabels)))
	for _, constraint := range plan.Elements(instance.Get("topologySpreadConstraints")) {
		place := constraint.Get("topologyKey").Text() + constraint.Get("whenUnsatisfiable").Text()
		require.False(w.t, places[place], "KubeVirt refuses two constraints of %s", place)
		places[place] = true
		selector := plan.TextMap(plan.At(constraint, plan.Fields("labelSelector.matchLabels")))
		require.True(w.t, labels.SelectorFromSet(selector).Matches(own), "the constraint is about others: %v", selector)
	}
}

// made checks that a machine that was made holds together: KubeVirt refuses a disk without
// a volume, a data volume that nobody mounts and an interface without a network, and two
// machines must not want one disk.
func (w world) made(machine plan.Node, taken map[string]bool) {
	names := func(list plan.Node) map[string]bool {
		all := map[string]bool{}
		for _, element := range plan.Elements(list) {
			require.False(w.t, all[element.Get("name").Text()], "%s is there twice", element.Get("name").Text())
			all[element.Get("name").Text()] = true
		}
		return all
	}
	instance := plan.At(machine, plan.TemplateSpec)
	devices := plan.At(instance, plan.Fields("domain.devices"))
	volumes := names(instance.Get("volumes"))
	for disk := range names(devices.Get("disks")) {
		require.True(w.t, volumes[disk], "disk %s has no volume", disk)
	}
	require.Equal(w.t, names(instance.Get("networks")), names(devices.Get("interfaces")))
	mounted := map[string]bool{}
	for _, volume := range plan.Elements(instance.Get("volumes")) {
		mounted[volume.Get("dataVolume").Get("name").Text()] = true
		mounted[volume.Get("persistentVolumeClaim").Get("claimName").Text()] = true
	}
	for _, template := range plan.Elements(plan.At(machine, plan.Fields("spec.dataVolumeTemplates"))) {
		name := template.Get("metadata").Get("name").Text()
		require.True(w.t, mounted[name], "nobody mounts the data volume %s", name)
		require.False(w.t, taken[name], "two machines make the data volume %s", name)
		taken[name] = true
	}
}

// reachable checks that traffic and probes get through to a machine.
func (w world) reachable(service, machine plan.Node) {
	m := plan.Machine{Item: plan.Item{Root: machine}}
	_, attached := m.PodInterface()
	listed := attached.Get("ports")
	open := map[string]bool{}
	for _, port := range plan.Elements(listed) {
		protocol := port.Get("protocol").Text()
		if protocol == "" {
			protocol = "TCP"
		}
		name := port.Get("name").Text()
		require.False(w.t, open[name] && name != "", "two ports are called %s", name)
		open[name], open[protocol+port.Get("port").Text()] = true, true
	}
	for _, port := range plan.Elements(plan.At(service, plan.Fields("spec.ports"))) {
		target := port.Get("targetPort")
		if target.IsString() {
			require.True(w.t, open[target.Text()], "no port is called %s", target.Text())
		} else if listed.Len() > 0 {
			require.True(w.t, open[port.Get("protocol").Text()+target.Text()], "port %s of the Service leads nowhere", target.Text())
		}
	}
	for _, probe := range []string{"readinessProbe", "livenessProbe"} {
		for _, handler := range []string{"httpGet", "tcpSocket"} {
			if port := m.At(probe).Get(handler).Get("port"); plan.Exists(port) && listed.Len() > 0 {
				require.True(w.t, open["TCP"+port.Text()] || open[port.Text()], "%s asks port %s, which is not forwarded", probe, port.Text())
			}
		}
	}
}

// pools checks that addresses are announced, and that Services ask for pools that exist.
func (w world) pools() {
	announced := map[string]bool{}
	for _, ref := range w.refs("L2Advertisement") {
		pools := plan.Texts(plan.At(w.objects[ref], plan.Fields("spec.ipAddressPools")))
		require.NotEmpty(w.t, pools, "%s announces everybody's addresses", ref)
		for _, pool := range pools {
			announced[ref.Namespace+"/"+pool] = true
		}
	}
	for _, ref := range w.refs("IPAddressPool") {
		if plan.TextMap(plan.At(w.objects[ref], annotationsPath))[OwnedBy] != "" {
			require.True(w.t, announced[ref.Namespace+"/"+ref.Name], "nobody announces %s", ref)
		}
	}
}

func (w world) healthChecks() {
	for _, ref := range w.refs("MachineHealthCheck") {
		check := w.objects[ref].Get("spec")
		require.Positive(w.t, check.Get("selector").Len(), "%s watches the control plane", ref)
		var statuses []string
		for _, condition := range plan.Elements(check.Get("unhealthyConditions")) {
			require.NotEmpty(w.t, condition.Get("timeout").Text())
			statuses = append(statuses, condition.Get("type").Text()+condition.Get("status").Text())
		}
		require.Equal(w.t, []string{"ReadyFalse", "ReadyUnknown"}, statuses)
	}
}
