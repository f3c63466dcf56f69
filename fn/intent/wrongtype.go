// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// wrongType says what stands there, what is needed, and how to get from one to the other.
func (c *checker) wrongType(s *schema, value any) {
	if value == nil {
		c.null(s)
		return
	}
	switch text, isScalar := scalarText(value); {
	case isScalar && s.Type == typeString:
		c.unquoted(s, value, text)
	case s.Type == typeArray:
		c.bareElement(s, value)
	case isScalar && s.Type == typeObject:
		c.notObject(s, value)
	case s.Type == typeInteger:
		c.quotedNumber(value)
	default:
		c.addf(value, nil, "is %s; %s is needed", describe(value), s.needed())
	}
}

// null is what YAML makes of a field with nothing after its colon.
func (c *checker) null(s *schema) {
	if s.Properties["matchLabels"] != nil {
		c.addf(nil, nil, "is empty, and {} would select everything; give it matchLabels, or remove it")
		return
	}
	if s.Type == typeObject && len(s.Required) == 0 && !s.Other.anything && s.Other.schema == nil {
		c.addf(nil, map[string]any{}, "is empty; write {} to ask for its defaults, or remove it")
		return
	}
	c.addf(nil, nil, "is empty; %s is needed; give it a value or remove it", s.needed())
}

// unquoted is a number or a boolean where a string belongs.
func (c *checker) unquoted(s *schema, value any, text string) {
	if len(s.Enum) > 0 || !s.matches(text) {
		guess := s.repair(text)
		c.addf(value, proposed(guess), "is %s%s%s", describe(value), s.allowedWords(), didYouMean(guess))
		return
	}
	c.addf(value, text, "is %s; a string is needed; put it in quotes: %q", describe(value), text)
}

// bareElement is one value where a list of such values belongs.
func (c *checker) bareElement(s *schema, value any) {
	switch scalar := plain(value); {
	case s.Items.Type != typeOf(value):
		c.addf(value, nil, "is %s; a list is needed", describe(value))
	case scalar == nil:
		c.addf(value, nil, "is %s; a list is needed; put it in one", describe(value))
	default:
		c.addf(value, []any{scalar}, "is %s; a list is needed; put it in brackets", describe(value))
	}
}

// notObject is a scalar where an object belongs: true for all defaults, or its name.
func (c *checker) notObject(s *schema, value any) {
	text, isString := value.(string)
	switch {
	case isString && s.nameIsEnough():
		c.addf(value, map[string]any{"name": text}, "is %s; an object is needed; write {name: %s}", describe(value), shorten(text))
	case value == true && len(s.Required) == 0 && len(s.Properties) > 0:
		c.addf(value, map[string]any{}, "is true; an object is needed; write {} to ask for its defaults")
	default:
		c.addf(value, nil, "is %s; an object is needed", describe(value))
	}
}

// nameIsEnough says whether an object may hold a name and nothing else.
func (s *schema) nameIsEnough() bool {
	name := s.Properties["name"]
	if name == nil || name.Type != typeString {
		return false
	}
	return len(s.Required) == 0 || slices.Equal(s.Required, []string{"name"})
}

// quotedNumber is a string, or worse, where an integer belongs.
func (c *checker) quotedNumber(value any) {
	text, _ := value.(string)
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		c.addf(value, n, "is the string %q; an integer is needed; remove the quotes", text)
		return
	}
	c.addf(value, nil, "is %s; an integer is needed", describe(value))
}

// needed names the type of a schema.
func (s *schema) needed() string {
	if len(s.AnyOf) > 0 {
		return s.AnyOf[0].needed() + " or " + s.AnyOf[1].needed()
	}
	return map[string]string{
		typeObject:  "an object",
		typeArray:   "a list",
		typeString:  "a string",
		typeInteger: "an integer",
	}[s.Type]
}

// describe names a value and its type.
func describe(value any) string {
	switch v := value.(type) {
	case string:
		return "the string " + quote(v)
	case json.Number:
		return "the number " + shorten(v.String())
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	}
	return fmt.Sprint(value)
}
