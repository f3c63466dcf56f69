// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package findings

import (
	"encoding/xml"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/rules"
)

// TestJUnitCounts holds the numbers of the report against what it lists.
func TestJUnitCounts(t *testing.T) {
	text, err := JUnit(sample())
	require.NoError(t, err)
	var report suites
	require.NoError(t, xml.Unmarshal(text, &report))
	require.Len(t, report.Suites, 1)
	suite := report.Suites[0]
	require.Len(t, suite.Cases, suite.Tests)
	require.Equal(t, len(rules.All)-2+len(sample().Findings)+1, suite.Tests, "rules that found nothing, findings, and what is waived")
	var failed, waived []test
	for _, c := range suite.Cases {
		if c.Failure != nil {
			failed = append(failed, c)
		}
		if c.Skipped != nil {
			require.Nil(t, c.Failure)
			waived = append(waived, c)
		}
	}
	require.Len(t, failed, suite.Failures)
	require.Equal(t, 2, suite.Failures, "what is at least a warning fails here, the hint does not")
	require.Len(t, waived, suite.Skipped)
	require.Equal(t, "the provisioner writes it", waived[0].Skipped.Message)
	require.Equal(t, "running-deprecated", waived[0].Class)
	require.Equal(t, 7, waived[0].Line)
}
