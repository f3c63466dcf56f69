// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/generators"
)

// TestCheckSpec: upstream's own decoder takes unknown fields without a word, and this does not.
func TestCheckSpec(t *testing.T) {
	for _, test := range []struct {
		reason, spec string
		want         []string
	}{
		{"nothing", `{}`, []string{}},
		{"what KubeVirt knows", `{"evictionStrategy":"None","domain":{"devices":{"interfaces":[{"name":"a","masquerade":{}}]}}}`, []string{}},
		{"a misspelt field", `{"evictionStrategie":"None"}`, []string{`unknown field "evictionStrategie"`}},
		{"the case counts", `{"evictionstrategy":"None"}`, []string{`unknown field "evictionstrategy"`}},
		{"deep down, and several", `{"domain":{"devices":{"interfaces":[{"name":"a","masqerade":{}}],"disc":[]}}}`, []string{`unknown field "domain.devices.interfaces[0].masqerade"`, `unknown field "domain.devices.disc"`}},
		{"a duplicate", `{"hostname":"a","hostname":"b"}`, []string{`duplicate field "hostname"`}},
		{"another type", `{"terminationGracePeriodSeconds":"long"}`, []string{`terminationGracePeriodSeconds is a string, where a number is needed,`}},
		{"a list where a map belongs", `{"domain":[]}`, []string{`domain is a list, where a map is needed,`}},
		{"a map where a list belongs", `{"volumes":{}}`, []string{`volumes is a map, where a list is needed,`}},
		{"a number where a text belongs", `{"hostname":2.5}`, []string{`hostname is a number, where a string is needed,`}},
		{"a boolean deep down", `{"domain":{"devices":{"rng":true}}}`, []string{`domain.devices.rng is a boolean, where a map is needed,`}},
		{"a text where a boolean belongs", `{"domain":{"devices":{"autoattachPodInterface":"no"}}}`, []string{`domain.devices.autoattachPodInterface is a string, where a boolean is needed,`}},
	} {
		require.Equal(t, test.want, generators.CheckSpec([]byte(test.spec)), test.reason)
	}
}
