// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"regexp"
	"strings"
)

// placeholder is a value that another tool fills in: ${NAME} of envsubst, Flux and templates
// of OpenShift, {{ name }} of Helm, Ansible and Go, <%= name %> of ERB.
var placeholder = regexp.MustCompile(`\$\{[^}]*\}|\{\{.*\}\}|<%.*%>`)

// filledIn says whether a value is only known when another tool has filled it in. What a
// rule finds about it says nothing about the manifest that a cluster gets.
func filledIn(value any) bool {
	text, isText := value.(string)
	return isText && strings.ContainsAny(text, "{%") && placeholder.MatchString(text)
}
