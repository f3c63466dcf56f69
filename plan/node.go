// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"iter"
	"strconv"
	"strings"
)

// Kind is what a Node is.
type Kind int

// The kinds of nodes. Absent is what a path that leads nowhere ends in.
const (
	Absent Kind = iota
	Null
	Scalar
	Map
	List
)

// Node reads a value of a manifest. Every method works on every kind: what is not
// there is absent, empty or false, so a chain of Get needs no checks between.
type Node interface { //nolint:interfacebloat // It is all there is to read of a value.
	Kind() Kind

	// Get returns the value of a key of a map.
	Get(key string) Node
	// First is the first entry of a map or element of a list, Next the one behind this
	// one, in the order of the text; Entries and Elements go through all of them.
	First() Node
	Next() Node
	// Key is the key of an entry of a map.
	Key() string
	// Len is the number of entries or elements.
	Len() int

	// Text is a scalar as decoded text: the string itself, or a number or boolean as written.
	Text() string
	// IsString says whether a scalar is a string rather than a number, a boolean or a null.
	IsString() bool
	// Int is a scalar that is a whole number.
	Int() (int64, bool)
	// Bool is a scalar that is a boolean.
	Bool() (value, ok bool)

	// Position is where the value starts in the text that it was read from, from 1;
	// zeros where there is no such text.
	Position() (line, column int)
}

// Entries goes through a map in the order of its text.
func Entries(n Node) iter.Seq2[string, Node] {
	return func(yield func(string, Node) bool) {
		if n.Kind() != Map {
			return
		}
		for child := n.First(); child.Kind() != Absent; child = child.Next() {
			if !yield(child.Key(), child) {
				return
			}
		}
	}
}

// Elements goes through a list.
func Elements(n Node) iter.Seq2[int, Node] {
	return func(yield func(int, Node) bool) {
		if n.Kind() != List {
			return
		}
		at := 0
		for child := n.First(); child.Kind() != Absent; child = child.Next() {
			if !yield(at, child) {
				return
			}
			at++
		}
	}
}

// At follows a path from a node.
func At(n Node, path Path) Node {
	for _, step := range path {
		if step.Match == nil {
			n = n.Get(step.Key)
			continue
		}
		n = find(n, step.Match)
	}
	return n
}

// Dig reads a value below a node by plain keys in their dotted form.
func Dig(n Node, dotted string) Node {
	for {
		key, rest, more := strings.Cut(dotted, ".")
		n = n.Get(key)
		if !more {
			return n
		}
		dotted = rest
	}
}

// Named returns the element of a list whose key has this value; absent where there is none.
func Named(list Node, key, value string) Node {
	for _, element := range Elements(list) {
		if element.Get(key).Text() == value {
			return element
		}
	}
	return Nothing
}

// find returns the first element that has all values, or an absent node.
func find(list Node, match []Pair) Node {
	for i, element := range Elements(list) {
		if Matches(element, i, match) {
			return element
		}
	}
	return Nothing
}

// Matches says whether an element of a list, at this index, is the one that a step means.
func Matches(element Node, index int, match []Pair) bool {
	for _, pair := range match {
		switch {
		case pair.Key == "":
			if strconv.Itoa(index) != pair.Value {
				return false
			}
		case !strings.Contains(pair.Key, "."):
			if element.Get(pair.Key).Text() != pair.Value {
				return false
			}
		case Dig(element, pair.Key).Text() != pair.Value:
			return false
		}
	}
	return true
}

// Exists says whether there is a value that is not null.
func Exists(n Node) bool { return n.Kind() > Null }

// TextMap reads a map of strings, such as labels.
func TextMap(n Node) map[string]string {
	if n.Kind() != Map {
		return nil
	}
	m := make(map[string]string, n.Len())
	for key, value := range Entries(n) {
		m[key] = value.Text()
	}
	return m
}

// Texts reads a list of strings.
func Texts(n Node) []string {
	var texts []string
	for _, element := range Elements(n) {
		texts = append(texts, element.Text())
	}
	return texts
}
