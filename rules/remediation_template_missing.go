// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// remediationTemplateMissing: a health check names a template that is none, or is not there.
var remediationTemplateMissing = Rule{
	ID:           "remediation-template-missing",
	Topic:        NodeFailure,
	Title:        "a health check names a template that is none, or is not there",
	Why:          "Without its template a NodeHealthCheck is disabled and a MachineHealthCheck remediates nothing.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{nodeHealthDoc + "internal/controller/resources/manager.go"},
	CatalogueIDs: []string{"node/NODE-13"},
	Check: eachCheck(func(w *World, c *healthCheck, r *report) {
		for _, x := range c.remediations() {
			_, found := w.template(c, x)
			switch {
			case !strings.HasSuffix(x.kind(), "Template"):
				r.add(c.Ref, x.path.Key("kind"), "%q is no kind of a template; name one such as SelfNodeRemediationTemplate", x.kind()).values(x.kind(), nil)
			case found || x.name() == selfNodeDefault:
			case w.hasKind(x.kind()):
				r.add(c.Ref, x.path.Key("name"), "%s %s is not among those here; see that the cluster has it, or nothing is remediated", x.kind(), x.name()).values(x.name(), nil).as(plan.Warning)
			case x.name() == selfNodeGone:
				r.add(c.Ref, x.path.Key("name"), "the operator of self-node-remediation makes no %s any more; name %s", x.name(), selfNodeDefault).values(x.name(), selfNodeDefault).as(plan.Warning)
			default:
				r.add(c.Ref, x.path.Key("name"), "%s %s is not among the manifests; see that the cluster has it, or nothing is remediated", x.kind(), x.name()).values(x.name(), nil).as(plan.Info)
			}
		}
	}),
}

// The templates that the operator of self-node-remediation makes, and made.
const (
	selfNodeDefault = "self-node-remediation-automatic-strategy-template"
	selfNodeGone    = "self-node-remediation-resource-deletion-template"
)

// hasKind says whether there is an object of this kind, of whatever group.
func (w *World) hasKind(name string) bool {
	for at := range w.byKind {
		if at.kind == name {
			return true
		}
	}
	return false
}
