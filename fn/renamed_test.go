// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Behind namePrefix a function sees new names on objects, and old ones in what speaks of them.
func TestRenamed(t *testing.T) {
	intent := func(platform, from, pool string) string {
		return `
apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata:
  name: c-b-web
  namespace: shop
  annotations: {config.kubernetes.io/local-config: "true", internal.config.kubernetes.io/previousNames: "web,b-web"}
spec:
  platform: {name: ` + platform + `}
  machines:
    template:
      replicas: 2
      from: {name: ` + from + `}
      perReplica:
      - {name: web-1, spec: {hostname: one}}
  loadBalancing:
    ports: [{port: 80}]
    pool: {name: ` + pool + `}
  survive: {nodeDrain: {}}
`
	}
	named := func(apiVersion, kind, namespace, name, before, spec string) string {
		return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata:\n  name: " + name + "\n  namespace: " + namespace +
			"\n  annotations: {config.kubernetes.io/local-config: \"true\", internal.config.kubernetes.io/previousNames: \"" + before + "\"}\nspec: " + spec + "\n"
	}
	const machine = "{runStrategy: Always, template: {spec: {domain: {memory: {guest: 1Gi}, devices: {interfaces: [{name: default, masquerade: {}}]}}, networks: [{name: default, pod: {}}], volumes: [{name: root, containerDisk: {image: example.org/web:1}}]}}}"
	platform := named("vmha.dev/v1alpha1", "HighAvailabilityPlatform", "shop", "b-prod", "prod", "{distribution: Kubernetes, pools: [{name: shared, addresses: [192.0.2.0/28]}]}")
	pool := named("metallb.io/v1beta1", "IPAddressPool", "metallb-system", "b-public", "public", "{addresses: [198.51.100.0/28]}")
	base := named("kubevirt.io/v1", "VirtualMachine", "shop", "b-base", "base", machine)
	elsewhere := named("kubevirt.io/v1", "VirtualMachine", "other", "x-base", "base", machine)

	a := call(t, list{items: []string{intent("prod", "base", "public"), platform, pool, base, elsewhere}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Contains(t, a.stdout, "metallb.io/address-pool: b-public\n")
	require.Contains(t, a.stdout, "name: c-b-web-1\n")
	require.Contains(t, a.stdout, "hostname: one")

	elsewhere = named("metallb.io/v1beta1", "IPAddressPool", "other", "x-shared", "shared", "{addresses: [203.0.113.0/28]}")
	a = call(t, list{items: []string{intent("b-prod", "b-base", "shared"), platform, pool, base, elsewhere}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Contains(t, a.stdout, "metallb.io/address-pool: shared\n", "a name that stands, and the pool of a platform, is not followed any further")

	twin := named("kubevirt.io/v1", "VirtualMachine", "shop", "c-base", "base", machine)
	a = call(t, list{items: []string{intent("prod", "base", "public"), platform, pool, base, twin}}.text())
	require.Equal(t, ExitError, a.code)
	require.Contains(t, a.stderr, "VirtualMachine shop/base is not in the input", "nobody knows which of the two is meant")
}

// A check behind namePrefix fails only on names that kustomize does not mend: those that lead to another namespace.
func TestCheckRenamed(t *testing.T) {
	renamed := func(head, name, namespace, before, rest string) string {
		return head + "\nmetadata: {name: " + name + ", namespace: " + namespace + ", annotations: {internal.config.kubernetes.io/previousNames: " + before + "}}\n" + rest + "\n"
	}
	const (
		config        = "apiVersion: vmha.dev/v1alpha1\nkind: HighAvailabilityCheck\nmetadata: {name: check}\nspec: {}\n"
		advertisement = "apiVersion: metallb.io/v1beta1\nkind: L2Advertisement"
		pool          = "apiVersion: metallb.io/v1beta1\nkind: IPAddressPool"
		addresses     = "spec: {addresses: [192.0.2.0/28], autoAssign: false}"
	)
	advertises := renamed(advertisement, "p-web", "metallb-system", "web", "spec: {ipAddressPools: [web]}")

	a := call(t, list{config: config, items: []string{advertises, renamed(pool, "p-web", "metallb-system", "web", addresses)}}.text())
	require.Equal(t, ExitOK, a.code, a.stderr)
	require.Contains(t, a.stderr, "warning: L2Advertisement metallb-system/p-web: spec.ipAddressPools[0]: kustomize has made p-web of the name web")

	a = call(t, list{config: config, items: []string{advertises, renamed(pool, "p-web", "metallb-system", "front", addresses)}}.text())
	require.Equal(t, ExitError, a.code, "it was never called so")

	service := renamed("apiVersion: v1\nkind: Service", "p-web", "shop", "web", "spec: {type: LoadBalancer, loadBalancerIP: 192.0.2.1, ports: [{port: 80}]}")
	service = strings.Replace(service, "{internal", "{metallb.io/address-pool: web, internal", 1)
	a = call(t, list{config: config, items: []string{service, advertises, renamed(pool, "p-web", "metallb-system", "web", addresses)}}.text())
	require.Equal(t, ExitError, a.code)
	require.Contains(t, a.stderr, "error: Service shop/p-web: metadata.annotations[\"metallb.io/address-pool\"]: there is no IPAddressPool web here, but p-web")
}
