// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"fmt"
	"strings"

	"vmha.dev/vmha/plan"
)

// GitHub writes workflow commands, by which GitHub Actions shows findings beside the
// lines that they are about (docs.github.com, workflow commands). It shows ten of each
// severity for each step, so hints come only with Verbose. The last line is for the log.
func GitHub(r Report) ([]byte, error) {
	levels := map[plan.Severity]string{plan.Error: "error", plan.Warning: "warning", plan.Info: "notice"}
	t := &texter{}
	for _, f := range r.Findings {
		if f.Severity == plan.Info && !r.Verbose {
			continue
		}
		properties := []string{}
		if f.Place.File != "" {
			properties = append(properties, "file="+property(f.Place.File))
		}
		if f.Place.Line > 0 {
			properties = append(properties, fmt.Sprintf("line=%d", f.Place.Line), fmt.Sprintf("col=%d", max(f.Place.Column, 1)))
		}
		properties = append(properties, "title="+property(f.ID))
		t.linef("::%s %s::%s", levels[f.Severity], strings.Join(properties, ","), data(about(f.Finding)+": "+plan.OneLine(f.Message)))
	}
	t.summary(r)
	return []byte(t.b.String()), nil
}

// data and property escape as the runner of GitHub Actions reads (actions/toolkit packages/core/src/command.ts).
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func property(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}
