// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package exampletest reads the examples and compares what became of them. The
// fast test (package examples) and the slow one (package e2e) share it.
package exampletest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Objects are parsed manifests by apiVersion/kind/namespace/name.
type Objects map[string]map[string]any

// trackers are the annotations that hosts add for their own use while functions run, and
// the record that vmha keeps of what it has set, where the machines are written back in place.
var trackers = []string{
	"internal.config.kubernetes.io/",
	"config.k8s.io/id",
	"config.kubernetes.io/path",
	"config.kubernetes.io/index",
	"kustomize.config.k8s.io/",
	"vmha.dev/set",
}

// Parse reads a stream of YAML documents. Local configuration, which no host applies,
// and the annotations of trackers are left out; anything else stays as it is.
func Parse(stream []byte) (Objects, error) {
	objects := Objects{}
	decoder := yaml.NewDecoder(bytes.NewReader(stream))
	for {
		object := map[string]any{}
		err := decoder.Decode(&object)
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, err
		}
		if err := objects.add(object); err != nil {
			return nil, err
		}
	}
}

// add takes in one document. The same object twice is an error: a host would apply one of the two.
func (o Objects) add(object map[string]any) error {
	if len(object) == 0 || isLocal(object) {
		return nil
	}
	stripTrackers(object)
	id := identity(object)
	if _, twice := o[id]; twice {
		return fmt.Errorf("%s stands there twice", id)
	}
	o[id] = object
	return nil
}

// Diff says in one line each which objects are not the same; none if all are.
func (o Objects) Diff(want Objects) []string {
	var lines []string
	for _, id := range slices.Sorted(maps.Keys(want)) {
		have, ok := o[id]
		if !ok {
			lines = append(lines, id+": missing")
			continue
		}
		lines = append(lines, differences(id, have, want[id])...)
	}
	for _, id := range slices.Sorted(maps.Keys(o)) {
		if _, ok := want[id]; !ok {
			lines = append(lines, id+": not wanted")
		}
	}
	return lines
}

// differences compares two parsed values and names the paths at which they differ.
func differences(path string, have, want any) []string {
	haveMap, isMap := have.(map[string]any)
	wantMap, both := want.(map[string]any)
	if isMap && both {
		var lines []string
		keys := maps.Clone(haveMap)
		maps.Copy(keys, wantMap)
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			lines = append(lines, differences(path+" "+key, haveMap[key], wantMap[key])...)
		}
		return lines
	}
	haveText, wantText := text(have), text(want)
	if haveText == wantText {
		return nil
	}
	return []string{fmt.Sprintf("%s: have %s, want %s", path, haveText, wantText)}
}

func text(value any) string {
	out, err := yaml.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(out))
}

func identity(object map[string]any) string {
	metadata, _ := object["metadata"].(map[string]any)
	return fmt.Sprintf("%v/%v/%s/%s", object["apiVersion"], object["kind"], field(metadata, "namespace"), field(metadata, "name"))
}

func field(m map[string]any, key string) string {
	value, _ := m[key].(string)
	return value
}

func annotations(object map[string]any) map[string]any {
	metadata, _ := object["metadata"].(map[string]any)
	found, _ := metadata["annotations"].(map[string]any)
	return found
}

func isLocal(object map[string]any) bool {
	return annotations(object)["config.kubernetes.io/local-config"] == "true"
}

func stripTrackers(object map[string]any) {
	found := annotations(object)
	maps.DeleteFunc(found, func(key string, _ any) bool {
		return slices.ContainsFunc(trackers, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
	})
	if metadata, ok := object["metadata"].(map[string]any); ok && len(found) == 0 {
		delete(metadata, "annotations")
	}
}
