// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// FuzzRun runs the whole function on whatever comes: it does not panic, it answers with
// one document, and with exit code 0 no item is lost unless a result says so.
func FuzzRun(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var stdout, stderr bytes.Buffer
		code := Run(bytes.NewReader(text), &stdout, &stderr)
		require.Contains(t, []int{ExitOK, ExitError, ExitUsage}, code)
		if code == ExitUsage {
			require.NotEmpty(t, stderr.String())
			require.Empty(t, stdout.String())
			return
		}
		before, err := document.ParseResourceList(text)
		require.NoError(t, err)
		after, err := document.ParseResourceList(stdout.Bytes())
		require.NoError(t, err, "%s\n-->\n%s", text, stdout.String())
		if code == ExitError {
			require.Len(t, after.Items, len(before.Items))
			for i, object := range after.Items {
				require.Equal(t, strings.TrimSpace(string(before.Items[i].Bytes())), strings.TrimSpace(string(object.Bytes())), "an error changes nothing")
			}
			return
		}
		left := map[plan.Ref]int{}
		for _, object := range after.Items {
			left[Identity(Reference(object))]++
		}
		for _, object := range before.Items {
			ref := Reference(object)
			left[Identity(ref)]--
			if left[Identity(ref)] < 0 {
				require.Contains(t, stderr.String(), "info: "+plan.OneLine(ref.String())+": ", "%s is lost\n%s\n-->\n%s", ref, text, stdout.String())
			}
		}
	})
}

// seeds are the golden cases as ResourceLists, and short texts that lead to corners.
func seeds(f *testing.F) []string {
	all := []string{
		"", "a", "{}", "kind: ResourceList", "kind: ResourceList\nitems:\n- {}\n- {kind: A}\n- {metadata: []}\n- {metadata: {annotations: []}}\n",
		"kind: ResourceList\nfunctionConfig: {}\n", "kind: ResourceList\nfunctionConfig: {apiVersion: vmha.dev/v1alpha1, kind: HighAvailability}\n",
		"kind: ResourceList\nitems: [{apiVersion: vmha.dev/v1alpha1, kind: HighAvailability, spec: {machines: {template: {replicas: 1, spec: null}}}}]\n",
		list{items: []string{intentItem + balancing, machineItem}}.text(),
		list{config: options + "data: {scope: Infrastructure}", items: []string{intentItem + balancing, machineItem}}.text(),
		strings.ReplaceAll(list{items: []string{intentItem + balancing, machineItem}}.text(), "\n", "\r\n"),
	}
	files, err := filepath.Glob(filepath.Join(goldenDir, "*", "intent.yaml"))
	require.NoError(f, err)
	require.NotEmpty(f, files)
	for _, file := range files {
		var wrapped list
		for _, name := range []string{file, filepath.Join(filepath.Dir(file), "input.yaml")} {
			text, err := os.ReadFile(name)
			if os.IsNotExist(err) {
				continue
			}
			require.NoError(f, err)
			stream, err := document.Parse(text)
			require.NoError(f, err)
			for _, object := range stream.Objects() {
				wrapped.items = append(wrapped.items, string(object.Bytes()))
			}
		}
		all = append(all, wrapped.text())
	}
	return all
}
