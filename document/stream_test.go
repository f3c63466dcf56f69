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

const machine = `# a machine
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: web-0   # the first
  namespace: shop
spec:
  runStrategy: Manual # set by hand
  template:
    metadata:
      labels:
        app: web
    spec:
      domain:
        devices:
          disks:
            - name: root
              disk: {bus: virtio}
      unknownField: {a: 1}
`

func TestApply(t *testing.T) {
	s, err := Parse([]byte("# top\n---\n" + machine + "---\n# nothing\n---\na: 1\n"))
	require.NoError(t, err)
	objects := s.Objects()
	require.Len(t, objects, 2)
	assert.Equal(t, "# top\n---\n"+machine+"---\n# nothing\n---\na: 1\n", string(s.Bytes()))
	o := objects[0]
	line, column := plan.At(o.Root(), plan.Fields("spec.runStrategy")).Position()
	assert.Equal(t, []int{10, 16}, []int{line, column})
	changes, err := o.Apply([]plan.Edit{
		{Path: plan.Fields("spec.runStrategy"), Value: "Always"},
		{Path: plan.Fields("spec.template.metadata.labels").Key("vmha.dev/group"), Value: "web"},
		{Path: plan.Fields("spec.template.spec.domain.devices.disks").Elem("name", "root").Key("cache"), Value: "none"},
		{Path: plan.Fields("spec.template.spec.evictionStrategy"), Value: "LiveMigrate", Mode: plan.Default},
	})
	require.NoError(t, err)
	for _, c := range changes {
		assert.True(t, c.Did, c.Edit.Path)
	}
	assert.Equal(t, "Manual", changes[0].Old)
	assert.Contains(t, string(s.Bytes()), "runStrategy: Always # set by hand\n")
	assert.Contains(t, string(s.Bytes()), "evictionStrategy: LiveMigrate\n")
}

// TestExchange keeps, replaces and removes documents, items of a list and what was appended.
func TestExchange(t *testing.T) {
	s, err := Parse([]byte("# top\nkind: Old # goes\n---\nkind: Kept # stays\n---\napiVersion: v1\nkind: List\nitems:\n- kind: Old\n- kind: Kept # too\n- kind: Gone\n---\nkind: Gone\n"))
	require.NoError(t, err)
	for _, text := range []string{"kind: Gone\n", "kind: Added\n"} {
		appended, err := Parse([]byte(text))
		require.NoError(t, err)
		s.Append(appended.Objects()[0])
	}
	s.Exchange(func(o *Object) *Object {
		switch o.Root().Get("kind").Text() {
		case "Gone":
			return nil
		case "Old":
			successor, err := Parse([]byte("kind: New\n"))
			require.NoError(t, err)
			return successor.Objects()[0]
		}
		return o
	})
	assert.Equal(t, "kind: New\n---\nkind: Kept # stays\n---\napiVersion: v1\nkind: List\nitems:\n- kind: New\n- kind: Kept # too\n---\nkind: Added\n", string(s.Bytes()))
	assert.Len(t, s.Objects(), 5)
}

// TestJSON writes what kubectl would send, and says where a number stands that JSON has not.
func TestJSON(t *testing.T) {
	s, err := Parse([]byte("on: 0x10\n0x10: [~, 1e3, '1', 2001-01-01]\n---\na:\n  b: .inf\n"))
	require.NoError(t, err)
	text, err := s.Objects()[0].JSON()
	require.NoError(t, err)
	assert.Equal(t, `{"true":16,"16":[null,1000,"1","2001-01-01"]}`, string(text)) //nolint:testifylint // The order of the keys counts.
	_, err = s.Objects()[1].JSON()
	assert.EqualError(t, err, "line 5, column 6: JSON has no number .inf")
}

func TestResourceList(t *testing.T) {
	rl, err := ParseResourceList([]byte("apiVersion: config.kubernetes.io/v1beta1\nkind: ResourceList\nitems: # all\n\n  # of a\n- apiVersion: v1\n  kind: A\n  metadata: {name: a}\n# of b\n- kind: B\nfunctionConfig:\n  kind: B\n"))
	require.NoError(t, err)
	require.Len(t, rl.Items, 2)
	line, column := rl.Items[1].Root().Get("kind").Position()
	assert.Equal(t, []int{10, 9}, []int{line, column})
	o, err := New(map[string]any{"kind": "C", "apiVersion": "v1", "spec": map[string]any{"b": []any{"yes", 1}}})
	require.NoError(t, err)
	rl.Items = append(rl.Items, o)
	rl.Results = []any{map[string]any{"message": "hi"}}
	var b bytes.Buffer
	_, err = rl.WriteTo(&b)
	require.NoError(t, err)
	assert.Equal(t, `apiVersion: config.kubernetes.io/v1beta1
kind: ResourceList
items:

# of a
- apiVersion: v1
  kind: A
  metadata: {name: a}
# of b
- kind: B
- apiVersion: v1
  kind: C
  spec:
    b:
    - "yes"
    - 1
functionConfig:
  kind: B
results:
- message: hi
`, b.String())
	read, err := ParseResourceList(b.Bytes())
	require.NoError(t, err)
	assert.Len(t, read.Items, 3)
}
