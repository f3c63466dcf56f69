// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
)

// A target is what the project wants to reach, as a number and the bound of it.
type target struct {
	work, what string
	reached    func(results) float64
	bound      float64
	least      bool // the bound is what must be reached at least, not at most
	unit       string
}

// linear is the largest growth that counts as linear: room for noise and for the collector's steps.
const linear = 1.5

var targets = []target{
	{"start-up (N=1)", "CPU", median1(generate, vmha, 1, cpuOf), 10, false, " ms"},
	{"start-up (N=1)", "peak memory", median1(generate, vmha, 1, peakOf), 32, false, " MiB"},
	{"start-up (N=1)", "helm's CPU over ours", over(generate, helm, vmha, 1, cpuOf), 7, true, "x"},
	{"generate N=1,000", "helm's CPU over ours", over(generate, helm, vmha, 1000, cpuOf), 20, true, "x"},
	{"generate N=1,000", "jsonnet's CPU over ours", over(generate, jsonnet, vmha, 1000, cpuOf), 20, true, "x"},
	{"generate N=1,000", "our CPU over text/template's", over(generate, vmha, goText, 1000, cpuOf), mostOfText, false, "x"},
	{"generate N=1,000", "our CPU over cat's", over(generate, vmha, cat, 1000, cpuOf), mostOfCat, false, "x"},
	{"generate N=1,000", "peak memory", median1(generate, vmha, 1000, peakOf), 48, false, " MiB"},
	{"generate N=10,000", "growth of CPU (1 is linear)", grown(generate, vmha, cpuOf), linear, false, ""},
	{"generate N=10,000", "memory per further 1,000", slope1(generate, vmha, peakOf), 4, false, " MiB"},
	{"transform M=1,000", "kpt SDK's CPU over ours", over(change, kptSDK, vmhaKRM, 1000, cpuOf), 30, true, "x"},
	{"transform M=1,000", "kpt SDK's memory over ours", over(change, kptSDK, vmhaKRM, 1000, peakOf), 6, true, "x"},
	{"transform M=10,000", "growth of CPU (1 is linear)", grown(change, vmhaKRM, cpuOf), linear, false, ""},
	{"an item that falls back", "CPU", perItem, 0.3, false, " ms"},
	{"check N=1,000", "CPU of yaml.v3's parse over ours", over(check, yamlV3, vmha, 1000, cpuOf), 1, true, "x"},
	{"check N=10,000", "growth of CPU (1 is linear)", grown(check, vmha, cpuOf), linear, false, ""},
	{"check N=10,000", "growth of memory (1 is linear)", grown(check, vmha, peakOf), linear, false, ""},
}

func median1(w, contender string, machines int, of func(cost) float64) func(results) float64 {
	return func(r results) float64 { return r.median(place{w, contender, machines}, of) }
}

func over(w, contender, to string, machines int, of func(cost) float64) func(results) float64 {
	return func(r results) float64 { return r.ratio(place{w, contender, machines}, place{w, to, machines}, of) }
}

func grown(w, contender string, of func(cost) float64) func(results) float64 {
	return func(r results) float64 { return r.growth(w, contender, of) }
}

func slope1(w, contender string, of func(cost) float64) func(results) float64 {
	return func(r results) float64 { return r.slope(w, contender, 1000, 10000, of) }
}

// perItem is the whole CPU time of one item that falls back, its Service and its intent included.
func perItem(r results) float64 { return r.slope(fallback, vmhaKRM, 1, 1000, cpuOf) / 1000 }

// met says whether this is enough. What was not measured is not met.
func (t target) met(reached float64) bool {
	if t.least {
		return reached >= t.bound
	}
	return reached <= t.bound
}

func writeTargets(out io.Writer, r results) {
	fmt.Fprintln(out, "| work | what | target | reached | |")
	fmt.Fprintln(out, "| --- | --- | ---: | ---: | --- |")
	for _, t := range targets {
		reached, bound, verdict := t.reached(r), "at most", "met"
		if t.least {
			bound = "at least"
		}
		if !t.met(reached) {
			verdict = "**not met**"
		}
		fmt.Fprintf(out, "| %s | %s | %s %g%s | %s%s | %s |\n", t.work, t.what, bound, t.bound, t.unit, precisely(reached), t.unit, verdict)
	}
}

// precisely has a digit more than number: what misses its bound by little shall not look like it.
func precisely(value float64) string {
	if math.IsNaN(value) || math.Abs(value) >= 99.5 {
		return number(value)
	}
	return strconv.FormatFloat(value, 'g', 3, 64)
}
