// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"bytes"
	"testing"

	sdk "github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/internal/golden"
)

// TestThreeWaysIn compares, on every golden case, the function on a ResourceList, the
// kpt SDK's processor and the library: they make the same objects and find the same.
func TestThreeWaysIn(t *testing.T) {
	golden.Cases(t, goldenDir, func(t *testing.T, dir string) {
		in := readCase(t, dir)
		var wrapped list
		for _, object := range in.Objects {
			wrapped.items = append(wrapped.items, string(object.Bytes()))
		}
		if in.Config != nil {
			wrapped.config = string(in.Config.Bytes())
		}
		text := wrapped.text()

		outcome := Render(in)
		function := call(t, text)
		require.Equal(t, outcome.Failed(), function.code == ExitError, function.stderr)
		if !outcome.Failed() {
			require.Equal(t, decodeAll(t, texts(outcome.Objects)), function.Items)
		}
		require.Len(t, function.Results, len(outcome.Findings))

		resources, err := sdk.ParseResourceList([]byte(text))
		require.NoError(t, err)
		ok, err := Processor{}.Process(resources)
		require.NoError(t, err)
		require.Equal(t, !outcome.Failed(), ok)
		var items []string
		for _, item := range resources.Items {
			items = append(items, item.String())
		}
		require.Equal(t, function.Items, decodeAll(t, items))
		require.Len(t, resources.Results, len(outcome.Findings))
		for i, finding := range outcome.Findings {
			require.Equal(t, finding.Message, resources.Results[i].Message)
			require.Equal(t, finding.Message, function.Results[i].Message)
		}
	})
}

func decodeAll(t *testing.T, all []string) []map[string]any {
	t.Helper()
	decoded := make([]map[string]any, 0, len(all))
	for _, text := range all {
		var object map[string]any
		require.NoError(t, yaml.NewDecoder(bytes.NewReader([]byte(text))).Decode(&object), text)
		decoded = append(decoded, object)
	}
	return decoded
}

// TestProcessorKeepsItemsOnError: the SDK writes the list back, whatever the processor answers.
func TestProcessorKeepsItemsOnError(t *testing.T) {
	text := list{items: []string{intentItem + balancing, machineItem, "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\n"}}.text()
	resources, err := sdk.ParseResourceList([]byte(text))
	require.NoError(t, err)
	before := resources.Items.String()
	ok, err := Processor{}.Process(resources)
	require.NoError(t, err)
	require.False(t, ok)
	require.Equal(t, before, resources.Items.String())
}
