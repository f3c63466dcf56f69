// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"encoding/json"
	"fmt"

	"vmha.dev/vmha/plan"
)

// longest is how much of a value is shown.
const longest = 100

// value writes a value on one line: a scalar as it is, the rest as JSON.
func value(v any) string {
	switch v := v.(type) {
	case string:
		return shortened(plan.OneLine(v))
	case bool, int, int32, int64, float64:
		return fmt.Sprint(v)
	}
	written, err := json.Marshal(v)
	if err != nil {
		return "a map"
	}
	return shortened(plan.OneLine(string(written)))
}

func shortened(text string) string {
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return string(runes[:longest]) + " ..."
}

// values says what stands there and what should, or nothing.
func values(f plan.Finding) string {
	switch {
	case f.Current != nil && f.Proposed != nil:
		return "now " + value(f.Current) + ", better " + value(f.Proposed)
	case f.Current != nil:
		return "now " + value(f.Current)
	case f.Proposed != nil:
		return "better " + value(f.Proposed)
	}
	return ""
}

// about names the object and its field.
func about(f plan.Finding) string {
	text := f.Ref.String()
	if path := f.Path.String(); path != "" {
		text += ": " + path
	}
	return plan.OneLine(text)
}
