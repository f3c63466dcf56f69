// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import (
	corev1 "k8s.io/api/core/v1"

	"vmha.dev/vmha/plan"
)

// Tolerations bounds how long the machine stays bound to a node that is lost.
func Tolerations(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.TolerationSeconds == nil {
		return nil
	}
	tolerations := plan.Fields("spec.template.spec.tolerations")
	seconds := g.TolerationSeconds.Value
	var edits []plan.Edit
	for _, taint := range plan.LostNodeTaints {
		path := tolerations.Elem("key", taint, "effect", string(corev1.TaintEffectNoExecute))
		if plan.Exists(plan.At(m.Root, path)) {
			edits = append(edits, chosen(g.TolerationSeconds, m, path.Key("tolerationSeconds"), seconds))
			continue
		}
		toleration := corev1.Toleration{
			Key: taint, Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute, TolerationSeconds: &seconds,
		}
		edits = append(edits, plan.Edit{
			Source: g.TolerationSeconds.Source, Target: m.Ref, Path: path, Value: toleration, Mode: plan.Insert,
		})
	}
	return edits
}
