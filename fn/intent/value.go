// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"vmha.dev/vmha/plan"
)

var errNotJSON = errors.New("the intent is not valid JSON")

// parse reads JSON into map[string]any, []any, string, json.Number, bool and nil,
// and returns the paths of the keys that stand in their object more than once.
func parse(data []byte) (value any, repeated []plan.Path, err error) {
	// The tokenizer takes any depth of nesting and a second value; this refuses both.
	if !json.Valid(data) {
		return nil, nil, errNotJSON
	}
	p := parser{decoder: json.NewDecoder(bytes.NewReader(data))}
	p.decoder.UseNumber()
	value, err = p.value()
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", errNotJSON, err)
	}
	return value, p.repeated, nil
}

type parser struct {
	decoder *json.Decoder
	// at is where the parser is. It is one slice for all of the way.
	at       plan.Path
	repeated []plan.Path
}

func (p *parser) value() (any, error) {
	token, err := p.decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return p.object()
	case json.Delim('['):
		return p.list()
	}
	return token, nil
}

func (p *parser) object() (any, error) {
	object := map[string]any{}
	for p.decoder.More() {
		token, err := p.decoder.Token()
		if err != nil {
			return nil, err
		}
		key, _ := token.(string)
		p.at = append(p.at, plan.Step{Key: key})
		if _, there := object[key]; there {
			p.repeated = append(p.repeated, p.at.Join(nil))
		}
		if object[key], err = p.value(); err != nil {
			return nil, err
		}
		p.at = p.at[:len(p.at)-1]
	}
	_, err := p.decoder.Token()
	return object, err
}

func (p *parser) list() (any, error) {
	list := []any{}
	for p.decoder.More() {
		p.at = append(p.at, element(len(list)))
		value, err := p.value()
		if err != nil {
			return nil, err
		}
		list = append(list, value)
		p.at = p.at[:len(p.at)-1]
	}
	_, err := p.decoder.Token()
	return list, err
}

// element is the step to element i of a list.
func element(i int) plan.Step { return plan.Path(nil).Index(i)[0] }

// typeOf is the JSON type of a value. Every number counts as an integer here: the
// intent has no other numbers, and what is no integer is said with the value.
func typeOf(value any) string {
	switch value.(type) {
	case map[string]any:
		return typeObject
	case []any:
		return typeArray
	case string:
		return typeString
	case json.Number:
		return typeInteger
	case bool:
		return typeBoolean
	}
	return typeNull
}

// scalarText is a number or a boolean as written, and a string without its quotes.
func scalarText(value any) (text string, ok bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}

// plain is a value as a finding shows it: numbers as Go numbers, objects and lists
// not at all.
func plain(value any) any {
	switch v := value.(type) {
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		if f, err := v.Float64(); err == nil {
			return f
		}
		return v.String()
	case string, bool:
		return v
	}
	return nil
}
