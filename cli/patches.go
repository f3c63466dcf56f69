// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// shownFolders is how many kustomizations a note names.
const shownFolders = 3

// findPatches looks for the kustomizations of a folder that is read as it stands. The patches
// that they name are parts of objects: judged alone, they lack nearly everything.
func (set *fileSet) findPatches(root string, s streams) {
	var folders []string
	toldLater := func(string, error) {} // when the folder is read
	_ = walkFiles(root, toldLater, func(path string, entry fs.DirEntry) error {
		if entry.Type().IsRegular() && slices.Contains(konfig.RecognizedKustomizationFileNames(), entry.Name()) {
			folders = append(folders, filepath.Dir(path))
			set.addPatches(path)
		}
		return nil
	})
	folders = slices.DeleteFunc(folders, func(folder string) bool { return folder == filepath.Clean(root) })
	if len(folders) == 0 {
		return
	}
	named, more := strings.Join(folders[:min(len(folders), shownFolders)], ", "), ""
	if len(folders) > shownFolders {
		more = fmt.Sprintf(" and %d more", len(folders)-shownFolders)
	}
	_, _ = fmt.Fprintf(s.err, "%s: note: files of kustomizations are read as they stand, without patches; for what kustomize builds, name its folder: %s%s\n", root, named, more)
}

// addPatches notes the patches of a kustomization.
func (set *fileSet) addPatches(path string) {
	text, err := os.ReadFile(path)
	if err != nil {
		return
	}
	stream, err := document.Parse(text)
	if err != nil {
		return // kustomize says more about it
	}
	for _, object := range stream.Objects() {
		for _, field := range []string{"patches", "patchesJson6902", "patchesStrategicMerge"} {
			for _, patch := range plan.Elements(object.Root().Get(field)) {
				file := patch.Get("path").Text()
				if patch.Kind() == plan.Scalar {
					file = patch.Text()
				}
				if file != "" && !strings.Contains(file, "\n") {
					set.patches[filepath.Join(filepath.Dir(path), file)] = true
				}
			}
		}
	}
}
