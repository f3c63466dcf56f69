// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"vmha.dev/vmha/plan"
)

// JSON is the object as JSON with the values that kubectl would send, its keys in
// the order of the text. A number that JSON has not, such as .inf, is a *SyntaxError.
func (o *Object) JSON() ([]byte, error) {
	var b bytes.Buffer
	if err := writeJSON(&b, o.tree.root()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func writeJSON(b *bytes.Buffer, n *node) error {
	switch n.Kind() {
	case plan.Map:
		return writeJSONMap(b, n)
	case plan.List:
		b.WriteByte('[')
		for i, element := range plan.Elements(n) {
			if i > 0 {
				b.WriteByte(',')
			}
			if err := writeJSON(b, element.(*node)); err != nil {
				return err
			}
		}
		b.WriteByte(']')
		return nil
	case plan.Scalar:
		return writeJSONScalar(b, n)
	}
	b.WriteString("null")
	return nil
}

func writeJSONMap(b *bytes.Buffer, n *node) error {
	b.WriteByte('{')
	first := true
	for _, value := range plan.Entries(n) {
		if !first {
			b.WriteByte(',')
		}
		first = false
		child := value.(*node)
		writeJSONString(b, child.jsonKey())
		b.WriteByte(':')
		if err := writeJSON(b, child); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

// jsonKey is the key as kubectl reads it: an unquoted yes is "true", 0x10 is "16".
func (n *node) jsonKey() string {
	text := n.keyText()
	if n.keyStyle != plain && n.keyStyle != decodedPlain {
		return text
	}
	switch resolve(text) {
	case boolScalar:
		return strconv.FormatBool(isTrue(text))
	case intScalar:
		if i, ok := integer(strings.ReplaceAll(text, "_", "")); ok {
			return i.String()
		}
	case floatScalar:
		if f, err := parseFloat(text); err == nil {
			return floatKey(f)
		}
	}
	return text
}

// floatKey writes a number that is a key as sigs.k8s.io/yaml does.
func floatKey(f float64) string {
	switch s := strconv.FormatFloat(f, 'g', -1, 32); s {
	case "+Inf":
		return ".inf"
	case "-Inf":
		return "-.inf"
	case "NaN":
		return ".nan"
	default:
		return s
	}
}

func parseFloat(text string) (float64, error) {
	if isSpecialFloat(text) {
		switch {
		case strings.EqualFold(text, ".nan"):
			return math.NaN(), nil
		case text[0] == '-':
			return math.Inf(-1), nil
		}
		return math.Inf(1), nil
	}
	return strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
}

func writeJSONScalar(b *bytes.Buffer, n *node) error {
	text := n.Text()
	switch n.scalarType() {
	case boolScalar:
		b.WriteString(strconv.FormatBool(isTrue(text)))
	case intScalar:
		i, ok := integer(strings.ReplaceAll(text, "_", ""))
		if !ok {
			return refuseAt(n, fmt.Sprintf("%q is not a whole number", text))
		}
		b.WriteString(i.String())
	case floatScalar:
		f, err := parseFloat(text)
		if err != nil {
			return refuseAt(n, fmt.Sprintf("%q is not a number", text))
		}
		data, err := json.Marshal(f)
		if err != nil {
			return refuseAt(n, "JSON has no number "+text)
		}
		b.Write(data)
	default:
		writeJSONString(b, text)
	}
	return nil
}

func writeJSONString(b *bytes.Buffer, text string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	// A string always encodes.
	_ = e.Encode(text)
	b.Truncate(b.Len() - 1)
}
