// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
)

// TestRead compares the quick way with the one through JSON, on every intent of the
// golden cases and on the wrong ones of this package.
func TestRead(t *testing.T) {
	taken, all := 0, 0
	for _, text := range intents(t) {
		for _, manifest := range manifests(text) {
			all++
			if readBothWays(t, manifest) {
				taken++
			}
		}
	}
	require.Greater(t, taken, all/2, "most intents have no mistake and are read in place")
}

// FuzzRead looks for an intent that the two ways do not read alike.
func FuzzRead(f *testing.F) {
	for _, text := range intents(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, manifest := range manifests(text) {
			readBothWays(t, manifest)
		}
	})
}

func intents(t testing.TB) [][]byte {
	t.Helper()
	files, err := filepath.Glob("../../testdata/golden/*/intent.yaml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var texts [][]byte
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		texts = append(texts, text)
	}
	for _, test := range bad {
		texts = append(texts, text(t, test.kind, test.yaml))
	}
	return append(texts, []byte(oddKeys))
}

// oddKeys are not what they seem: without quotes they are booleans and numbers.
const oddKeys = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: web, namespace: shop, labels: {yes: a, "no": b, 0x10: c, 1e3: d}}
spec:
  machines: {selector: {matchLabels: {on: "1", app: web}}}
`

func manifests(text []byte) []*document.Object {
	stream, err := document.Parse(text)
	if err != nil {
		return nil
	}
	return stream.Objects()
}

// readBothWays says whether the quick way was taken.
func readBothWays(t *testing.T, m *document.Object) bool {
	t.Helper()
	read := map[string]func(*testing.T, *document.Object) bool{
		group:    bothWays(highAvailability),
		platform: bothWays(highAvailabilityPlatform),
	}[m.Root().Get("kind").Text()]
	return read != nil && read(t, m)
}

// bothWays compares what a form reads in place with what it decodes from JSON.
func bothWays[T any](f form[T]) func(*testing.T, *document.Object) bool {
	return func(t *testing.T, m *document.Object) bool {
		t.Helper()
		data, err := m.JSON()
		if err != nil {
			return false
		}
		read, problems, err := f.read(m)
		decoded, others, otherErr := f.decode(data)
		assert.Equal(t, decoded, read)
		assert.Equal(t, others, problems)
		assert.Equal(t, otherErr, err)
		_, quickly := f.quick(m.Root())
		return quickly
	}
}
