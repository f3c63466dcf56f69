// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"encoding/json"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	kubejson "sigs.k8s.io/json"

	"vmha.dev/vmha/api/v1alpha1"
)

// DecodeHighAvailability checks the JSON form of an intent and decodes it, with
// its defaults filled in. Where there are problems there is no intent. An error
// means that the text is not JSON.
func DecodeHighAvailability(data []byte) (*v1alpha1.HighAvailability, []Problem, error) {
	return highAvailability.decode(data)
}

// DecodePlatform checks the JSON form of a platform and decodes it, with its
// defaults filled in. Where there are problems there is no platform. An error
// means that the text is not JSON.
func DecodePlatform(data []byte) (*v1alpha1.HighAvailabilityPlatform, []Problem, error) {
	return highAvailabilityPlatform.decode(data)
}

// DecodeCheck checks the JSON form of a HighAvailabilityCheck and decodes it, with its
// defaults filled in. Where there are problems there is no check. An error means that
// the text is not JSON.
func DecodeCheck(data []byte) (*v1alpha1.HighAvailabilityCheck, []Problem, error) {
	return highAvailabilityCheck.decode(data)
}

// DecodeRenderOptions checks the JSON form of a RenderOptions and decodes it, with its
// defaults filled in. Where there are problems there are no options. An error means that
// the text is not JSON.
func DecodeRenderOptions(data []byte) (*v1alpha1.RenderOptions, []Problem, error) {
	return renderOptions.decode(data)
}

// decode checks JSON and decodes it.
func (f form[T]) decode(data []byte) (*T, []Problem, error) {
	problems, err := Validate(f.kind, data)
	if err != nil || len(problems) > 0 {
		return nil, problems, err
	}
	read, err := decode[T](data)
	if err != nil {
		return nil, nil, err
	}
	parts := f.parts(read)
	*parts.meta = known(*parts.meta)
	parts.spec.Default()
	return read, nil, nil
}

// decode reads what passed Validate. Field names count with their case, as the
// schema checked them; encoding/json would take others too.
func decode[T any](data []byte) (*T, error) {
	var value T
	if err := kubejson.UnmarshalCaseSensitivePreserveInts(data, &value); err == nil {
		return &value, nil
	}
	// Two kinds of text are right by the schema and wrong for the Go types: escapes
	// inside of a quantity, and fields of metadata that nobody here reads.
	data, err := normalise(data)
	if err != nil {
		return nil, err
	}
	var again T
	if err := kubejson.UnmarshalCaseSensitivePreserveInts(data, &again); err != nil {
		return nil, fmt.Errorf("an intent that its schema allows cannot be decoded: %w", err)
	}
	return &again, nil
}

// normalise writes JSON anew, without needless escapes and with the checked fields
// of metadata only.
func normalise(data []byte) ([]byte, error) {
	value, _, err := parse(data)
	if err != nil {
		return nil, err
	}
	object, _ := value.(map[string]any)
	metadata, _ := object["metadata"].(map[string]any)
	checked := map[string]any{}
	for _, name := range []string{"name", "namespace", "labels", "annotations"} {
		if field, there := metadata[name]; there {
			checked[name] = field
		}
	}
	object["metadata"] = checked
	return json.Marshal(object)
}

// known keeps the fields of metadata that the schema checks.
func known(meta metav1.ObjectMeta) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:        meta.Name,
		Namespace:   meta.Namespace,
		Labels:      meta.Labels,
		Annotations: meta.Annotations,
	}
}
