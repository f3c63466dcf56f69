// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"vmha.dev/vmha/plan"
)

// Validate checks the JSON form of an intent against the embedded schema of its
// kind and returns every mistake at once, sorted by field. An error means that
// there is nothing to check: no JSON, or a kind that has no schema.
func Validate(kind string, data []byte) ([]Problem, error) {
	root, err := load(kind)
	if err != nil {
		return nil, err
	}
	value, repeated, err := parse(data)
	if err != nil {
		return nil, err
	}
	c := checker{kind: kind, root: root}
	for _, path := range repeated {
		c.problems = append(c.problems, Problem{
			Path:    path,
			Message: path.String() + " stands there more than once; keep one of them",
		})
	}
	c.value(root, value)
	sortProblems(c.problems)
	return c.problems, nil
}

// A checker walks through a value and its schema side by side.
type checker struct {
	kind     string
	root     *schema
	at       plan.Path
	problems []Problem
}

// addf notes a problem of the value where the checker is.
func (c *checker) addf(current, proposed any, format string, args ...any) {
	c.problems = append(c.problems, Problem{
		Path:     c.at.Join(nil),
		Message:  c.place() + " " + fmt.Sprintf(format, args...),
		Current:  plain(current),
		Proposed: proposed,
	})
}

// place names where the checker is.
func (c *checker) place() string {
	if len(c.at) == 0 {
		return "the intent"
	}
	return c.at.String()
}

// inside runs a check one step further down.
func (c *checker) inside(step plan.Step, check func()) {
	c.at = append(c.at, step)
	check()
	c.at = c.at[:len(c.at)-1]
}

func (c *checker) value(s *schema, value any) {
	if len(s.AnyOf) > 0 {
		c.alternatives(s, value)
		return
	}
	if typeOf(value) != s.Type {
		c.wrongType(s, value)
		return
	}
	switch v := value.(type) {
	case map[string]any:
		c.object(s, v)
	case []any:
		c.list(s, v)
	case string:
		c.text(s, v)
	case json.Number:
		c.integer(s, v)
	}
}

// alternatives checks a value by the one alternative that has its type.
func (c *checker) alternatives(s *schema, value any) {
	i := slices.IndexFunc(s.AnyOf, func(a *schema) bool { return a.Type == typeOf(value) })
	if i < 0 {
		c.wrongType(s, value)
		return
	}
	text, isText := value.(string)
	if n, err := strconv.ParseInt(text, 10, 64); isText && err == nil && !s.AnyOf[i].matches(text) {
		c.addf(value, n, "is the string %q; an integer is needed; remove the quotes", text)
		return
	}
	c.value(s.AnyOf[i], value)
}

func (c *checker) object(s *schema, object map[string]any) {
	guesses := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		below := s.Properties[name]
		if below == nil {
			below = s.Other.schema
		}
		switch {
		case below != nil:
			c.inside(plan.Step{Key: name}, func() { c.value(below, object[name]) })
		case !s.Other.anything:
			guesses[c.unknown(s, name, object[name])] = true
		}
	}
	for _, name := range s.Required {
		// A field that is there under a wrong name is one mistake, not two.
		if _, there := object[name]; !there && !guesses[name] {
			c.inside(plan.Step{Key: name}, func() {
				c.addf(nil, nil, "is missing; it is required%s", s.Properties[name].allowedWords())
			})
		}
	}
}

func (c *checker) list(s *schema, list []any) {
	if len(list) < s.MinItems {
		c.addf(nil, nil, "is an empty list; at least one element is needed")
	}
	if s.MaxItems != nil && len(list) > *s.MaxItems {
		c.addf(nil, nil, "has %d elements; allowed are at most %d", len(list), *s.MaxItems)
	}
	for i, value := range list {
		c.inside(element(i), func() { c.value(s.Items, value) })
	}
	if s.UniqueItems {
		c.unique(list)
	}
	for _, key := range s.MergeKeys {
		c.uniqueKeys(list, key)
	}
}

// unique refuses a second element of the same text. Lists of this kind hold strings.
func (c *checker) unique(list []any) {
	first := map[string]int{}
	for i, value := range list {
		text, ok := value.(string)
		if !ok {
			continue
		}
		if j, there := first[text]; there {
			list := c.place()
			c.inside(element(i), func() { c.addf(text, nil, "is %s, as is %s[%d]; remove one of them", quote(text), list, j) })
			continue
		}
		first[text] = i
	}
}

// uniqueKeys refuses a second element with the same value of a merge key.
func (c *checker) uniqueKeys(list []any, key string) {
	first := map[string]int{}
	for i, value := range list {
		object, _ := value.(map[string]any)
		text, ok := object[key].(string)
		if !ok {
			continue
		}
		if j, there := first[text]; there {
			list := c.place()
			c.inside(element(i), func() {
				c.inside(plan.Step{Key: key}, func() {
					c.addf(text, nil, "is %s, as is %s[%d].%s; give each its own", quote(text), list, j, key)
				})
			})
			continue
		}
		first[text] = i
	}
}

func (c *checker) text(s *schema, text string) {
	length := utf8.RuneCountInString(text)
	switch {
	case s.Const != "" && text != s.Const:
		c.addf(text, s.Const, "is %s; it must be %q", quote(text), s.Const)
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, text):
		guess := closest(text, s.Enum)
		c.addf(text, proposed(guess), "is %s%s%s", quote(text), s.allowedWords(), didYouMean(guess))
	case length < s.MinLength:
		c.addf(text, nil, "is empty; give it a value")
	case !s.matches(text):
		guess := s.repair(text)
		c.addf(text, proposed(guess), "is %s%s%s", quote(text), s.allowedWords(), didYouMean(guess))
	case s.MaxLength != nil && length > *s.MaxLength:
		c.addf(text, nil, "is %d characters long; allowed are at most %d", length, *s.MaxLength)
	}
}

func (c *checker) integer(s *schema, n json.Number) {
	i, err := strconv.ParseInt(n.String(), 10, 64)
	if errors.Is(err, strconv.ErrSyntax) {
		c.notWhole(n)
		return
	}
	// Out of the range of 64 bits, i is the end of that range.
	if err != nil || i < *s.Minimum || i > *s.Maximum {
		c.addf(n, nil, "is %s; allowed is %s", shorten(n.String()), s.span(i))
	}
}

// notWhole refuses 2.5, and 2.0 too, which Go's decoder takes for no integer.
func (c *checker) notWhole(n json.Number) {
	f, err := n.Float64()
	if i := int64(f); err == nil && float64(i) == f && f > -1e15 && f < 1e15 {
		c.addf(n, i, "is %s; an integer is needed; write %d", shorten(n.String()), i)
		return
	}
	c.addf(n, nil, "is %s; an integer is needed", shorten(n.String()))
}

// span says the bounds of an integer in words. The bounds of a Go type are not
// worth a word unless they are what was passed.
func (s *schema) span(got int64) string {
	if got < *s.Minimum && *s.Maximum >= maxInt32 {
		return fmt.Sprintf("%d or more", *s.Minimum)
	}
	return fmt.Sprintf("%d to %d", *s.Minimum, *s.Maximum)
}

// allowedWords goes on in a message with what a string may be; with nothing where anything goes.
func (s *schema) allowedWords() string {
	switch {
	case len(s.Enum) == 1:
		return "; allowed is " + s.Enum[0]
	case len(s.Enum) > 1:
		return "; allowed are " + words(s.Enum, "and")
	case s.PatternMessage != "":
		return "; allowed is " + s.PatternMessage
	}
	return ""
}

// repair returns what a text that does not match was probably meant to be, or nothing.
func (s *schema) repair(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || s.Pattern == "" {
		return ""
	}
	for _, candidate := range []string{
		text,
		strings.TrimPrefix(text, "v"),
		strings.ReplaceAll(text, " ", ""),
		strings.TrimSuffix(text, "B"),
		text + "s",
		strings.ToLower(text),
		strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(text)),
	} {
		if s.matches(candidate) {
			return candidate
		}
	}
	return ""
}
