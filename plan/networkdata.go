// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"regexp"
	"strings"
)

// addressKey finds the keys of cloud-init's network data (versions 1 and 2) that fix an address.
var addressKey = regexp.MustCompile(`(?:^|[\s{,"])(?:addresses|address|macaddress|mac_address)"?\s*:`)

// FixesAddress says whether network data gives the machine an address of its own; those
// of name servers are everybody's.
func FixesAddress(networkData string) bool {
	var parents []string // the lines above that are indented less, the deepest last
	for line := range strings.Lines(networkData) {
		text := strings.TrimLeft(line, " ")
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#") {
			continue
		}
		for len(parents) > 0 && indent(parents[len(parents)-1]) >= indent(line) {
			parents = parents[:len(parents)-1]
		}
		parent := ""
		if len(parents) > 0 {
			parent = parents[len(parents)-1]
		}
		if addressKey.MatchString(text) && !strings.Contains(text, "nameserver") && !strings.Contains(parent, "nameserver") {
			return true
		}
		parents = append(parents, line)
	}
	return false
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
