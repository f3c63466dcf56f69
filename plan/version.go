// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"strconv"
	"strings"
)

// Version of a component: major, minor, patch. What is not stated is zero.
type Version [3]int

// ParseVersion reads a version that the schema has let pass, such as 1.33 or 1.8.3.
func ParseVersion(text string) Version {
	var v Version
	for i, part := range strings.SplitN(text, ".", len(v)) {
		v[i], _ = strconv.Atoi(part)
	}
	return v
}

// AtLeast says whether v is the given version or a later one.
func (v Version) AtLeast(text string) bool {
	other := ParseVersion(text)
	return slices.Compare(v[:], other[:]) >= 0
}

// SuppressesAgentProbes says whether this KubeVirt lets guestAgentPing probes rest
// during a live migration (kubevirt/kubevirt#17235: 1.9.0, 1.8.3 and 1.7.4).
func (v Version) SuppressesAgentProbes() bool {
	switch {
	case v.AtLeast("1.9"):
		return true
	case v.AtLeast("1.8"):
		return v.AtLeast("1.8.3")
	default:
		return v.AtLeast("1.7.4")
	}
}
