// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"

	machinev1beta1 "github.com/openshift/api/machine/v1beta1"
	"github.com/stretchr/testify/require"
	metallb "go.universe.tf/metallb/api/v1beta1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	kubevirtv1 "kubevirt.io/api/core/v1"
	kjson "sigs.k8s.io/json"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/schemas"
)

// keepsInput checks that every value and every comment of the input is in the output,
// but for what a result says was changed.
func keepsInput(t *testing.T, in Input, first *run) {
	t.Helper()
	output := map[plan.Ref]*document.Object{}
	for _, object := range first.outcome.Objects {
		output[identity(refOf(object))] = object
	}
	replaced := map[plan.Ref]bool{}
	for object := range first.outcome.Replaced {
		replaced[identity(refOf(object))] = true
	}
	told := map[string]bool{}
	for _, finding := range first.outcome.Findings {
		told[finding.Ref.String()+" "+finding.Path.String()] = true
	}
	for _, object := range in.Objects {
		ref := refOf(object)
		if replaced[identity(ref)] {
			continue
		}
		after := output[identity(ref)]
		if after == nil {
			require.True(t, told[ref.String()+" "+annotationsPath.Key(OwnedBy).String()], "%s is gone and nobody said so", ref)
			continue
		}
		for _, comment := range comments(string(object.Bytes())) {
			require.Contains(t, string(after.Bytes()), comment, "a comment of %s is lost", ref)
		}
		walk(object.Root(), nil, func(path plan.Path, value plan.Node) {
			for cut := len(path); cut > 0; cut-- {
				if told[ref.String()+" "+path[:cut].String()] {
					return
				}
			}
			require.Equal(t, value.Text(), plan.At(after.Root(), path).Text(), "%s of %s", path, ref)
		})
	}
}

var commentLine = regexp.MustCompile(`(?:^|\s)(# ?\S[^"']*)$`)

// comments finds comments outside of block texts well enough for the cases, which write them so.
func comments(text string) []string {
	var found []string
	block := -1
	for _, line := range strings.Split(text, "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if block >= 0 && (indent > block || strings.TrimSpace(line) == "") {
			continue
		}
		block = -1
		if regexp.MustCompile(`[|>][+-]?\s*$`).MatchString(line) {
			block = indent
		}
		if match := commentLine.FindStringSubmatch(line); match != nil {
			found = append(found, strings.TrimSpace(match[1]))
		}
	}
	return found
}

func walk(n plan.Node, path plan.Path, visit func(plan.Path, plan.Node)) {
	switch n.Kind() {
	case plan.Map:
		for key, value := range n.Entries() {
			walk(value, path.Key(key), visit)
		}
	case plan.List:
		for i, element := range n.Elements() {
			step := path.Index(i)
			if name := element.Get("name").Text(); name != "" {
				step = path.Elem("name", name)
			}
			walk(element, step, visit)
		}
	case plan.Scalar:
		visit(path, n)
	}
}

// hasSources checks that every object and edit names a field of the schema that asks for it.
func hasSources(t *testing.T, r *run) {
	t.Helper()
	for _, made := range r.made {
		requireSource(t, made.source.Source)
	}
	for _, edit := range r.edits {
		requireSource(t, edit.Source)
	}
}

func requireSource(t *testing.T, source plan.Source) {
	t.Helper()
	text := schemas.HighAvailability
	if source.Intent.Kind == "HighAvailabilityPlatform" {
		text = schemas.HighAvailabilityPlatform
	}
	var schema map[string]any
	require.NoError(t, json.Unmarshal(text, &schema))
	for _, key := range strings.Split(source.Field, ".") {
		if items, ok := schema["items"].(map[string]any); ok {
			schema = items
		}
		properties, _ := schema["properties"].(map[string]any)
		next, found := properties[key].(map[string]any)
		require.True(t, found, "the source %s is not in the schema (at %s)", source.Field, key)
		schema = next
	}
}

// decodes checks every object that was made, and every machine that was clean before, against the upstream types.
func decodes(t *testing.T, in Input, r *run) {
	t.Helper()
	clean := map[plan.Ref]bool{}
	for _, object := range in.Objects {
		clean[refOf(object)] = decodeStrictly(object) == nil
	}
	for _, made := range r.made {
		require.NoError(t, decodeStrictly(made.object), "%s", made.ref)
	}
	for _, read := range r.items {
		if clean[read.ref] {
			require.NoError(t, decodeStrictly(read.object), "%s", read.ref)
		}
	}
}

func upstreamType(ref plan.Ref) any {
	switch ref.Kind {
	case "VirtualMachine":
		return &kubevirtv1.VirtualMachine{}
	case "Service":
		return &corev1.Service{}
	case "Secret":
		return &corev1.Secret{}
	case "PodDisruptionBudget":
		return &policyv1.PodDisruptionBudget{}
	case "IPAddressPool":
		return &metallb.IPAddressPool{}
	case "L2Advertisement":
		return &metallb.L2Advertisement{}
	case "MachineHealthCheck":
		return &machinev1beta1.MachineHealthCheck{}
	default:
		return nil
	}
}

func decodeStrictly(o *document.Object) error {
	text, err := o.JSON()
	if err != nil {
		return err
	}
	into := upstreamType(refOf(o))
	if into == nil {
		return errNoType(refOf(o).Kind)
	}
	strict, err := kjson.UnmarshalStrict(text, into)
	if err == nil && len(strict) > 0 {
		err = strict[0]
	}
	return err
}

type errNoType string

func (e errNoType) Error() string { return "no upstream type for kind " + strconv.Quote(string(e)) }
