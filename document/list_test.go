// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

// TestListOfOneKind: what the API server says once for all items counts for each, and is written
// with an item only where it leaves the list.
func TestListOfOneKind(t *testing.T) {
	const yaml = "apiVersion: v1\nkind: ServiceList\nitems:\n# a\n- metadata: {name: a}\n- kind: Service\n  metadata: {name: b}\n- {metadata: {name: c}}\n- &d\n  metadata: {name: d}\n"
	const json = `{"kind": "ServiceList", "apiVersion": "v1", "items": [{"metadata": {"name": "a"}}]}`
	for text, want := range map[string][]string{
		yaml: {
			"apiVersion: v1\nkind: Service\nmetadata: {name: a}\n", "apiVersion: v1\nkind: Service\nmetadata: {name: b}\n",
			"{metadata: {name: c}, apiVersion: v1, kind: Service}\n", "&d\nmetadata: {name: d}\napiVersion: v1\nkind: Service\n",
		},
		json: {`{"metadata": {"name": "a"}, "apiVersion": "v1", "kind": "Service"}` + "\n"},
	} {
		s, err := Parse([]byte(text))
		require.NoError(t, err)
		require.Len(t, s.Objects(), len(want))
		for i, o := range s.Objects() {
			assert.Equal(t, "v1", o.APIVersion())
			assert.Equal(t, "Service", o.Kind())
			assert.Equal(t, "Service", o.Clone().Kind())
			assert.Equal(t, want[i], string(o.Bytes()))
		}
		assert.Equal(t, text, string(s.Bytes()))
		_, err = s.Objects()[0].Apply([]plan.Edit{{Path: plan.Fields("metadata.namespace"), Value: "shop"}})
		require.NoError(t, err)
		assert.Equal(t, 1, bytes.Count(s.Bytes(), []byte("apiVersion")))
	}
}

// TestIsList: a list has items and no name.
func TestIsList(t *testing.T) {
	for text, want := range map[string]bool{
		"{apiVersion: v1, kind: List, items: []}":                                      true,
		"{apiVersion: kubevirt.io/v1, kind: VirtualMachineList, items: []}":            true,
		"{apiVersion: example.com/v1, kind: DenyList, metadata: {name: a}, items: []}": false,
		"{apiVersion: example.com/v1, kind: DenyList, spec: {items: []}}":              false,
		"{apiVersion: config.kubernetes.io/v1, kind: ResourceList, items: []}":         false,
		"{kind: VirtualMachineList, items: []}":                                        false,
		"{apiVersion: kubevirt.io/v1, kind: VirtualMachineList, items: {}}":            false,
	} {
		s, err := Parse([]byte(text))
		require.NoError(t, err)
		assert.Equal(t, want, len(s.Objects()) == 0, text)
	}
}

// TestWithin: the objects of a Template stand where they are written, and edits of them leave it as it is.
func TestWithin(t *testing.T) {
	const block = "kind: Template\nobjects:\n- kind: A\n  metadata: {name: a}\n"
	for text, line := range map[string]int{block: 4, "---\n" + block: 5, `{"kind": "Template", "objects": [{"kind": "A", "metadata": {"name": "a"}}]}`: 1, "x: &x {name: a}\nkind: Template\nobjects:\n- kind: A\n  metadata: *x\n": 1} {
		s, err := Parse([]byte(text))
		require.NoError(t, err)
		within, err := s.Objects()[0].Within("objects")
		require.NoError(t, err)
		require.Len(t, within, 1)
		name := plan.At(within[0].Root(), plan.Fields("metadata.name"))
		require.Equal(t, "a", name.Text())
		at, _ := name.Position()
		assert.Equal(t, line, at, text)
		_, err = within[0].Apply([]plan.Edit{{Path: plan.Fields("kind"), Value: "B"}})
		require.NoError(t, err)
		assert.Equal(t, text, string(s.Bytes()))
	}
}
