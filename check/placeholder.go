// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package check

import "strings"

// filledIn says whether a value is only known when another tool has filled it in: ${NAME} of
// envsubst, Flux and templates of OpenShift, and, on one line, {{ name }} of Helm, Ansible and
// Go, <%= name %> of ERB. What a rule finds about it says nothing about the manifest that a
// cluster gets.
func filledIn(value any) bool {
	text, isText := value.(string)
	if !isText {
		return false
	}
	if encloses(text, "${", "}") {
		return true
	}
	for line := range strings.SplitSeq(text, "\n") {
		if encloses(line, "{{", "}}") || encloses(line, "<%", "%>") {
			return true
		}
	}
	return false
}

// encloses says whether a text holds an opening mark and, behind it, a closing one.
func encloses(text, opening, closing string) bool {
	_, behind, opened := strings.Cut(text, opening)
	return opened && strings.Contains(behind, closing)
}
