// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
)

// Blueprint is a machine to be made: as plainly as a person would write it. What makes
// it highly available is edited in afterwards, as in everybody's machines.
type Blueprint struct {
	Source   Source
	Ref      Ref
	Group    string
	Template *v1alpha1.MachineTemplate
	// Base is the machine of the input that is copied; nil for a new one.
	Base *Machine
	// Guest is what cloud-init is to install.
	Guest GuestSetup
	// UserData is the text for cloud-init; empty for none.
	UserData string
	// UserDataPath is where a copied machine holds its text, below the spec of the instance; nil for a new one.
	UserDataPath Path
	// UserDataSecret is the user's own Secret that holds the text.
	UserDataSecret string
	// RunStrategy and EvictionStrategy of a new machine; survive may state others.
	RunStrategy      v1alpha1.RunStrategy
	EvictionStrategy v1alpha1.EvictionStrategy
	// Overlays are the raw spec and perReplica spec, in this order.
	Overlays []Overlay
}

// Overlay is a piece of a VirtualMachineInstanceSpec that is merged into a machine.
type Overlay struct {
	Source Source
	// Path is where it stands in the intent.
	Path Path
	Spec map[string]any
	Raw  []byte
}

// Blueprints resolves which machines the intents make.
func Blueprints(in Input) ([]Blueprint, []Finding) {
	blueprints := make([]Blueprint, 0, len(in.Intents))
	var findings []Finding
	for _, intent := range in.Intents {
		template := intent.Spec.Machines.Template
		r := reporter{intent: refOf(intent), findings: &findings}
		if (intent.Spec.Machines.Selector == nil) == (template == nil) {
			r.errorf("machines-ambiguous", "spec.machines", "machines needs exactly one of selector and template; %s", keepOne(template != nil))
			continue
		}
		if template == nil {
			continue
		}
		b := blueprinter{reporter: r, in: in, intent: intent, template: template}
		blueprints = append(blueprints, b.all()...)
	}
	return blueprints, findings
}

func keepOne(both bool) string {
	if both {
		return "keep selector for machines that exist, or template for machines that are made here"
	}
	return "state selector for machines that exist, or template for machines that are made here"
}

type blueprinter struct {
	reporter
	in       Input
	intent   *v1alpha1.HighAvailability
	template *v1alpha1.MachineTemplate
}

const templateField = "spec.machines.template"

func (b blueprinter) all() []Blueprint {
	before := len(*b.findings)
	names := make([]string, b.template.Replicas)
	for i := range names {
		names[i] = fmt.Sprintf("%s-%d", b.intent.Name, i)
	}
	b.checkFields()
	b.checkReplicaNames(names)
	base := b.base()
	if HasErrors((*b.findings)[before:]) {
		return nil
	}
	replicas := make([]Blueprint, len(names))
	for i, name := range names {
		replicas[i] = b.replica(name, base)
	}
	if base != nil {
		b.checkCopies(*base, replicas)
	}
	return replicas
}

func (b blueprinter) replica(name string, base *Machine) Blueprint {
	blueprint := Blueprint{
		Source:   b.source(templateField),
		Ref:      Ref{APIVersion: "kubevirt.io/v1", Kind: "VirtualMachine", Namespace: b.namespace(base), Name: name},
		Group:    b.intent.Name,
		Template: b.template,
		Base:     base,
		Guest:    b.guestSetup(base),
	}
	blueprint.RunStrategy, blueprint.EvictionStrategy = b.strategies()
	switch cloudInit := b.template.CloudInit; {
	case base != nil:
		blueprint.UserData, blueprint.UserDataPath = userDataOf(*base)
	case cloudInit != nil && cloudInit.SecretRef != nil:
		blueprint.UserDataSecret = cloudInit.SecretRef.Name
	case cloudInit != nil:
		blueprint.UserData = cloudInit.UserData
	}
	if spec := b.template.Spec; spec != nil {
		blueprint.Overlays = append(blueprint.Overlays, b.overlay(b.reporter, templateField+".spec", spec.Raw))
	}
	for _, replica := range b.template.PerReplica {
		if replica.Name == name && replica.Spec != nil {
			blueprint.Overlays = append(blueprint.Overlays, b.overlay(b.elem(templateField+".perReplica", "name", name), templateField+".perReplica.spec", replica.Spec.Raw))
		}
	}
	return blueprint
}

// strategies of a new machine: what survive asks for, else what does no harm.
func (b blueprinter) strategies() (v1alpha1.RunStrategy, v1alpha1.EvictionStrategy) {
	run, eviction := v1alpha1.Always, v1alpha1.LiveMigrateIfPossible
	if b.workerNodes() == 1 {
		eviction = v1alpha1.EvictNone
	}
	survive := b.intent.Spec.Survive
	if survive.NodeFailure != nil && survive.NodeFailure.RunStrategy != "" {
		run = survive.NodeFailure.RunStrategy
	}
	if survive.NodeDrain != nil {
		eviction = v1alpha1.LiveMigrate
		if survive.NodeDrain.EvictionStrategy != "" {
			eviction = survive.NodeDrain.EvictionStrategy
		}
	}
	return run, eviction
}

// workerNodes is how many the platform has, 0 where that is not known. With one, a migration has nowhere to
// go and KubeVirt would refuse the eviction for ever, so OpenShift's default is None there
// (hyperconverged-cluster-operator api/v1 hyperconverged_types.go).
func (b blueprinter) workerNodes() int32 {
	source, platforms := b.intent.Spec.Platform, b.in.Platforms
	if source != nil && source.Spec != nil {
		return valueOf(source.Spec.WorkerNodes)
	}
	if source == nil && len(platforms) == 1 {
		return valueOf(platforms[0].Spec.WorkerNodes)
	}
	for _, platform := range platforms {
		if source != nil && platform.Name == source.Name {
			return valueOf(platform.Spec.WorkerNodes)
		}
	}
	return 0
}

// namespace of the machines: the intent's, or that of the machine that is copied.
func (b blueprinter) namespace(base *Machine) string {
	if b.intent.Namespace == "" && base != nil {
		return base.Ref.Namespace
	}
	return b.intent.Namespace
}

func (b blueprinter) overlay(r reporter, field string, raw []byte) Overlay {
	overlay := Overlay{Source: b.source(field), Path: r.path(field), Raw: raw}
	if err := json.Unmarshal(raw, &overlay.Spec); err != nil {
		r.errorf("bad-spec", field, "%s is no map: %v", overlay.Path, err)
	}
	return overlay
}

// base finds the machine that is copied.
func (b blueprinter) base() *Machine {
	if b.template.From == nil {
		return nil
	}
	name := b.template.From.Name
	for _, machine := range b.in.Inventory.machines {
		sameNamespace := b.intent.Namespace == "" || machine.Ref.Namespace == b.intent.Namespace
		if machine.Ref.Name == name && sameNamespace {
			return &machine
		}
	}
	b.errorf("base-machine-missing", templateField+".from.name", "VirtualMachine %s is not in the input; add it (marked config.kubernetes.io/local-config, if it shall not run itself)", qualified(b.intent.Namespace, name)).Current = name
	return nil
}

func (b blueprinter) checkReplicaNames(names []string) {
	longest := names[len(names)-1]
	if len(longest) > maxName {
		b.errorf("name-too-long", "metadata.name", "the machine %s would have a name of %d characters; a host name has at most %d; shorten the intent's name", longest, len(longest), maxName)
	}
	for _, replica := range b.template.PerReplica {
		if !slices.Contains(names, replica.Name) {
			b.elem(templateField+".perReplica", "name", replica.Name).errorf("no-such-replica", templateField+".perReplica.name", "there is no replica %s; allowed are %s", replica.Name, Enumerate(names)).Current = replica.Name
		}
	}
}

// userDataOf finds the inline user data of a machine and its path below the spec of the instance.
func userDataOf(m Machine) (string, Path) {
	for _, volume := range Elements(m.At("volumes")) {
		for _, source := range CloudInitSources {
			if text := volume.Get(source).Get("userData"); Exists(text) {
				return text.Text(), Fields("volumes").Elem("name", volume.Get("name").Text()).Key(source, "userData")
			}
		}
	}
	return "", nil
}

// fieldsOfNewMachines are the fields that are set and make no sense for a copy.
func fieldsOfNewMachines(t *v1alpha1.MachineTemplate) []string {
	set := map[string]bool{
		"instancetype": t.Instancetype != nil, "preference": t.Preference != nil, "cpu": t.CPU != nil, "memory": t.Memory != nil,
		"architecture": t.Architecture != "", "rootDisk": t.RootDisk != nil, "cloudInit": t.CloudInit != nil,
	}
	maps.DeleteFunc(set, func(_ string, isSet bool) bool { return !isSet })
	return slices.Sorted(maps.Keys(set))
}

func refOf(intent *v1alpha1.HighAvailability) Ref {
	return Ref{v1alpha1.APIVersion, v1alpha1.KindHighAvailability, intent.Namespace, intent.Name}
}

func platformRef(platform *v1alpha1.HighAvailabilityPlatform) Ref {
	return Ref{v1alpha1.APIVersion, v1alpha1.KindHighAvailabilityPlatform, platform.Namespace, platform.Name}
}

func qualified(namespace, name string) string {
	if namespace == "" {
		return name
	}
	return namespace + "/" + name
}

// Enumerate writes names as a person would: a, b and c; a long list is cut.
func Enumerate(names []string) string {
	const most = 6
	if len(names) > most {
		return fmt.Sprintf("%s … %s (%d)", strings.Join(names[:most-1], ", "), names[len(names)-1], len(names))
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
