// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestPorts: what a port leads to is told only where it is another one.
func TestPorts(t *testing.T) {
	require.Equal(t, "http 80/TCP to 8080", portInWords("http", 80, "TCP", "8080"))
	require.Equal(t, "53/UDP", portInWords("", 53, "UDP", "53"))
	require.Equal(t, "80/TCP to web", portInWords("", 80, "", "web"))
	require.Equal(t, "80/TCP", portInWords("", 80, "", ""))
}
