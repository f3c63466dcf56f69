// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"math"
	"strconv"
	"strings"
	"time"

	"vmha.dev/vmha/plan"
)

// valueOf reads a node as scalars, lists and maps, so that an edit can write it elsewhere.
func valueOf(n plan.Node) any {
	switch n.Kind() {
	case plan.Map:
		m := make(map[string]any, n.Len())
		for key, value := range plan.Entries(n) {
			m[key] = valueOf(value)
		}
		return m
	case plan.List:
		list := make([]any, 0, n.Len())
		for _, element := range plan.Elements(n) {
			list = append(list, valueOf(element))
		}
		return list
	case plan.Scalar:
		return scalarOf(n)
	default:
		return nil
	}
}

func scalarOf(n plan.Node) any {
	if n.IsString() {
		return n.Text()
	}
	if whole, ok := n.Int(); ok {
		return whole
	}
	if boolean, ok := n.Bool(); ok {
		return boolean
	}
	return n.Text()
}

// texts makes a list for an edit.
func texts(list []string) []any {
	values := make([]any, len(list))
	for i, text := range list {
		values[i] = text
	}
	return values
}

// number reads a whole number, or gives another where there is none.
func number(n plan.Node, otherwise int64) int64 {
	if whole, ok := n.Int(); ok {
		return whole
	}
	return otherwise
}

// isTrue says whether a boolean is there and true.
func isTrue(n plan.Node) bool {
	value, _ := n.Bool()
	return value
}

// seconds reads a duration such as 5m; ok is false where it is none.
func seconds(n plan.Node) (float64, bool) {
	d, err := time.ParseDuration(n.Text())
	return d.Seconds(), err == nil
}

// percent reads a percentage such as 40%.
func percent(n plan.Node) (int64, bool) {
	digits, found := strings.CutSuffix(n.Text(), "%")
	value, err := strconv.ParseInt(digits, 10, 64)
	return value, found && err == nil
}

// shareDown and shareUp are a percentage of a number, rounded.
func shareDown(percent, of int64) int64 { return percent * of / 100 }

func shareUp(percent, of int64) int64 { return int64(math.Ceil(float64(percent*of) / 100)) }
