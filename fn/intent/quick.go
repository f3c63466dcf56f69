// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"slices"
	"strings"
	"unicode/utf8"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// A Manifest is an intent as it stands in a file, such as a document.Object.
type Manifest interface {
	Root() plan.Node
	// JSON is the manifest with the values that kubectl would send.
	JSON() ([]byte, error)
}

// ReadHighAvailability reads an intent as DecodeHighAvailability does. One without
// mistakes is read where it stands; only for the others is there JSON, to tell them all.
func ReadHighAvailability(m Manifest) (*v1alpha1.HighAvailability, []Problem, error) {
	return highAvailability.read(m)
}

// ReadPlatform reads a platform as DecodePlatform does, and as quickly as ReadHighAvailability.
func ReadPlatform(m Manifest) (*v1alpha1.HighAvailabilityPlatform, []Problem, error) {
	return highAvailabilityPlatform.read(m)
}

// ReadCheck reads a HighAvailabilityCheck, of which there are few.
func ReadCheck(m Manifest) (*v1alpha1.HighAvailabilityCheck, []Problem, error) {
	data, err := m.JSON()
	if err != nil {
		return nil, nil, err
	}
	return DecodeCheck(data)
}

// read reads a manifest, in place if it can.
func (f form[T]) read(m Manifest) (*T, []Problem, error) {
	if read, certain := f.quick(m.Root()); certain {
		return read, nil, nil
	}
	data, err := m.JSON()
	if err != nil {
		return nil, nil, err
	}
	return f.decode(data)
}

// quick checks and decodes a manifest in place. It answers false where it finds a
// mistake or is not sure.
func (f form[T]) quick(root plan.Node) (*T, bool) {
	s, err := load(f.kind)
	if err != nil || !s.accepts(root) {
		return nil, false
	}
	read := new(T)
	parts := f.parts(read)
	parts.typeMeta.APIVersion, parts.typeMeta.Kind = root.Get("apiVersion").Text(), root.Get("kind").Text()
	from, meta := root.Get("metadata"), parts.meta
	meta.Name, meta.Namespace = from.Get("name").Text(), from.Get("namespace").Text()
	meta.Labels, meta.Annotations = plan.TextMap(from.Get("labels")), plan.TextMap(from.Get("annotations"))
	if !decodeNode(root.Get("spec"), parts.spec) {
		return nil, false
	}
	parts.spec.Default()
	return read, true
}

// accepts says whether a value is right for certain. It agrees with the checker,
// which explains what is wrong.
func (s *schema) accepts(n plan.Node) bool {
	switch {
	case len(s.AnyOf) > 0:
		return slices.ContainsFunc(s.AnyOf, func(a *schema) bool { return a.accepts(n) })
	case s.Type == typeObject:
		return n.Kind() == plan.Map && s.acceptsObject(n)
	case s.Type == typeArray:
		return n.Kind() == plan.List && s.acceptsList(n)
	case s.Type == typeString:
		return n.IsString() && s.acceptsText(n.Text())
	case s.Type == typeInteger:
		return s.acceptsInteger(n)
	}
	return false // No field of an intent is a boolean.
}

func (s *schema) acceptsInteger(n plan.Node) bool {
	i, whole := n.Int()
	return whole && i >= *s.Minimum && i <= *s.Maximum
}

func (s *schema) acceptsObject(n plan.Node) bool {
	for name, value := range plan.Entries(n) {
		below := s.Properties[name]
		if below == nil {
			if !isWord(name) {
				return false
			}
			if below = s.Other.schema; below == nil {
				if s.Other.anything {
					continue
				}
				return false
			}
		}
		if !below.accepts(value) {
			return false
		}
	}
	for _, name := range s.Required {
		if n.Get(name).Kind() == plan.Absent {
			return false
		}
	}
	return true
}

// isWord says whether a key is text, in quotes or not: 010 and yes are not what they seem.
func isWord(key string) bool {
	if key == "" || key[0] < 'A' || key[0] > 'z' {
		return false
	}
	switch strings.ToLower(key) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return false
	}
	return true
}

// few is how many elements are compared with each other.
const few = 16

func (s *schema) acceptsList(n plan.Node) bool {
	compared := s.UniqueItems || len(s.MergeKeys) > 0
	most := n.Len()
	if compared {
		most = few
	}
	if s.MaxItems != nil {
		most = min(most, *s.MaxItems)
	}
	if n.Len() < s.MinItems || n.Len() > most {
		return false
	}
	for i, element := range plan.Elements(n) {
		if !s.Items.accepts(element) || compared && s.repeats(n, i, element) {
			return false
		}
	}
	return true
}

// repeats says whether an element before this one has the same text, or the same merge key.
func (s *schema) repeats(list plan.Node, at int, element plan.Node) bool {
	for i, other := range plan.Elements(list) {
		if i == at {
			return false
		}
		if s.UniqueItems && element.Text() == other.Text() {
			return true
		}
		for _, key := range s.MergeKeys {
			if own := element.Get(key); own.IsString() && own.Text() == other.Get(key).Text() {
				return true
			}
		}
	}
	return false
}

func (s *schema) acceptsText(text string) bool {
	length := utf8.RuneCountInString(text)
	switch {
	case s.Const != "" && text != s.Const,
		len(s.Enum) > 0 && !slices.Contains(s.Enum, text),
		length < s.MinLength,
		s.MaxLength != nil && length > *s.MaxLength:
		return false
	}
	return s.matches(text)
}
