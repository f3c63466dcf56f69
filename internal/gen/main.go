// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Command gen writes what is derived from the CRDs and the rules: the JSON schemas, the configuration of kustomize,
// the tables of fields and the catalogue of rules. It runs in the root of the repository: go run ./internal/gen.
// Its test fails when a derived file is stale.
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// A file is one derived file and the way to make it.
type file struct {
	// path is relative to the root of the repository.
	path string
	// make returns the content. No content and no error: there is nothing to write.
	make func(root string) ([]byte, error)
}

// files lists every derived file. A further one is one more line.
var files = []file{
	{"schemas/highavailability.json", highAvailability.jsonSchema},
	{"schemas/highavailabilityplatform.json", highAvailabilityPlatform.jsonSchema},
	{"schemas/highavailabilitycheck.json", highAvailabilityCheck.jsonSchema},
	{"schemas/renderoptions.json", renderOptions.jsonSchema},
	{"schemas/compact/highavailability.json", highAvailability.compactSchema},
	{"schemas/compact/highavailabilityplatform.json", highAvailabilityPlatform.compactSchema},
	{"schemas/compact/highavailabilitycheck.json", highAvailabilityCheck.compactSchema},
	{"schemas/compact/renderoptions.json", renderOptions.compactSchema},
	{"schemas/kustomizeconfig.yaml", kustomizeConfig},
	{"docs/intent.md", intentDocument},
	{"docs/rules.md", rulesDocument},
	{"README.md", readme},
}

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// write makes every file anew.
func write(root string) error {
	for _, f := range files {
		content, err := f.make(root)
		if err != nil {
			return fmt.Errorf("%s: %w", f.path, err)
		}
		if content == nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(root, f.path), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
