// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// ConfigKinds are the kinds of vmha.dev/v1alpha1 that the function takes as its
// configuration. kustomize finds a legacy plugin by the kind of its configuration.
var ConfigKinds = []string{
	v1alpha1.KindHighAvailability, v1alpha1.KindHighAvailabilityPlatform, v1alpha1.KindHighAvailabilityCheck, v1alpha1.KindRenderOptions,
}

// RunPlugin is the function as kustomize calls its legacy exec plugins: the configuration
// comes by itself, the manifests as a plain stream, and a plain stream goes back (kustomize
// api/internal/plugins/execplugin). A generator gets an empty stream.
//
// kustomize shows stderr only where the exit code is not zero, and then as part of its own
// error. So errors and warnings stand on lines of their own, and nothing else does.
func RunPlugin(config []byte, stdin io.Reader, stdout, stderr io.Writer) int {
	list, err := readPlugin(config, stdin)
	if err != nil {
		return fail(stderr, "%v", err)
	}
	in := Input{Objects: list.Items, Config: list.FunctionConfig}
	if isCheck(in.Config) {
		checked := Check(CheckInput{Input: in})
		if checked.FailedOn(checked.FailOn) {
			return stop(stderr, checked.Findings, checked.FailOn)
		}
	} else {
		outcome := Render(in)
		if outcome.Failed() {
			return stop(stderr, outcome.Findings, plan.Error)
		}
		list.Items = outcome.Objects
	}
	if err := writeStream(stdout, list.Items); err != nil {
		return fail(stderr, "writing the manifests: %v", err)
	}
	return ExitOK
}

// readPlugin reads what a legacy plugin is given, in the form of the other protocol.
func readPlugin(config []byte, stdin io.Reader) (*document.ResourceList, error) {
	configs, err := document.Parse(config)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration of the plugin: %w", err)
	}
	if n := len(configs.Objects()); n != 1 {
		return nil, fmt.Errorf("the configuration of the plugin holds %d objects; kustomize hands over one", n)
	}
	text, err := io.ReadAll(stdin)
	if err != nil {
		return nil, fmt.Errorf("reading the manifests from stdin: %w", err)
	}
	manifests, err := document.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("reading the manifests from stdin: %w", err)
	}
	return &document.ResourceList{FunctionConfig: configs.Objects()[0], Items: manifests.Objects()}, nil
}

// stop tells why nothing comes back. Hints are left out unless they are what fails.
func stop(stderr io.Writer, findings []Finding, failOn plan.Severity) int {
	var b strings.Builder
	b.WriteString("vmha stops here, nothing was changed:\n")
	for _, finding := range findings {
		if finding.Severity.AtLeast(plan.Warning) || finding.Severity.AtLeast(failOn) {
			b.WriteString(finding.Text() + "\n")
		}
	}
	_, _ = fmt.Fprint(stderr, b.String())
	return ExitError
}

func writeStream(w io.Writer, objects []*document.Object) error {
	var b bytes.Buffer
	for _, object := range objects {
		if b.Len() > 0 {
			b.WriteString("---\n")
		}
		b.Write(object.Bytes())
		if !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
			b.WriteByte('\n')
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
