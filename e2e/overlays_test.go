// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/exampletest"
)

// TestOverlays builds overlays of a rendered base, and renderings of an overlay, and checks what comes out.
func TestOverlays(t *testing.T) {
	configuration := must(t, nil, binary, "schema", "--kustomize")
	for _, way := range ways {
		if way.overlays {
			t.Run(way.name, func(t *testing.T) {
				for _, program := range way.programs {
					need(t, program)
				}
				build := func(t *testing.T, o exampletest.Overlay) []byte {
					t.Helper()
					dir, err := o.Write(filepath.Join(examples, "web-pair"), t.TempDir(), way.style, binary, configuration)
					require.NoError(t, err)
					return way.render(t, dir)
				}
				for _, o := range exampletest.Overlays {
					t.Run(o.Reason, func(t *testing.T) {
						stream := build(t, o)
						require.Empty(t, o.Agree(parse(t, stream)))
						if o.Pools {
							stream = append(append(stream, "---\n"...), build(t, exampletest.Infrastructure)...)
						}
						found, err := exampletest.Problems(binary, stream)
						require.NoError(t, err)
						require.Equal(t, o.Want, found)
					})
				}
			})
		}
	}
}
