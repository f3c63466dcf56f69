// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"slices"
	"strings"
)

// A work is measured side by side: every contender does it, in turn. The others are
// compared with the first.
type work struct {
	id, title, about string
	// source is the file of the common work that is repeated for each machine, alter what is replaced in it.
	source string
	alter  *strings.Replacer
	sizes  []int
	// contenders run with the programs of this folder.
	contenders []contender
}

// A contender does the work. Its paths are those of the input.
type contender struct {
	name    string
	program string
	args    func(input) []string
	stdin   func(input) string
	// slow contenders run in fewer rounds where there are many machines.
	slow bool
}

var sizes = []int{1, 10, 100, 1000, 10000}

// Names of contenders that targets and ratios speak of.
const (
	vmha     = "vmha"
	vmhaKRM  = "vmha, KRM function"
	goText   = "Go text/template"
	helm     = "helm template"
	jsonnet  = "jsonnet"
	kptSDK   = "kpt Go SDK"
	cat      = "cat"
	yamlV3   = "parse by yaml.v3"
	generate = "generate"
	change   = "transform"
	check    = "check"
	fallback = "fallback"
)

var works = []work{
	{
		id: generate, title: "Generate: machines that are made", source: "generate.yaml", sizes: sizes,
		about: "One VirtualMachine with its Service for each, and an IPAddressPool, an L2Advertisement and a MachineHealthCheck for all.",
		contenders: []contender{
			{name: vmha, program: "vmha", args: func(in input) []string { return []string{"render", in.stream()} }},
			{name: vmhaKRM, program: "vmha", stdin: input.list},
			{name: goText, program: "texttemplate", args: func(in input) []string { return []string{in.values()} }},
			{name: helm, program: "helm", slow: true, args: func(in input) []string {
				return []string{"template", "set", chartOf(in), "--values", in.values()}
			}},
			{name: jsonnet, program: "jsonnet", slow: true, args: func(in input) []string {
				return []string{"--yaml-stream", "--ext-code-file", "values=" + in.values(), "peers/jsonnet/set.jsonnet"}
			}},
			{name: kptSDK, program: "kptsdk", slow: true, stdin: input.list},
			{name: cat, program: cat, args: func(in input) []string { return []string{in.output()} }},
		},
	},
	{
		id: change, title: "Transform: existing machines with comments", source: "transform.yaml", sizes: sizes,
		about: "Each machine is found by its label and changed (run strategy, eviction strategy, watchdog, readiness probe), and gets a Service; the rest as above.",
		contenders: []contender{
			{name: vmhaKRM, program: "vmha", stdin: input.list},
			{name: vmha, program: "vmha", args: func(in input) []string { return []string{"render", in.stream()} }},
			{name: kptSDK, program: "kptsdk", slow: true, stdin: input.list},
			{name: cat, program: cat, args: func(in input) []string { return []string{in.output()} }},
		},
	},
	{
		id: check, title: "Check: machines with their Services", source: "generate.yaml", sizes: sizes,
		about: "`vmha check` with all rules on what generate makes, beside a bare parse of the same bytes into nodes.",
		contenders: []contender{
			{name: vmha, program: "vmha", args: func(in input) []string { return []string{"check", in.manifests()} }},
			{name: yamlV3, program: "yamlparse", slow: true, args: func(in input) []string { return []string{in.manifests()} }},
			{name: cat, program: cat, args: func(in input) []string { return []string{in.manifests()} }},
		},
	},
	{
		id: fallback, title: "Transform: machines outside the fast subset of YAML", source: "transform.yaml", sizes: []int{1, 1000},
		about:      "As above, but an anchor in each machine keeps it from being read by the index, so that it is edited as nodes.",
		alter:      strings.NewReplacer("cores: 2", "cores: &cores 2"),
		contenders: []contender{{name: vmhaKRM, program: "vmha", stdin: input.list}},
	},
}

// workOf finds a work by its id.
func workOf(id string) work {
	return works[slices.IndexFunc(works, func(w work) bool { return w.id == id })]
}
