// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"slices"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/fn/intent"
	"vmha.dev/vmha/plan"
)

// Options are what a call may state apart from the intents: by a RenderOptions or a
// ConfigMap as functionConfig, or by the flags of the command line. The zero value is
// every default.
type Options struct {
	// Scope limits a run to the objects of the application or to those of the infrastructure; empty is both.
	Scope plan.Scope
	// Check is the least severe finding of the rules that is shown; empty is Warning.
	Check plan.Severity
	// Prune says what is taken out; empty is Owned.
	Prune v1alpha1.PruneMode
	// Layout says where new objects go; empty is PerIntent.
	Layout v1alpha1.OutputLayout
}

// checkOff switches the rules off.
const checkOff plan.Severity = "off"

// An option is one of the options, with the values that its schema allows too.
type option struct {
	name    string
	allowed []string
	set     func(o *Options, value string)
}

var allOptions = []option{
	{"scope", []string{"All", "Application", "Infrastructure"}, func(o *Options, value string) {
		o.Scope = plan.Scope(value)
		if value == string(v1alpha1.ScopeAll) {
			o.Scope = ""
		}
	}},
	{"check", []string{"Error", "Warning", "Info", "Off"}, func(o *Options, value string) { o.Check = plan.Severity(strings.ToLower(value)) }},
	{"prune", []string{"Owned", "Orphans"}, func(o *Options, value string) { o.Prune = v1alpha1.PruneMode(value) }},
	{"layout", []string{"PerIntent", "PerObject"}, func(o *Options, value string) { o.Layout = v1alpha1.OutputLayout(value) }},
}

// OptionNames are the names of the options.
func OptionNames() []string {
	names := make([]string, 0, len(allOptions))
	for _, o := range allOptions {
		names = append(names, o.name)
	}
	return names
}

// OptionValues are the values that an option may have, the default of scope, prune and layout first.
func OptionValues(name string) []string {
	at := slices.IndexFunc(allOptions, func(o option) bool { return o.name == name })
	if at < 0 {
		return nil
	}
	return slices.Clone(allOptions[at].allowed)
}

// Set states an option. The error says which values, or which names, are allowed.
func (o *Options) Set(name, value string) error {
	at := slices.IndexFunc(allOptions, func(o option) bool { return o.name == name })
	if at < 0 {
		return fmt.Errorf("unknown option %q; allowed are %s", name, plan.Enumerate(OptionNames()))
	}
	if !slices.Contains(allOptions[at].allowed, value) {
		return fmt.Errorf("%s is %q; allowed are %s", name, value, plan.Enumerate(allOptions[at].allowed))
	}
	allOptions[at].set(o, value)
	return nil
}

// readOptions reads a ConfigMap; kpt and kustomize hand over an empty one where the user wrote none.
func (r *run) readOptions() {
	for key, value := range plan.Entries(r.config.root.Get("data")) {
		id := "bad-option"
		if OptionValues(key) == nil {
			id = "unknown-option"
		}
		if err := r.options.Set(key, optionText(key, value)); err != nil {
			r.invalidf(r.config, plan.Fields("data").Key(key), id, "%v", err)
		}
	}
}

// optionText is the value of an option. YAML takes an Off without quotes for false, and
// who reads it before may have written that.
func optionText(key string, value plan.Node) string {
	text := value.Text()
	if off, isBool := value.Bool(); key == "check" && !off && (isBool || text == "false") {
		return string(v1alpha1.CheckOff)
	}
	return text
}

// readRenderOptions reads a RenderOptions. Only the functionConfig counts: a package may
// hold several, each for a call of its own.
func (r *run) readRenderOptions(i *item) {
	if i != r.config && r.config != nil && Identity(i.ref) == Identity(r.config.ref) {
		return // It is read as the functionConfig.
	}
	object := i.object
	path := plan.Fields("spec.check")
	if check := plan.At(i.root, path); !check.IsString() && optionText("check", check) == string(v1alpha1.CheckOff) {
		object = object.Clone()
		_, _ = object.Apply([]plan.Edit{{Path: path, Value: string(v1alpha1.CheckOff)}}) // else the schema refuses it below
	}
	text, err := object.JSON()
	if err != nil {
		r.invalidf(i, nil, "invalid-intent", "the options cannot be read: %v", err)
		return
	}
	decoded, problems, err := intent.DecodeRenderOptions(text)
	if !r.accepted(i, problems, err) || i != r.config {
		return
	}
	r.stateOptions(i, decoded.Spec)
}

func (r *run) stateOptions(i *item, spec v1alpha1.RenderOptionsSpec) {
	for name, value := range map[string]string{
		"scope": string(spec.Scope), "check": string(spec.Check),
		"prune": string(spec.Prune), "layout": string(spec.Layout),
	} {
		if err := r.options.Set(name, value); err != nil { // The schema allows what Set does; a test compares them.
			r.invalidf(i, plan.Fields("spec").Key(name), "bad-option", "%v", err)
		}
	}
}
