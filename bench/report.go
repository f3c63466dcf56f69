// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

const head = `<!-- Written by "make bench". -->
# Performance

What a whole run of vmha costs, side by side with other ways to make the same objects. Trust the ratios; the absolute
numbers are for orientation, from a machine of %d cores (%s/%s).

All contenders do the same work and write the same objects: a test compares them, parsed. vmha does more for its time: it checks
the intents against their schema, finds contradictions between them, judges the result by its rules, and keeps what it does not change byte for byte.
The others fill in values and check nothing.

- **Go text/template**: a program with the templates below [bench/peers/manifests](../bench/peers/manifests), values as JSON.
- **helm template**: helm %s with the same templates as a chart, the same values.
- **jsonnet**: go-jsonnet %s with [set.jsonnet](../bench/peers/jsonnet/set.jsonnet), the same values, output as a YAML stream.
- **kpt Go SDK**: a function of kpt-functions-sdk (%s), which reads the same ResourceList as vmha.
- **parse by yaml.v3**: the bytes into nodes, and nothing else (%s).
- **cat**: copies the bytes that vmha writes (or, for check, reads).

Contenders run in turn, round by round, and the first one changes: %d rounds up to 1,000 machines, %d for 10,000; the slow ones (helm, jsonnet,
SDK, and yaml.v3) %d for 1,000 and %d for 10,000. CPU time is user and system time of the whole process, start included; a ratio is the median
of the ratios of the rounds; memory is the largest resident size. A peak below about %s MiB cannot be told from that of the measuring program.

## Targets

`

const foot = `
## Profile it

The Go benchmarks of package fn do the same work without starting a program:

` + "```console\n$ go test ./fn -run '^$' -bench Render1000 -cpu 1 -cpuprofile cpu.out   # or Transform1000, Check1000\n$ go tool pprof -top cpu.out\n```\n" + `
` + "`make bench-ratios`" + ` measures generate with 1,000 machines beside text/template and cat, and fails above %dx and %dx of their CPU time
(%dx and %dx are the targets; the guards above them are lowered with what is reached).
`

// writeReport writes the document.
func writeReport(out io.Writer, r results, versions map[string]string) {
	fast, slow := contender{}, contender{slow: true}
	fmt.Fprintf(out, head, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH,
		versions["helm.sh/helm/v4"], versions["github.com/google/go-jsonnet"],
		versions["github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"], versions["go.yaml.in/yaml/v3"],
		rounds(fast, 1000), rounds(fast, 10000), rounds(slow, 1000), rounds(slow, 10000), number(r.floor()))
	writeTargets(out, r)
	for _, w := range works {
		fmt.Fprintf(out, "\n## %s\n\n%s\n", w.title, w.about)
		if len(w.contenders) > 1 {
			compared(out, r, w, "CPU time", cpuOf)
			compared(out, r, w, "Peak memory", peakOf)
		}
		absolute(out, r, w)
		growths(out, r, w)
	}
	fmt.Fprintf(out, foot, guardOfText, guardOfCat, mostOfText, mostOfCat)
}

// floor is the largest peak of cat, which needs next to nothing itself.
func (r results) floor() float64 {
	largest := 0.0
	for at := range r {
		if at.contender == cat {
			largest = max(largest, r.median(at, peakOf))
		}
	}
	return largest
}

// compared is a table of ratios to the first contender.
func compared(out io.Writer, r results, w work, what string, of func(cost) float64) {
	first := w.contenders[0].name
	fmt.Fprintf(out, "\n%s as a multiple of that of %s:\n\n", what, first)
	header(out, w)
	for _, c := range w.contenders[1:] {
		row(out, c.name, w.sizes, func(machines int) string {
			return number(r.ratio(place{w.id, c.name, machines}, place{w.id, first, machines}, of))
		})
	}
}

// absolute is a table of what was measured.
func absolute(out io.Writer, r results, w work) {
	fmt.Fprint(out, "\nCPU ms (least) / wall ms / peak MiB, medians:\n\n")
	header(out, w)
	for _, c := range w.contenders {
		row(out, c.name, w.sizes, func(machines int) string {
			at := place{w.id, c.name, machines}
			if len(r[at]) == 0 {
				return number(math.NaN())
			}
			return fmt.Sprintf("%s (%s) / %s / %s", number(r.median(at, cpuOf)), number(r.least(at, cpuOf)), number(r.median(at, wallOf)), number(r.median(at, peakOf)))
		})
	}
}

// growths is a table of what more machines cost.
func growths(out io.Writer, r results, w work) {
	if !slices.Contains(w.sizes, 10000) {
		return
	}
	fmt.Fprint(out, "\nA further 1,000 machines, between 1,000 and 10,000, and how much more that is than between 100 and 1,000:\n\n")
	fmt.Fprintln(out, "| | CPU ms | growth | peak MiB |\n| --- | ---: | ---: | ---: |")
	for _, c := range w.contenders {
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", c.name, number(r.slope(w.id, c.name, 1000, 10000, cpuOf)),
			number(r.growth(w.id, c.name, cpuOf)), number(r.slope(w.id, c.name, 1000, 10000, peakOf)))
	}
}

func header(out io.Writer, w work) {
	row(out, "machines", w.sizes, strconv.Itoa)
	fmt.Fprintln(out, "| --- |"+strings.Repeat(" ---: |", len(w.sizes)))
}

func row(out io.Writer, name string, sizes []int, cell func(int) string) {
	fmt.Fprintf(out, "| %s |", name)
	for _, machines := range sizes {
		fmt.Fprintf(out, " %s |", cell(machines))
	}
	fmt.Fprintln(out)
}

// number has as many digits as the noise leaves meaning to.
func number(value float64) string {
	switch size := math.Abs(value); {
	case math.IsNaN(value):
		return "not measured"
	case size < 0.995:
		return strconv.FormatFloat(value, 'f', 2, 64)
	case size < 99.5:
		return strconv.FormatFloat(value, 'g', 2+digits(size), 64)
	default:
		return strconv.FormatFloat(value, 'f', 0, 64)
	}
}

// digits is one more from 10 on, so that there is one decimal place.
func digits(size float64) int {
	if size < 9.95 {
		return 0
	}
	return 1
}
