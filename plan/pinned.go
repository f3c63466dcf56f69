// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

// hostnameLabel is the label by which a node is chosen by its name.
const hostnameLabel = "kubernetes.io/hostname"

var (
	nodeSelectorPath  = TemplateSpec.Key("nodeSelector", hostnameLabel)
	nodeSelectorTerms = TemplateSpec.Join(Fields("affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"))
)

// PinnedTo is the only node that the machine may run on, by its nodeSelector or by a required
// node affinity, and the path that says so; both are empty where there may be several.
func (m Machine) PinnedTo() (node string, path Path) {
	if selected := m.At("nodeSelector").Get(hostnameLabel); Exists(selected) {
		return selected.Text(), nodeSelectorPath
	}
	affinity := m.At("affinity.nodeAffinity")
	if !Exists(affinity) {
		return "", nil
	}
	terms := affinity.Get("requiredDuringSchedulingIgnoredDuringExecution").Get("nodeSelectorTerms")
	for i, term := range Elements(terms) { // One that is met is enough, so all must name the same node.
		named := namedBy(term)
		if named == "" || i > 0 && named != node {
			return "", nil
		}
		node = named
	}
	if node == "" {
		return "", nil
	}
	return node, nodeSelectorTerms
}

// namedBy is the one node that a term of a node affinity allows; empty where it may be several.
func namedBy(term Node) string {
	for _, by := range [...]struct{ list, key string }{{"matchExpressions", hostnameLabel}, {"matchFields", "metadata.name"}} {
		for _, requirement := range Elements(term.Get(by.list)) {
			values := requirement.Get("values")
			if requirement.Get("key").Text() == by.key && requirement.Get("operator").Text() == "In" && values.Len() == 1 {
				return values.First().Text()
			}
		}
	}
	return ""
}
