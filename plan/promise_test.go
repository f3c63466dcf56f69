// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/api/v1alpha1"
)

func platformWith(kubevirt, template, timeout, within string) *v1alpha1.HighAvailabilityPlatform {
	health := v1alpha1.NodeHealth{Name: "workers", Type: v1alpha1.MachineHealthCheck, Timeout: timeout, RecoverWithin: within}
	if template != "" {
		health.Remediation = &v1alpha1.Remediation{
			Type: v1alpha1.RemediationByTemplate, TemplateRef: &v1alpha1.TemplateRef{APIVersion: "v1", Kind: template, Name: "fence"},
		}
	}
	p := &v1alpha1.HighAvailabilityPlatform{}
	p.Name = "prod"
	p.Spec = v1alpha1.HighAvailabilityPlatformSpec{
		Distribution: v1alpha1.OpenShift, KubevirtVersion: kubevirt, NodeHealth: []v1alpha1.NodeHealth{health},
	}
	p.Spec.Default()
	return p
}

func promised(t *testing.T, p *v1alpha1.HighAvailabilityPlatform) (Plan, *builder, []Finding) {
	t.Helper()
	in := Input{Platforms: []*v1alpha1.HighAvailabilityPlatform{p}, Inventory: NewInventory(nil)}
	built, findings := Build(in)
	require.Len(t, built.HealthChecks, 1)
	return built, &builder{in: in}, findings
}

// TestRecoverWithin derives time-outs from a target, or checks those that are stated.
func TestRecoverWithin(t *testing.T) {
	for name, test := range map[string]struct {
		template, timeout, within string
		// want is the time-out, id and best what a finding says.
		want     int
		id, best string
	}{
		// 45 + 301 + 205 + 70 + 5 + 30 + 68 + 2 = 726
		"a machine deletion with defaults takes 726 s": {"", "", "726s", 300, "", ""},
		"a second less":                      {"", "", "725s", 299, "", ""},
		"ten minutes":                        {"", "", "10m", 174, "", ""},
		"the shortest time-out, 30 s":        {"", "", "456s", 30, "", ""},
		"no shorter one":                     {"", "", "455s", 300, "target-impossible", "456s"},
		"more than enough time":              {"", "", "1h", 300, "", ""},
		"a stated time-out stays":            {"", "60s", "10m", 60, "", ""},
		"a stated time-out that is too long": {"", "5m", "10m", 300, "target-missed", "456s"},
		"power-off":                          {"Metal3RemediationTemplate", "", "5m", 300, "target-impossible", "371s"},
		"power-off in seven minutes":         {"Metal3RemediationTemplate", "", "7m", 79, "", ""},
		"a remediation of unknown kind":      {"OtherTemplate", "", "1h", 300, "target-unknown", ""},
	} {
		t.Run(name, func(t *testing.T) {
			built, _, findings := promised(t, platformWith("1.8", test.template, test.timeout, test.within))
			if test.id == "" {
				require.Empty(t, findings)
			} else {
				require.Len(t, findings, 1)
				require.Equal(t, test.id, findings[0].ID)
				require.Equal(t, "spec.nodeHealth.recoverWithin", findings[0].Source.Field)
				require.Equal(t, test.within, findings[0].Current)
			}
			if test.best != "" {
				require.Equal(t, test.best, findings[0].Proposed)
				require.Contains(t, findings[0].Message, "the longest term: ")
			}
			if test.want >= 0 {
				require.Equal(t, test.want, int(built.HealthChecks[0].Timeout.Seconds()))
			}
		})
	}
}

// TestRecoverWithinIsBest compares random targets with a search through all time-outs.
func TestRecoverWithinIsBest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		within := 150 + r.IntN(700)
		template := []string{"", "Metal3RemediationTemplate", "SelfNodeRemediationTemplate", "FenceAgentsRemediationTemplate"}[r.IntN(4)]
		platform := platformWith([]string{"1.8", "1.1"}[r.IntN(2)], template, "", fmt.Sprintf("%ds", within))
		built, b, findings := promised(t, platform)
		check := built.HealthChecks[0]
		facts := b.promisedMachine(platformOf(platform.Spec, "spec.", reporter{}), check)
		longest, least := 0, Span{Never: true}
		for timeout := 30; timeout <= 300; timeout++ {
			facts.Fencing.Timeout.Value = timeout
			worst := facts.Recover(NodeDies, MachineBack).Worst()
			if worst.Within(within) {
				longest = timeout
			}
			if least.Longer(worst) {
				least = worst
			}
		}
		if longest == 0 {
			require.Len(t, findings, 1)
			require.Equal(t, fmt.Sprintf("%ds", least.Seconds), findings[0].Proposed)
			continue
		}
		require.Empty(t, findings)
		require.Equal(t, longest, int(check.Timeout.Seconds()))
	}
}
