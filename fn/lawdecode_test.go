// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"errors"
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
)

// decodes checks every object that was made, and every machine that was clean before, against the upstream types.
func decodes(t *testing.T, in Input, r *run) {
	t.Helper()
	clean := map[plan.Ref]bool{}
	for _, object := range in.Objects {
		clean[Reference(object)] = decodeStrictly(object) == nil
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

// strictMachine is a VirtualMachine without the decoders that upstream wrote by hand:
// those take unknown fields without a word.
type strictMachine struct {
	kubevirtv1.VirtualMachine `json:",inline"`

	Spec struct {
		kubevirtv1.VirtualMachineSpec `json:",inline"`

		Template *struct {
			kubevirtv1.VirtualMachineInstanceTemplateSpec `json:",inline"`

			Spec strictInstance `json:"spec"`
		} `json:"template"`
	} `json:"spec"`
}

type strictInstance kubevirtv1.VirtualMachineInstanceSpec

func upstreamType(ref plan.Ref) any {
	switch ref.Kind {
	case "VirtualMachine":
		return &strictMachine{}
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
	into := upstreamType(Reference(o))
	if into == nil {
		return errors.New("no upstream type for kind " + Reference(o).Kind)
	}
	strict, err := kjson.UnmarshalStrict(text, into)
	if err != nil {
		return err
	}
	return errors.Join(strict...)
}

// TestDecodeStrictly makes sure that the law sees what it is for.
func TestDecodeStrictly(t *testing.T) {
	machine := func(instance string) *document.Object {
		return parse(t, "apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: a}\nspec: {runStrategy: Always, template: {spec: "+instance+"}}\n")[0]
	}
	require.NoError(t, decodeStrictly(machine("{evictionStrategy: None, domain: {devices: {interfaces: [{name: a, masquerade: {}}]}}}")))
	for _, wrong := range []string{
		"{evictionstrategy: None, domain: {devices: {}}}", "{domain: {devices: {interfaces: [{name: a, masqerade: {}}]}}}",
		"{domain: {devices: {}}, terminationGracePeriodSeconds: long}",
	} {
		require.Error(t, decodeStrictly(machine(wrong)), wrong)
	}
	require.Error(t, decodeStrictly(parse(t, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {port: 1}\n")[0]))
}
