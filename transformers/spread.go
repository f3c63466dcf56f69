// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

const (
	overHosts = "kubernetes.io/hostname"
	overZones = "topology.kubernetes.io/zone"
)

// Spread keeps the machines of a group on different nodes, and in different zones where
// the platform has several. It is a spread constraint and not an anti-affinity: with
// maxSkew 1 a second machine may come to a node once every node has one, so that there
// is always room to migrate. A machine that spreads in its own way keeps it, unless the
// intent states one.
func Spread(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.Spread == nil || g.Spread.Value == v1alpha1.SpreadNone {
		return nil
	}
	if !g.Spread.Stated && spreads(m) {
		return nil
	}
	edits := constrain(g, m, overHosts, g.Spread.Value)
	if g.Platform.Zones > 1 {
		edits = append(edits, constrain(g, m, overZones, v1alpha1.SpreadPreferred)...)
	}
	return edits
}

// spreads says whether the machine already avoids others of its kind, in its own way.
func spreads(m plan.Machine) bool {
	antiAffinity := m.At("affinity.podAntiAffinity")
	for _, terms := range []string{"requiredDuringSchedulingIgnoredDuringExecution", "preferredDuringSchedulingIgnoredDuringExecution"} {
		if antiAffinity.Get(terms).Len() > 0 {
			return true
		}
	}
	for _, constraint := range plan.Elements(m.At("topologySpreadConstraints")) {
		if constraint.Get("topologyKey").Text() == overHosts {
			return true
		}
	}
	return false
}

func constrain(g *plan.Group, m plan.Machine, topology string, spread v1alpha1.Spread) []plan.Edit {
	constraint := corev1.TopologySpreadConstraint{
		MaxSkew: 1, TopologyKey: topology, WhenUnsatisfiable: corev1.ScheduleAnyway,
		LabelSelector: &metav1.LabelSelector{MatchLabels: g.Selector},
	}
	if spread == v1alpha1.SpreadRequired {
		// Without Honor a dead node counts as an empty one, and the replacement waits for it.
		honor := corev1.NodeInclusionPolicyHonor
		constraint.WhenUnsatisfiable, constraint.NodeTaintsPolicy = corev1.DoNotSchedule, &honor
	}
	path := plan.TemplateSpec.Key("topologySpreadConstraints").
		Elem("topologyKey", topology, "whenUnsatisfiable", string(constraint.WhenUnsatisfiable))
	edit := func(mode plan.Mode, path plan.Path, value any) plan.Edit {
		return plan.Edit{Source: g.Spread.Source, Target: m.Ref, Path: path, Value: value, Mode: mode}
	}
	if !g.Spread.Stated || !plan.Exists(plan.At(m.Root, path)) {
		return []plan.Edit{edit(plan.Insert, path, constraint)}
	}
	edits := []plan.Edit{
		edit(plan.Set, path.Key("maxSkew"), int64(constraint.MaxSkew)),
		edit(plan.Set, path.Key("labelSelector"), constraint.LabelSelector),
	}
	if policy := constraint.NodeTaintsPolicy; policy != nil {
		edits = append(edits, edit(plan.Set, path.Key("nodeTaintsPolicy"), string(*policy)))
	}
	return edits
}
