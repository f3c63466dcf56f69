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
	var crd, kustomize bool
	cmd := &cobra.Command{
		Use:   "schema [KIND]",
		Short: "Print the JSON schema of an intent, the CRDs, or a configuration of kustomize",
		Long: `Print the JSON schema (draft-07) of HighAvailability, or of the kind that is named.
An editor with a YAML language server checks and completes by it, after a first line

  # yaml-language-server: $schema=highavailability.json

With --kustomize print what kustomize must know to carry namePrefix, nameSuffix and labels of
an overlay over to virtual machines, address pools and health checks; an overlay names the file:

  configurations: [kustomizeconfig.yaml]

kustomize follows a name only within one namespace, so it cannot repair: the pool that a Service
asks for in MetalLB's namespace, the template of a NodeHealthCheck, the names of data volume
templates where one base is used twice in a namespace, and namespaces of pools and health
checks under namespace:. vmha check finds these in the final stream: kustomize build | vmha check -`,
		Args:      cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{v1alpha1.KindHighAvailability, v1alpha1.KindHighAvailabilityPlatform, v1alpha1.KindHighAvailabilityCheck, v1alpha1.KindRenderOptions},
		RunE: func(_ *cobra.Command, args []string) error {
			text := schemas.HighAvailability
			switch {
			case crd:
				text = schemas.CRDs()
			case kustomize:
				text = schemas.KustomizeConfig
			case len(args) == 1 && args[0] == v1alpha1.KindHighAvailabilityPlatform:
				text = schemas.HighAvailabilityPlatform
			case len(args) == 1 && args[0] == v1alpha1.KindHighAvailabilityCheck:
				text = schemas.HighAvailabilityCheck
			case len(args) == 1 && args[0] == v1alpha1.KindRenderOptions:
				text = schemas.RenderOptions
			}
			_, err := s.out.Write(text)
			return err
		},
	}
	cmd.Flags().BoolVar(&crd, "crd", false, "print the CustomResourceDefinitions of all kinds")
	cmd.Flags().BoolVar(&kustomize, "kustomize", false, "print the configuration of kustomize for overlays")
	cmd.MarkFlagsMutuallyExclusive("crd", "kustomize")
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
