// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

func TestVersion(t *testing.T) {
	require.Equal(t, plan.Version{1, 33, 0}, plan.ParseVersion("1.33"))
	require.Equal(t, plan.Version{1, 8, 3}, plan.ParseVersion("1.8.3"))
	require.True(t, plan.ParseVersion("1.10").AtLeast("1.9"), "numbers, not texts")
	require.True(t, plan.ParseVersion("1.9").AtLeast("1.9.0"))
	require.False(t, plan.ParseVersion("1.8.9").AtLeast("1.9"))
	require.False(t, plan.ParseVersion("0.14.8").AtLeast("0.14.9"))
}

// TestVersionOrder compares AtLeast with an order that is plain to see.
func TestVersionOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		a, b := [3]int{random.IntN(3), random.IntN(20), random.IntN(20)}, [3]int{random.IntN(3), random.IntN(20), random.IntN(20)}
		weight := func(v [3]int) int { return v[0]*10000 + v[1]*100 + v[2] }
		text := func(v [3]int) string { return fmt.Sprintf("%d.%d.%d", v[0], v[1], v[2]) }
		require.Equal(t, weight(a) >= weight(b), plan.ParseVersion(text(a)).AtLeast(text(b)), "%v %v", a, b)
	}
}

// TestSuppressesAgentProbes: the change went into three branches (kubevirt/kubevirt#17235 and its backports).
func TestSuppressesAgentProbes(t *testing.T) {
	for version, want := range map[string]bool{
		"1.6": false, "1.7": false, "1.7.3": false, "1.7.4": true, "1.7.9": true,
		"1.8": false, "1.8.2": false, "1.8.3": true, "1.9": true, "1.10.1": true, "2.0": true,
	} {
		require.Equal(t, want, plan.ParseVersion(version).SuppressesAgentProbes(), version)
	}
}
