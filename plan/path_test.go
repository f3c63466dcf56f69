// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"vmha.dev/vmha/plan"
)

func TestPathString(t *testing.T) {
	for want, path := range map[string]plan.Path{
		"":                         nil,
		"spec.ports[0].port":       plan.Fields("spec.ports").Index(0).Key("port"),
		"spec.ports[name=http]":    plan.Fields("spec.ports").Elem("name", "http"),
		`labels["vmha.dev/group"]`: plan.Fields("labels").Key("vmha.dev/group"),
		"taints[key=a,effect=b]":   plan.Fields("taints").Elem("key", "a", "effect", "b"),
		"matrix[1][2]":             plan.Fields("matrix").Index(1).Index(2),
	} {
		assert.Equal(t, want, path.String())
	}
}

func TestParsePath(t *testing.T) {
	for _, path := range []plan.Path{
		plan.Fields("spec.template.spec"),
		plan.TemplateSpec.Key("tolerations").Elem("key", "node.kubernetes.io/unreachable", "effect", "NoExecute"),
		plan.TemplateLabels.Key(plan.GroupLabel),
		plan.Fields("spec.ports").Index(3).Key("port"),
		plan.Fields("metadata.annotations").Key(`a "quoted" [key]`),
	} {
		parsed, ok := plan.ParsePath(path.String())
		assert.True(t, ok, path.String())
		assert.Equal(t, path, parsed)
	}
	for _, text := range []string{`spec[`, `spec["a`, `spec["a"`, `spec..a`, `a.`} {
		_, ok := plan.ParsePath(text)
		assert.False(t, ok, text)
	}
}
