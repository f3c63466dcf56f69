// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"vmha.dev/vmha/fn"
)

// What kustomize sets for its legacy exec plugins (kustomize api/internal/plugins/execplugin). The
// configuration is left out of the environment where it is longer than 128 KiB; the file always holds it.
const (
	pluginConfig = "KUSTOMIZE_PLUGIN_CONFIG_STRING"
	pluginRoot   = "KUSTOMIZE_PLUGIN_CONFIG_ROOT"
)

// asPlugin says whether kustomize calls the program as a legacy exec plugin: its variables
// are set, and the first argument is the path of a file. The variables alone do not tell, for
// programs that another plugin calls inherit them; but no command of ours is a path.
func asPlugin(args []string, lookup func(string) (string, bool)) bool {
	_, config := lookup(pluginConfig)
	_, root := lookup(pluginRoot)
	return (config || root) && len(args) > 1 && !strings.HasPrefix(args[1], "-") && filepath.Base(args[1]) != args[1]
}

// runPlugin answers kustomize. The file is what kustomize documents as the configuration;
// the variable serves where the file is not to be had from the working directory.
func runPlugin(path string, stdin io.Reader, stdout, stderr io.Writer) int {
	config, err := os.ReadFile(path)
	if text, set := os.LookupEnv(pluginConfig); err != nil && set {
		config, err = []byte(text), nil
	}
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "error: reading the configuration of the plugin: %v\n", err)
		return fn.ExitUsage
	}
	return fn.RunPlugin(config, stdin, stdout, stderr)
}
