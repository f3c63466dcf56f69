// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// templateMarks begin what Helm, Go, Jinja and ERB templates fill in.
var templateMarks = []string{"{{", "{%", "<%"}

// binaryHead is how much of a file is searched for a zero byte, as git does.
const binaryHead = 8000

// ours are the files that should be manifests and cannot be read; what is another tool's is told of and skipped.
func (set *fileSet) ours(s streams) []*unreadable {
	var all []*unreadable
	for _, bad := range set.errors {
		if why := foreign(bad); why != "" {
			_, _ = fmt.Fprintf(s.err, "skipped %s\n", strings.Replace(bad.Error(), "error: ", why+": ", 1))
			continue
		}
		all = append(all, bad)
	}
	return all
}

// tellOurs tells about each file that cannot be read, and counts those that should be.
func (set *fileSet) tellOurs(s streams) int {
	all := set.ours(s)
	for _, bad := range all {
		_, _ = fmt.Fprintln(s.err, bad)
	}
	return len(all)
}

// foreign says why a file that cannot be read is likely another tool's: a template, JSON
// with comments, or encrypted; empty if it is not. A file that the user names is never
// foreign, and neither is one whose YAML is read and says one thing twice.
func foreign(bad *unreadable) string {
	switch {
	case bad.named || bad.twofold || bad.text == nil:
		return ""
	case binary(bad.text):
		return "no text, or encrypted"
	case filepath.Ext(bad.path) == ".json":
		return "no plain JSON"
	case template(bad):
		return "a template of another tool"
	}
	return ""
}

// template looks for what templates are filled in by. ${NAME} stands in scripts of manifests
// too, so it must be near the place that cannot be read.
func template(bad *unreadable) bool {
	for line := bad.line - 1; line <= bad.line+1; line++ {
		if line > 0 && strings.Contains(lineOf(bad.text, line), "${") {
			return true
		}
	}
	return slices.ContainsFunc(templateMarks, func(mark string) bool { return bytes.Contains(bad.text, []byte(mark)) })
}

// binary says whether a file is no text, such as one that git-crypt has encrypted. UTF-16 is text.
func binary(text []byte) bool {
	if bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")) {
		return false
	}
	return bytes.IndexByte(text[:min(len(text), binaryHead)], 0) >= 0
}
