// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/fn"
)

// TestCheckExamplesTogether: the examples are kustomizations of one folder, and have nothing to do with each other,
// though two have a platform of one name.
func TestCheckExamplesTogether(t *testing.T) {
	var stdout, stderr bytes.Buffer
	code := Main([]string{"vmha", "check", "../examples"}, strings.NewReader(""), &stdout, &stderr)
	require.Equal(t, fn.ExitOK, code, stdout.String())
	require.NotContains(t, stdout.String(), "error:")
	require.Contains(t, stderr.String(), "it holds an intent, which kustomize leaves out")
}
