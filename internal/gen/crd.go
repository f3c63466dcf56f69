// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"

	"sigs.k8s.io/yaml"

	"vmha.dev/vmha/api/v1alpha1"
)

// A kind is a kind of intent with the CRD that controller-gen made of its Go type.
type kind struct {
	name string
	crd  string
	spec reflect.Type
}

var (
	highAvailability = kind{
		name: v1alpha1.KindHighAvailability,
		crd:  "schemas/vmha.dev_highavailabilities.yaml",
		spec: reflect.TypeFor[v1alpha1.HighAvailabilitySpec](),
	}
	highAvailabilityPlatform = kind{
		name: v1alpha1.KindHighAvailabilityPlatform,
		crd:  "schemas/vmha.dev_highavailabilityplatforms.yaml",
		spec: reflect.TypeFor[v1alpha1.HighAvailabilityPlatformSpec](),
	}
	highAvailabilityCheck = kind{
		name: v1alpha1.KindHighAvailabilityCheck,
		crd:  "schemas/vmha.dev_highavailabilitychecks.yaml",
		spec: reflect.TypeFor[v1alpha1.HighAvailabilityCheckSpec](),
	}
	renderOptions = kind{
		name: v1alpha1.KindRenderOptions,
		crd:  "schemas/vmha.dev_renderoptions.yaml",
		spec: reflect.TypeFor[v1alpha1.RenderOptionsSpec](),
	}
)

// kinds lists them all.
var kinds = []kind{highAvailability, highAvailabilityPlatform, highAvailabilityCheck, renderOptions}

// A node is one schema object. Its keywords stay in a map, so that none of them is lost.
type node map[string]any

// schema reads the openAPIV3Schema of the kind's CRD.
func (k kind) schema(root string) (node, error) {
	data, err := os.ReadFile(filepath.Join(root, k.crd))
	if err != nil {
		return nil, err
	}
	var crd struct {
		Spec struct {
			Versions []struct {
				Schema struct {
					OpenAPIV3Schema node `json:"openAPIV3Schema"`
				} `json:"schema"`
			} `json:"versions"`
		} `json:"spec"`
	}
	if err := yaml.Unmarshal(data, &crd); err != nil {
		return nil, fmt.Errorf("%s: %w", k.crd, err)
	}
	if n := len(crd.Spec.Versions); n != 1 {
		return nil, fmt.Errorf("%s has %d versions; exactly 1 is provided for", k.crd, n)
	}
	return crd.Spec.Versions[0].Schema.OpenAPIV3Schema, nil
}

// child returns the schema under a keyword, or nil.
func (n node) child(keyword string) node {
	c, _ := n[keyword].(map[string]any)
	return c
}

// properties returns the schemas of the fields of an object.
func (n node) properties() map[string]node {
	properties := map[string]node{}
	for name, value := range n.child("properties") {
		if property, ok := value.(map[string]any); ok {
			properties[name] = property
		}
	}
	return properties
}

// text returns a keyword that is a string, or nothing.
func (n node) text(keyword string) string {
	s, _ := n[keyword].(string)
	return s
}
