// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strconv"
	"strings"
	"sync"
)

// Path leads from the root of an object to one of its values.
type Path []Step

// Step is one step of a path: a key of a map, or an element of a list that is
// found by the values of its merge keys. Exactly one of the two is set.
type Step struct {
	// Key of a map.
	Key string
	// Match finds the first element of a list that has all of these values. A single
	// pair without a key holds the number of the element, as Path.Index makes it.
	Match []Pair
}

// Pair is a merge key and its value. The key may be dotted: metadata.name.
type Pair struct{ Key, Value string }

// Fields makes a path of plain keys from its dotted form: "spec.template.spec".
// Keys that hold a dot are added with Path.Key. The path must not be changed: what is
// written in the program is made once.
func Fields(dotted string) Path {
	if dotted == "" {
		return nil
	}
	paths.RLock()
	path, made := paths.of[dotted]
	paths.RUnlock()
	if made {
		return path
	}
	path = make(Path, 0, strings.Count(dotted, ".")+1)
	for key := range strings.SplitSeq(dotted, ".") {
		path = append(path, Step{Key: key})
	}
	paths.Lock()
	defer paths.Unlock()
	if paths.of == nil {
		paths.of = map[string]Path{}
	}
	if len(paths.of) < maxPaths {
		paths.of[dotted] = path
	}
	return path
}

// paths holds those that were made, by their dotted form.
var paths struct {
	sync.RWMutex
	of map[string]Path
}

// maxPaths is more than the program writes.
const maxPaths = 4096

// Key returns the path of a key of the map at p.
func (p Path) Key(keys ...string) Path {
	path := p.grow(len(keys))
	for _, key := range keys {
		path = append(path, Step{Key: key})
	}
	return path
}

// Elem returns the path of the element of the list at p that has these values:
// Elem("key", "node.kubernetes.io/unreachable", "effect", "NoExecute").
func (p Path) Elem(pairs ...string) Path {
	step := Step{Match: make([]Pair, 0, len(pairs)/2)}
	for i := 0; i+1 < len(pairs); i += 2 {
		step.Match = append(step.Match, Pair{pairs[i], pairs[i+1]})
	}
	return append(p.grow(1), step)
}

// Index returns the path of element i of the list at p, counted from 0. It is for
// messages about a text as it stands; what is to be found again goes by merge keys.
func (p Path) Index(i int) Path { return p.Elem("", strconv.Itoa(i)) }

// Join returns the path that follows p and then more.
func (p Path) Join(more Path) Path {
	return append(p.grow(len(more)), more...)
}

// grow copies a path, with room for more steps.
func (p Path) grow(by int) Path {
	return append(make(Path, 0, len(p)+by), p...)
}

// String writes the path as people do: spec.template.spec.tolerations[key=a,effect=b]
// or, for Index, spec.ports[0].
// Keys that hold a dot or a bracket are quoted: metadata.labels["vmha.dev/group"].
func (p Path) String() string {
	var b strings.Builder
	for i, step := range p {
		switch {
		case step.Match != nil:
			b.WriteByte('[')
			for j, pair := range step.Match {
				if j > 0 {
					b.WriteByte(',')
				}
				if pair.Key != "" {
					b.WriteString(pair.Key + "=")
				}
				b.WriteString(pair.Value)
			}
			b.WriteByte(']')
		case strings.ContainsAny(step.Key, ".[]"):
			b.WriteString("[" + strconv.Quote(step.Key) + "]")
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(step.Key)
		}
	}
	return b.String()
}
