// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestFilledIn knows the placeholders of the tools, and what only looks like one.
func TestFilledIn(t *testing.T) {
	for value, want := range map[any]bool{
		"${ADDRESS}":                    true,
		"192.0.2.${LAST:=1}/32":         true,
		"{{ .Values.address }}":         true,
		"first\nsecond {{name}} third":  true,
		"<%= address %>":                true,
		"${}":                           true,
		"${NAME\n}":                     true,
		"":                              false,
		"192.0.2.1":                     false,
		"${ADDRESS":                     false,
		"$ADDRESS":                      false,
		"}${":                           false,
		"{{ name":                       false,
		"}} {{":                         false,
		"{ {name} }":                    false,
		"{{ opened\non another line }}": false,
		"<% opened\non another line %>": false,
		"100% of {all}":                 false,
		8080:                            false,
		nil:                             false,
	} {
		assert.Equal(t, want, filledIn(value), "%q", value)
	}
}
