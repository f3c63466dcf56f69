// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"math/big"
	"strconv"
	"strings"
)

// A scalarType is what a scalar is to kubectl.
type scalarType uint8

const (
	stringScalar scalarType = iota
	nullScalar
	boolScalar
	intScalar
	floatScalar
)

// resolve says what an unquoted scalar is to kubectl, which reads YAML as
// go.yaml.in/yaml/v2 does (its resolve.go): the words of YAML 1.1 are booleans,
// dates are strings.
func resolve(text string) scalarType {
	if text == "" {
		return nullScalar
	}
	switch c := text[0]; {
	case c >= '0' && c <= '9', c == '+', c == '-':
		return resolveNumber(text)
	case c == '.':
		if isSpecialFloat(text) {
			return floatScalar
		}
		if _, err := strconv.ParseFloat(text, 64); err == nil {
			return floatScalar
		}
		return stringScalar
	}
	switch text {
	case "~", "null", "Null", "NULL":
		return nullScalar
	case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON",
		"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF":
		return boolScalar
	}
	return stringScalar
}

func isSpecialFloat(text string) bool {
	switch strings.TrimLeft(text, "+-") {
	case ".inf", ".Inf", ".INF":
		return len(text) <= 5
	case ".nan", ".NaN", ".NAN":
		return text[0] == '.'
	}
	return false
}

func isTrue(text string) bool {
	switch text[0] {
	case 'y', 'Y', 't', 'T':
		return true
	}
	return len(text) == 2 && (text[1] == 'n' || text[1] == 'N')
}

// resolveNumber tells numbers from strings that start like one.
func resolveNumber(text string) scalarType {
	if isSpecialFloat(text) {
		return floatScalar
	}
	if isDate(text) {
		return stringScalar
	}
	if isSmall(text) {
		return intScalar
	}
	if !endsNumber(text[len(text)-1]) {
		return stringScalar
	}
	digits := strings.ReplaceAll(text, "_", "")
	if _, ok := integer(digits); ok {
		return intScalar
	}
	if isFloat(digits) {
		if _, err := strconv.ParseFloat(digits, 64); err == nil {
			return floatScalar
		}
	}
	return stringScalar
}

// integer reads a whole number of at most 64 bits, in any base that kubectl knows.
func integer(digits string) (*big.Int, bool) {
	if i, err := strconv.ParseInt(digits, 0, 64); err == nil {
		return big.NewInt(i), true
	}
	if u, err := strconv.ParseUint(digits, 0, 64); err == nil {
		return new(big.Int).SetUint64(u), true
	}
	// go.yaml.in/yaml/v2 reads "-0b-1" and "0b+1" too.
	if rest, ok := strings.CutPrefix(digits, "0b"); ok {
		if i, err := strconv.ParseInt(rest, 2, 64); err == nil {
			return big.NewInt(i), true
		}
	}
	if rest, ok := strings.CutPrefix(digits, "-0b"); ok {
		if i, err := strconv.ParseInt("-"+rest, 2, 64); err == nil {
			return big.NewInt(i), true
		}
	}
	return nil, false
}

// endsNumber says whether a number may end in this character, in any base.
func endsNumber(c byte) bool {
	return c >= '0' && c <= '9' || c == '.' || c == '_' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// isSmall says whether a text is a decimal number that any integer holds.
func isSmall(text string) bool {
	return len(text) < 10 && (text[0] != '0' || len(text) == 1) && digitsOf(text) == len(text)
}

func parseInt(text string) (int64, bool) {
	if text != "" && isSmall(text) {
		i, err := strconv.ParseInt(text, 10, 64)
		return i, err == nil
	}
	i, ok := integer(strings.ReplaceAll(text, "_", ""))
	if !ok || !i.IsInt64() {
		return 0, false
	}
	return i.Int64(), true
}

// isFloat matches [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
func isFloat(text string) bool {
	text = cutSign(text)
	whole := digitsOf(text)
	rest := text[whole:]
	if strings.HasPrefix(rest, ".") {
		part := digitsOf(rest[1:])
		if whole == 0 && part == 0 {
			return false
		}
		rest = rest[1+part:]
	} else if whole == 0 {
		return false
	}
	if rest == "" {
		return true
	}
	if rest[0] != 'e' && rest[0] != 'E' {
		return false
	}
	rest = cutSign(rest[1:])
	return rest != "" && digitsOf(rest) == len(rest)
}

func cutSign(text string) string {
	if text != "" && (text[0] == '+' || text[0] == '-') {
		return text[1:]
	}
	return text
}

func digitsOf(text string) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}

// isNullWord says whether an unquoted scalar is a null.
func isNullWord(text string) bool {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}
