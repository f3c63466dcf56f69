// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import "vmha.dev/vmha/plan"

// keyed is a map whose keys are read once: every rule asks the same few maps of a machine
// for another key.
type keyed struct {
	plan.Node

	entries []keyedEntry
}

type keyedEntry struct {
	key   string
	value plan.Node
}

func newKeyed(n plan.Node) plan.Node {
	if n.Kind() != plan.Map {
		return n
	}
	k := &keyed{Node: n, entries: make([]keyedEntry, 0, n.Len())}
	for key, value := range plan.Entries(n) {
		k.entries = append(k.entries, keyedEntry{key, value})
	}
	return k
}

// Get returns the value of a key.
func (k *keyed) Get(key string) plan.Node {
	for i := range k.entries {
		if k.entries[i].key == key {
			return k.entries[i].value
		}
	}
	return plan.Nothing
}

// replace puts another node in the place of a key's value.
func (k *keyed) replace(key string, value plan.Node) {
	for i := range k.entries {
		if k.entries[i].key == key {
			k.entries[i].value = value
		}
	}
}
