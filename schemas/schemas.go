// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package schemas holds the schemas of the intent, all of them generated: the
// CRDs by controller-gen from the markers of api/v1alpha1, the JSON schemas by
// internal/gen from the CRDs. What kustomize must know about the resources is made there too.
package schemas

import (
	"embed"
	"slices"
	"strings"
)

// HighAvailability is the JSON schema (draft-07) of the kind, for editors.
//
//go:embed highavailability.json
var HighAvailability []byte

// HighAvailabilityPlatform is the JSON schema (draft-07) of the kind, for editors.
//
//go:embed highavailabilityplatform.json
var HighAvailabilityPlatform []byte

// HighAvailabilityCheck is the JSON schema (draft-07) of the kind, for editors.
//
//go:embed highavailabilitycheck.json
var HighAvailabilityCheck []byte

// KustomizeConfig is a configuration of kustomize's own transformers, for the field configurations of a
// kustomization: where names and labels stand in resources that kustomize does not know.
//
//go:embed kustomizeconfig.yaml
var KustomizeConfig []byte

// RenderOptions is the JSON schema (draft-07) of the kind, for editors.
//
//go:embed renderoptions.json
var RenderOptions []byte

//go:embed compact
var compact embed.FS

// Compact is the JSON schema of a kind without descriptions and defaults, for the check of every run.
func Compact(kind string) ([]byte, error) {
	return compact.ReadFile("compact/" + strings.ToLower(kind) + ".json")
}

//go:embed vmha.dev_highavailabilities.yaml
var highAvailabilityCRD []byte

//go:embed vmha.dev_highavailabilityplatforms.yaml
var highAvailabilityPlatformCRD []byte

//go:embed vmha.dev_highavailabilitychecks.yaml
var highAvailabilityCheckCRD []byte

//go:embed vmha.dev_renderoptions.yaml
var renderOptionsCRD []byte

// CRDs returns the CustomResourceDefinitions of all kinds as one stream of YAML documents.
func CRDs() []byte {
	return slices.Concat(highAvailabilityCRD, highAvailabilityPlatformCRD, highAvailabilityCheckCRD, renderOptionsCRD)
}
