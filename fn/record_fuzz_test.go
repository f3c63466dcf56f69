// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

// FuzzRecord reads records that somebody has edited: nothing panics, and what a run makes of
// one stays as it is in the next.
func FuzzRecord(f *testing.F) {
	for _, seed := range []string{
		"{}", "null", "[]", `{"HighAvailability/shop/web":{"spec.running":{"set":"Always","was":true,"renamed":"runStrategy"}}}`,
		`{"HighAvailability/shop/web":{"spec.template":{"set":{}},"spec.template.spec":{"was":1}}}`,
		`{"HighAvailability/shop/web":{"metadata.name":{"set":"web-0","was":"web-1"},"kind":{"set":"VirtualMachine"}}}`,
		`{"HighAvailability/shop/old":{"spec.runStrategy":{"set":"Always","was":[null,1.5e300,"x"],"made":"spec"}}}`,
		`{"HighAvailability/shop/web":{"metadata.annotations[\"vmha.dev/set\"]":{"was":"{}"}}}`,
	} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, orphans bool) {
		in := func(machine string) Input {
			options := Options{Check: checkOff}
			if orphans {
				options.Prune = "Orphans"
			}
			return Input{Objects: append(parse(t, intentItem), parse(t, machine)...), Options: options}
		}
		objects := parse(t, placed(machineItem, pathAnnotation, "web-0.yaml"))
		if _, err := objects[0].Apply([]plan.Edit{setAnnotation(SetBy, text)}); err != nil {
			t.Skip("no YAML")
		}
		first := Render(in(string(objects[0].Bytes())))
		if first.Failed() {
			return
		}
		second := Render(in(string(first.Objects[1].Bytes())))
		if second.Failed() {
			return // Such a record may have renamed the machine, or made it another kind.
		}
		third := Render(in(string(second.Objects[1].Bytes())))
		require.False(t, third.Failed())
		require.Equal(t, string(second.Objects[1].Bytes()), string(third.Objects[1].Bytes()))
	})
}

// TestRecordsOfGoldenCases reads every record of the golden cases and writes it as it stands.
func TestRecordsOfGoldenCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(goldenDir, "set-*", "output.yaml"))
	require.NoError(t, err)
	read := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, object := range parse(t, string(text)) {
			stands := plan.At(object.Root(), annotationsPath).Get(SetBy).Text()
			if strings.TrimSpace(stands) == "" {
				continue
			}
			parsed, err := parseRecord(stands)
			require.NoError(t, err, file)
			require.Equal(t, stands, parsed.text(), file)
			read++
		}
	}
	require.Greater(t, read, 4)
}
