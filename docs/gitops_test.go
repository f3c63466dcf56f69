// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package docs_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kubevirtv1 "kubevirt.io/api/core/v1"
	"sigs.k8s.io/yaml"

	"vmha.dev/vmha/cli"
	"vmha.dev/vmha/internal/golden"
)

const page, folder = "gitops.md", "gitops"

// shown is a block of the page, which shows a file.
var shown = regexp.MustCompile(`(?s)<!-- file: (\S+) -->\n.*?<!-- end -->`)

// TestGitopsPage holds every block of the page to its file.
func TestGitopsPage(t *testing.T) {
	have, err := os.ReadFile(page)
	require.NoError(t, err)
	files := map[string]bool{}
	want := shown.ReplaceAllFunc(have, func(block []byte) []byte {
		name := string(shown.FindSubmatch(block)[1])
		files[name] = true
		return fmt.Appendf(nil, "<!-- file: %s -->\n`%s`:\n\n```yaml\n%s```\n<!-- end -->", name, name, read(t, name))
	})
	require.NotContains(t, string(shown.ReplaceAll(have, nil)), "```", "a block that no file stands behind")
	for _, part := range []string{"argocd", "flux", "openshift"} {
		for _, name := range list(t, part) {
			require.True(t, files[name], "%s is not shown", name)
		}
	}
	if golden.Updating() {
		require.NoError(t, os.WriteFile(page, want, 0o600))
		return
	}
	require.Equal(t, string(want), string(have), "%s is stale; run: go test ./docs -update", page)
}

// TestGitopsRendered runs the hooks of the fleet: its manifests must be up to date, at every site.
func TestGitopsRendered(t *testing.T) {
	var config struct {
		Repos []struct{ Hooks []struct{ Args []string } }
	}
	decode(t, read(t, "fleet/.pre-commit-config.yaml"), &config)
	t.Chdir(filepath.Join(folder, "fleet"))
	sites, err := os.ReadDir("sites")
	require.NoError(t, err)
	require.Len(t, config.Repos[0].Hooks, len(sites))
	for i, hook := range config.Repos[0].Hooks {
		require.Contains(t, hook.Args, "sites/"+sites[i].Name())
		if golden.Updating() {
			require.Zero(t, vmha(append([]string{"render"}, hook.Args...)...))
		}
		var told bytes.Buffer
		code := cli.Main(append([]string{"vmha", "render", "--check"}, hook.Args...), strings.NewReader(""), &told, &told)
		require.Zero(t, code, "run: go test ./docs -update\n%s", told.String())
	}
}

// TestGitopsProtected wants every machine that is made protected from being pruned, and one
// that is no longer wanted to stay as it is.
func TestGitopsProtected(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Join(folder, "fleet"))))
	intent := filepath.Join(dir, "base/ha.yaml")
	text, err := os.ReadFile(intent)
	require.NoError(t, err)
	require.Contains(t, string(text), "replicas: 2\n")
	require.NoError(t, os.WriteFile(intent, bytes.Replace(text, []byte("replicas: 2\n"), []byte("replicas: 1\n"), 1), 0o600))
	rendered := filepath.Join(dir, "rendered/berlin")
	require.Zero(t, vmha("render", "-o", rendered, filepath.Join(dir, "base"), filepath.Join(dir, "sites/berlin")))
	protected := 0
	for _, object := range objects(t, rendered) {
		if object.GetKind() != "VirtualMachine" {
			continue
		}
		protected++
		require.Equal(t, "disabled", object.GetAnnotations()["kustomize.toolkit.fluxcd.io/prune"])
		require.Equal(t, "Prune=false,Delete=false", object.GetAnnotations()["argocd.argoproj.io/sync-options"])
	}
	require.Equal(t, 2, protected, "the second machine stays")
}

// writtenBack is what KubeVirt fills in (kubevirt pkg/virt-api/webhooks/mutating-webhook and
// pkg/virt-controller/watch/vm), by the pointers that Argo CD ignores.
var writtenBack = map[string]string{
	"/spec/template/metadata/annotations/kubevirt.io~1pci-topology-version": "v3",
	"/spec/template/spec/architecture":                                      "amd64",
	"/spec/template/spec/domain/machine/type":                               "pc-q35-rhel9.6.0",
	"/spec/template/spec/domain/firmware/serial":                            "2f62306c-8960-4692-955a-ed5b07441a0f",
	"/spec/template/spec/domain/firmware/uuid":                              "832c4eac-bf3f-4e2c-a5d5-e80983e32ee8",
}

// TestGitopsIgnoredDifferences wants both lists to be these fields, of places that machines have.
func TestGitopsIgnoredDifferences(t *testing.T) {
	var set, operator unstructured.Unstructured
	decode(t, read(t, "argocd/applicationset.yaml"), &set.Object)
	decode(t, read(t, "openshift/argocd.yaml"), &operator.Object)
	inSet, _, err := unstructured.NestedSlice(set.Object, "spec", "template", "spec", "ignoreDifferences")
	require.NoError(t, err)
	inOperator, _, err := unstructured.NestedSlice(operator.Object, "spec", "resourceIgnoreDifferences", "resourceIdentifiers")
	require.NoError(t, err)
	require.Len(t, inSet, 1)
	require.Len(t, inOperator, 1)
	ignored := inSet[0].(map[string]any)
	require.Equal(t, ignored["jsonPointers"], inOperator[0].(map[string]any)["customization"].(map[string]any)["jsonPointers"])
	require.Len(t, ignored["jsonPointers"], len(writtenBack))
	for _, object := range objects(t, filepath.Join(folder, "fleet/rendered/berlin")) {
		if object.GetKind() != ignored["kind"] || object.GroupVersionKind().Group != ignored["group"] {
			continue
		}
		typed := object.DeepCopy()
		for _, pointer := range ignored["jsonPointers"].([]any) {
			value, known := writtenBack[pointer.(string)]
			require.True(t, known, "%s is not what KubeVirt writes back", pointer)
			require.NoError(t, unstructured.SetNestedField(typed.Object, value, keys(pointer.(string))...))
		}
		text, err := typed.MarshalJSON()
		require.NoError(t, err)
		var machine kubevirtv1.VirtualMachine
		require.NoError(t, yaml.UnmarshalStrict(text, &machine), "a pointer leads to no field of a machine")
		return
	}
	require.Fail(t, "no machine was found")
}

// TestGitopsOperator decodes what the ArgoCD resource says of the pod as the operator does (argocd-operator api/v1beta1).
func TestGitopsOperator(t *testing.T) {
	var operator struct {
		Spec struct {
			Repo map[string]any
		}
	}
	decode(t, read(t, "openshift/argocd.yaml"), &operator)
	text, err := yaml.Marshal(operator.Spec.Repo)
	require.NoError(t, err)
	var repo struct {
		Env            []corev1.EnvVar      `json:"env"`
		InitContainers []corev1.Container   `json:"initContainers"`
		VolumeMounts   []corev1.VolumeMount `json:"volumeMounts"`
		Volumes        []corev1.Volume      `json:"volumes"`
	}
	require.NoError(t, yaml.UnmarshalStrict(text, &repo))
	installed := repo.InitContainers[0].Args[1]
	require.Equal(t, []corev1.EnvVar{{Name: "KUSTOMIZE_PLUGIN_HOME", Value: installed}}, repo.Env)
	require.Equal(t, installed, repo.VolumeMounts[0].MountPath)
	require.Equal(t, installed, repo.InitContainers[0].VolumeMounts[0].MountPath)
	require.Equal(t, repo.Volumes[0].Name, repo.VolumeMounts[0].Name)
}

// TestGitopsRole wants the role to allow every kind that the fleet is rendered to.
func TestGitopsRole(t *testing.T) {
	var role rbacv1.ClusterRole
	require.NoError(t, yaml.UnmarshalStrict([]byte(strings.Split(read(t, "openshift/rbac.yaml"), "---\n")[0]), &role))
	allowed := map[string]bool{}
	for _, rule := range role.Rules {
		for _, resource := range rule.Resources {
			allowed[rule.APIGroups[0]+"/"+resource] = true
		}
	}
	for _, object := range objects(t, filepath.Join(folder, "fleet/rendered")) {
		resource := object.GroupVersionKind().Group + "/" + strings.ToLower(object.GetKind()) + "s"
		require.True(t, allowed[resource], "%s is not allowed", resource)
	}
}

func vmha(args ...string) int {
	var out bytes.Buffer
	return cli.Main(append([]string{"vmha"}, args...), strings.NewReader(""), &out, &out)
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name))
	require.NoError(t, err)
	return string(text)
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	require.NoError(t, yaml.Unmarshal([]byte(text), into))
}

// list names the files of a folder.
func list(t *testing.T, part string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(folder, part))
	require.NoError(t, err)
	require.NotEmpty(t, entries)
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = part + "/" + entry.Name()
	}
	return names
}

// objects are all documents of the files below a folder.
func objects(t *testing.T, dir string) []unstructured.Unstructured {
	t.Helper()
	var all []unstructured.Unstructured
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for document := range strings.SplitSeq(string(text), "---\n") {
			var object unstructured.Unstructured
			decode(t, document, &object.Object)
			all = append(all, object)
		}
		return err
	}))
	require.NotEmpty(t, all)
	return all
}

// keys are the keys of a JSON pointer (RFC 6901).
func keys(pointer string) []string {
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~")
	}
	return parts
}
