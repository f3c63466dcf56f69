// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package schemas holds the schemas of the intent, all of them generated: the
// CRDs by controller-gen from the markers of api/v1alpha1, the JSON schemas by
// internal/gen from the CRDs.
package schemas

import _ "embed"

// HighAvailability is the JSON schema (draft-07) of the kind, for editors and for the check of every run.
//
//go:embed highavailability.json
var HighAvailability []byte

// HighAvailabilityPlatform is the JSON schema (draft-07) of the kind, for editors and for the check of every run.
//
//go:embed highavailabilityplatform.json
var HighAvailabilityPlatform []byte

//go:embed vmha.dev_highavailabilities.yaml
var highAvailabilityCRD []byte

//go:embed vmha.dev_highavailabilityplatforms.yaml
var highAvailabilityPlatformCRD []byte

// CRDs returns the CustomResourceDefinitions of all kinds as one stream of YAML documents.
func CRDs() []byte {
	stream := make([]byte, 0, len(highAvailabilityCRD)+len(highAvailabilityPlatformCRD))
	stream = append(stream, highAvailabilityCRD...)
	return append(stream, highAvailabilityPlatformCRD...)
}
