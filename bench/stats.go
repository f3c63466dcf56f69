// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"math"
	"slices"
)

// What is read of a cost.
var (
	cpuOf  = func(c cost) float64 { return c.cpu }
	wallOf = func(c cost) float64 { return c.wall }
	peakOf = func(c cost) float64 { return c.peak }
)

// median is not a number where nothing was measured.
func median(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

func each(costs []cost, of func(cost) float64) []float64 {
	values := make([]float64, len(costs))
	for i, c := range costs {
		values[i] = of(c)
	}
	return values
}

func (r results) median(at place, of func(cost) float64) float64 { return median(each(r[at], of)) }

func (r results) least(at place, of func(cost) float64) float64 {
	if len(r[at]) == 0 {
		return math.NaN()
	}
	return slices.Min(each(r[at], of))
}

// ratio is the median of the ratios of the rounds in which both ran.
func (r results) ratio(at, to place, of func(cost) float64) float64 {
	var ratios []float64
	for round := range min(len(r[at]), len(r[to])) {
		ratios = append(ratios, of(r[at][round])/of(r[to][round]))
	}
	return median(ratios)
}

// slope is what 1,000 more machines cost between two numbers of machines.
func (r results) slope(w, contender string, from, to int, of func(cost) float64) float64 {
	more := r.median(place{w, contender, to}, of) - r.median(place{w, contender, from}, of)
	return more / float64(to-from) * 1000
}

// growth is the slope between 1,000 and 10,000 machines over that between 100 and 1,000:
// 1 where the cost grows with the number of machines, 10 where it grows with its square.
func (r results) growth(w, contender string, of func(cost) float64) float64 {
	return r.slope(w, contender, 1000, 10000, of) / r.slope(w, contender, 100, 1000, of)
}
