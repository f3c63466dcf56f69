// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"fmt"

	"vmha.dev/vmha/plan"
)

// A SyntaxError says why a text cannot be read as manifests, and where.
type SyntaxError struct {
	// Line and Column count from 1; a zero column means that only the line is known.
	Line, Column int
	Message      string
	// Twice is set where the text is YAML that says one thing twice: a key, or a second
	// object that no mark parts from the first.
	Twice bool
}

// Error writes the error as "line 3, column 5: message".
func (e *SyntaxError) Error() string {
	return position(e.Line, e.Column) + e.Message
}

// An EditError says why an edit cannot be applied, and where the way ended.
type EditError struct {
	Edit plan.Edit
	// Line and Column are those of the value that is in the way; zeros where the object has no text.
	Line, Column int
	Message      string
}

// Error writes the error as "line 3, column 5: path: message".
func (e *EditError) Error() string {
	return position(e.Line, e.Column) + e.Edit.Path.String() + ": " + e.Message
}

func position(line, column int) string {
	switch {
	case line == 0:
		return ""
	case column == 0:
		return fmt.Sprintf("line %d: ", line)
	default:
		return fmt.Sprintf("line %d, column %d: ", line, column)
	}
}
