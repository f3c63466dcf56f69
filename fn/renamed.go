// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// previousNames is what kustomize notes on an object that it has renamed: its earlier names, with commas between
// them. References to the object are mended only after the last transformer, so a function behind a namePrefix
// sees new names on objects, and old ones in what speaks of them (kustomize api/internal/target/kusttarget.go).
const previousNames = "internal.config.kubernetes.io/previousNames"

// followRenames has intents call objects of the input by the names that these have now.
func (r *run) followRenames() {
	called := sync.OnceValue(r.indexNames)
	nameNow := func(group, kind, namespace, name string) string {
		return nameNow(called()[calling{kind, name}], group, namespace, name)
	}
	for _, intent := range r.in.Intents {
		spec := &intent.Spec
		if spec.Platform != nil && spec.Platform.Name != "" {
			spec.Platform.Name = nameNow(v1alpha1.Group, v1alpha1.KindHighAvailabilityPlatform, "", spec.Platform.Name)
		}
		if balancing := spec.LoadBalancing; balancing != nil && balancing.Pool != nil && !r.isPlatformPool(balancing.Pool.Name) {
			balancing.Pool.Name = nameNow("metallb.io", "IPAddressPool", "", balancing.Pool.Name)
		}
		template := spec.Machines.Template
		if template == nil {
			continue
		}
		if template.From != nil {
			template.From.Name = nameNow("kubevirt.io", "VirtualMachine", intent.Namespace, template.From.Name)
		}
		r.renameReplicas(intent, template.PerReplica)
	}
}

// calling is a kind of objects and a name that one of them has or once had.
type calling struct{ kind, name string }

func (r *run) indexNames() map[calling][]*item {
	called := map[calling][]*item{}
	for _, i := range r.items {
		for _, name := range append(namesBefore(i), i.ref.Name) {
			at := calling{i.ref.Kind, name}
			called[at] = append(called[at], i)
		}
	}
	return called
}

// nameNow is the name of the one object that was once called so, or else the name itself.
func nameNow(called []*item, group, namespace, name string) string {
	now := name
	for _, i := range called {
		switch {
		case !i.ref.Is(group, i.ref.Kind), namespace != "" && i.ref.Namespace != namespace:
		case i.ref.Name == name:
			return name
		case now != name && now != i.ref.Name:
			return name // Two were called so: the intent must say which.
		default:
			now = i.ref.Name
		}
	}
	return now
}

// awaitMending makes warnings of errors about old names that may still be mended: where an object stands in the
// namespace of what speaks of it, kustomize brings the name up to date if its configuration knows the field. A
// name that leads to another namespace it leaves alone (kustomize api/filters/nameref).
func (r *run) awaitMending(findings []plan.Finding) {
	for n := range findings {
		f := &findings[n]
		before, _ := f.Current.(string)
		now, _ := f.Proposed.(string)
		if f.Severity != plan.Error || before == "" || !r.renamedBeside(f.Ref, before, now) {
			continue
		}
		f.Severity = plan.Warning
		f.Message = fmt.Sprintf("kustomize has made %s of the name %s, and mends what speaks of it after the last transformer, if its configuration knows this field (vmha schema --kustomize); kustomize build DIR | vmha check - sees how it ends", now, before)
	}
}

// renamedBeside says whether kustomize has renamed another object of the namespace so.
func (r *run) renamedBeside(ref plan.Ref, before, now string) bool {
	return slices.ContainsFunc(r.items, func(i *item) bool {
		return i.ref != ref && i.ref.Name == now && i.ref.Namespace == ref.Namespace && slices.Contains(namesBefore(i), before)
	})
}

func namesBefore(i *item) []string {
	text := plan.At(i.object.Root(), annotationsPath).Get(previousNames).Text()
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

func (r *run) isPlatformPool(name string) bool {
	return slices.ContainsFunc(r.in.Platforms, func(platform *v1alpha1.HighAvailabilityPlatform) bool {
		return slices.ContainsFunc(platform.Spec.Pools, func(pool v1alpha1.Pool) bool { return pool.Name == name })
	})
}

// renameReplicas calls the replicas after the intent as it is called now: WEB-0 becomes P-WEB-0.
func (r *run) renameReplicas(intent *v1alpha1.HighAvailability, replicas []v1alpha1.Replica) {
	i := r.read[intentRef(intent)]
	if i == nil {
		return
	}
	for _, before := range namesBefore(i) {
		for at := range replicas {
			if number, isOld := strings.CutPrefix(replicas[at].Name, before+"-"); isOld && isNumber(number) {
				replicas[at].Name = intent.Name + "-" + number
			}
		}
	}
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
