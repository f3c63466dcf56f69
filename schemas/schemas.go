// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package schemas holds the schemas of the intent, all of them generated: the
// CRDs by controller-gen from the markers of api/v1alpha1, the JSON schemas by
// internal/gen from the CRDs.
package schemas

import (
	_ "embed" // for the schemas
	"slices"
)

// HighAvailability is the JSON schema (draft-07) of the kind, for editors and for the check of every run.
//
//go:embed highavailability.json
var HighAvailability []byte

// HighAvailabilityPlatform is the JSON schema (draft-07) of the kind, for editors and for the check of every run.
//
//go:embed highavailabilityplatform.json
var HighAvailabilityPlatform []byte

// HighAvailabilityCheck is the JSON schema (draft-07) of the kind, for editors and for the check of every run.
//
//go:embed highavailabilitycheck.json
var HighAvailabilityCheck []byte

//go:embed vmha.dev_highavailabilities.yaml
var highAvailabilityCRD []byte

//go:embed vmha.dev_highavailabilityplatforms.yaml
var highAvailabilityPlatformCRD []byte

//go:embed vmha.dev_highavailabilitychecks.yaml
var highAvailabilityCheckCRD []byte

// CRDs returns the CustomResourceDefinitions of all kinds as one stream of YAML documents.
func CRDs() []byte {
	return slices.Concat(highAvailabilityCRD, highAvailabilityPlatformCRD, highAvailabilityCheckCRD)
}
