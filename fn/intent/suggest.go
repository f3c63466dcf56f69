// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"maps"
	"slices"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// unknown notes a field that its object does not have, with what was probably
// meant: a field of this object, or one of the same name elsewhere. It returns
// the former.
func (c *checker) unknown(s *schema, name string, value any) (guess string) {
	names := slices.Sorted(maps.Keys(s.Properties))
	guess = closest(name, names)
	advice := didYouMean(guess)
	if advice == "" {
		advice = c.elsewhere(name)
	}
	if advice == "" {
		advice = allowedFields(names)
	}
	c.problems = append(c.problems, Problem{
		Path:    c.at.Key(name),
		Message: "unknown field " + quote(name) + " in " + c.place() + advice,
		Current: plain(value),
	})
	return guess
}

func allowedFields(names []string) string {
	switch len(names) {
	case 0:
		return "; no field is allowed there"
	case 1:
		return "; allowed is " + names[0]
	}
	return "; allowed are " + words(names, "and")
}

// closest returns the word that differs least, if it differs little enough to be a
// typing mistake or is the same but for its end. Case counts for nothing.
func closest(word string, words []string) string {
	if len(word) > longest {
		return ""
	}
	best, least := "", len(word)+1
	lower := strings.ToLower(word)
	for _, candidate := range words {
		other := strings.ToLower(candidate)
		d := distance(lower, other)
		within := max(1, min(len(lower), len(other))/3)
		if len(lower) >= 4 && strings.HasPrefix(other, lower) {
			d = min(d, 1)
		}
		if d <= within && d < least {
			best, least = candidate, d
		}
	}
	return best
}

// distance is the number of characters to insert, leave out, replace or swap with
// the next one (optimal string alignment).
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// manyPlaces is the number of places from which on a name says nothing: name, type.
const manyPlaces = 4

// elsewhere says where a field of this name exists, in this kind or in the other.
func (c *checker) elsewhere(name string) string {
	here := locate(c.at)
	if places := c.root.places(name, nil); len(places) > 0 {
		if len(places) >= manyPlaces {
			return ""
		}
		return "; it belongs under " + words(nearest(here, places), "or")
	}
	for _, kind := range []string{v1alpha1.KindHighAvailability, v1alpha1.KindHighAvailabilityPlatform} {
		root, err := load(kind)
		if kind == c.kind || err != nil {
			continue
		}
		if places := root.places(name, nil); len(places) > 0 && len(places) < manyPlaces {
			return "; it belongs under " + words(nearest(here, places), "or") + " of a " + kind
		}
	}
	return ""
}

// places lists the objects that have a field of this name, as keys from the root;
// a list is a key with brackets.
func (s *schema) places(name string, at []string) [][]string {
	var places [][]string
	for _, key := range slices.Sorted(maps.Keys(s.Properties)) {
		if key == name {
			places = append(places, at)
		}
		below, down := s.Properties[key], append(slices.Clone(at), key)
		for below.Items != nil {
			below = below.Items
			down[len(down)-1] += "[]"
		}
		places = append(places, below.places(name, down)...)
	}
	return places
}

// locate writes a path as places does.
func locate(path plan.Path) []string {
	var keys []string
	for _, step := range path {
		if step.Match == nil {
			keys = append(keys, step.Key)
			continue
		}
		keys[len(keys)-1] += "[]"
	}
	return keys
}

// nearest keeps the places that are the fewest steps away.
func nearest(from []string, places [][]string) []string {
	var best []string
	least := 0
	for _, place := range places {
		common := 0
		for common < min(len(from), len(place)) && from[common] == place[common] {
			common++
		}
		steps := len(from) + len(place) - 2*common
		if best != nil && steps > least {
			continue
		}
		if steps < least {
			best = nil
		}
		best, least = append(best, strings.Join(place, ".")), steps
	}
	return best
}
