// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	machinev1beta1 "github.com/openshift/api/machine/v1beta1"
	"github.com/stretchr/testify/require"
	metallbv1beta1 "go.universe.tf/metallb/api/v1beta1"
	kubevirtv1 "kubevirt.io/api/core/v1"
	poolv1beta1 "kubevirt.io/api/pool/v1beta1"
	cdiv1beta1 "kubevirt.io/containerized-data-importer-api/pkg/apis/core/v1beta1"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
	"sigs.k8s.io/yaml"
)

// upstream are the types of the kinds that hold references or labels.
var upstream = map[string]reflect.Type{
	"VirtualMachine/kubevirt.io":                   reflect.TypeFor[kubevirtv1.VirtualMachine](),
	"VirtualMachineInstanceReplicaSet/kubevirt.io": reflect.TypeFor[kubevirtv1.VirtualMachineInstanceReplicaSet](),
	"VirtualMachinePool/pool.kubevirt.io":          reflect.TypeFor[poolv1beta1.VirtualMachinePool](),
	"DataVolume/cdi.kubevirt.io":                   reflect.TypeFor[cdiv1beta1.DataVolume](),
	"L2Advertisement/metallb.io":                   reflect.TypeFor[metallbv1beta1.L2Advertisement](),
	"BGPAdvertisement/metallb.io":                  reflect.TypeFor[metallbv1beta1.BGPAdvertisement](),
	"MachineHealthCheck/machine.openshift.io":      reflect.TypeFor[machinev1beta1.MachineHealthCheck](),
}

// withoutTypes are kinds whose types are no dependency of ours, and fields that are no fields of a type:
// NodeHealthCheck: medik8s/node-healthcheck-operator api/v1alpha1; MachineHealthCheck: kubernetes-sigs/cluster-api
// api/core/v1beta1 and v1beta2; Route: openshift/api route/v1; the annotations of a Service: metallb/metallb internal/allocator.
var withoutTypes = []string{"NodeHealthCheck/remediation.medik8s.io", "MachineHealthCheck/cluster.x-k8s.io", "Route/route.openshift.io", "Service/"}

// TestKustomizeConfigPaths follows every path through the upstream types: kustomize passes over what is misspelt.
func TestKustomizeConfigPaths(t *testing.T) {
	var config struct {
		CommonLabels, TemplateLabels types.FsSlice
		NameReference                []struct {
			resid.Gvk

			FieldSpecs types.FsSlice
		}
	}
	text, err := kustomizeConfig(root)
	require.NoError(t, err)
	require.NoError(t, yaml.UnmarshalStrict(text, &config, yaml.DisallowUnknownFields))
	specs := slices.Concat(config.CommonLabels, config.TemplateLabels)
	for _, r := range config.NameReference {
		require.NotEmpty(t, r.FieldSpecs)
		specs = append(specs, r.FieldSpecs...)
	}
	require.Greater(t, len(specs), 100)
	for _, spec := range specs {
		kind := spec.Kind + "/" + spec.Group
		if slices.Contains(withoutTypes, kind) {
			continue
		}
		require.Contains(t, upstream, kind)
		follow(t, kind+" "+spec.Path, upstream[kind], strings.Split(spec.Path, "/"))
	}
}

// follow goes along the JSON names of fields.
func follow(t *testing.T, path string, at reflect.Type, steps []string) {
	t.Helper()
	at = element(at)
	if len(steps) == 0 {
		require.Contains(t, []reflect.Kind{reflect.String, reflect.Map}, at.Kind(), path)
		return
	}
	if at.Kind() == reflect.Map && len(steps) == 1 {
		return
	}
	next, found := jsonField(at, steps[0])
	require.True(t, found, "%s: %s has no field %s", path, at, steps[0])
	follow(t, path, next, steps[1:])
}

func jsonField(at reflect.Type, name string) (reflect.Type, bool) {
	if at.Kind() != reflect.Struct {
		return nil, false
	}
	for f := range at.Fields() {
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if tag == name {
			return f.Type, true
		}
		if tag == "" && (f.Anonymous || options == "inline") {
			if inner, found := jsonField(element(f.Type), name); found {
				return inner, true
			}
		}
	}
	return nil, false
}
