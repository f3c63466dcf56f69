// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import "time"

// The dates that go.yaml.in/yaml/v2 knows, which kubectl reads as strings.
var dateLayouts = []string{
	"2006-1-2T15:4:5.999999999Z07:00",
	"2006-1-2t15:4:5.999999999Z07:00",
	"2006-1-2 15:4:5.999999999",
	"2006-1-2",
}

func isDate(text string) bool {
	if digitsOf(text) != 4 || len(text) == 4 || text[4] != '-' {
		return false
	}
	for _, layout := range dateLayouts {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}
