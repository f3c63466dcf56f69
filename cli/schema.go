// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"runtime/debug"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/schemas"
)

func schemaCommand(s streams) *cobra.Command {
	var crd bool
	cmd := &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON schema of an intent, or the CRDs",
		Long: `Print the JSON schema (draft-07) of HighAvailability, or of the kind that is named.
An editor with a YAML language server checks and completes by it, after a first line

  # yaml-language-server: $schema=highavailability.json`,
		Args:      cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{v1alpha1.KindHighAvailability, v1alpha1.KindHighAvailabilityPlatform, v1alpha1.KindHighAvailabilityCheck},
		RunE: func(_ *cobra.Command, args []string) error {
			text := schemas.HighAvailability
			switch {
			case crd:
				text = schemas.CRDs()
			case len(args) == 1 && args[0] == v1alpha1.KindHighAvailabilityPlatform:
				text = schemas.HighAvailabilityPlatform
			case len(args) == 1 && args[0] == v1alpha1.KindHighAvailabilityCheck:
				text = schemas.HighAvailabilityCheck
			}
			_, err := s.out.Write(text)
			return err
		},
	}
	cmd.Flags().BoolVar(&crd, "crd", false, "print the CustomResourceDefinitions of all kinds")
	return cmd
}

func versionCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := s.out.Write([]byte("vmha " + version() + "\n"))
			return err
		},
	}
}

// version is that of the module, as the build recorded it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
