// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/internal/exampletest"
	"vmha.dev/vmha/schemas"
)

// references are resources in which every name ends in -x if it is that of a resource here.
const references = `
{apiVersion: v1, kind: Secret, metadata: {name: secret-x, namespace: shop}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: config-x, namespace: shop}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: account-x, namespace: shop}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: claim-x, namespace: shop}, spec: {storageClassName: class-x}}
---
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: class-x}}
---
{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: priority-x}}
---
{apiVersion: cdi.kubevirt.io/v1beta1, kind: DataVolume, metadata: {name: volume-x, namespace: shop}, spec: {source: {http: {secretRef: secret-x, certConfigMap: config-x}}}}
---
{apiVersion: cdi.kubevirt.io/v1beta1, kind: DataSource, metadata: {name: source-x, namespace: shop}}
---
{apiVersion: k8s.cni.cncf.io/v1, kind: NetworkAttachmentDefinition, metadata: {name: net-x, namespace: shop}}
---
{apiVersion: instancetype.kubevirt.io/v1beta1, kind: VirtualMachineInstancetype, metadata: {name: type-x, namespace: shop}}
---
{apiVersion: instancetype.kubevirt.io/v1beta1, kind: VirtualMachinePreference, metadata: {name: preference-x, namespace: shop}}
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata: {name: machine-x, namespace: shop}
spec:
  instancetype: {name: type-x}
  preference: {name: preference-x}
  dataVolumeTemplates:
  - metadata: {name: root}
    spec: {sourceRef: {name: source-x}, storage: {storageClassName: class-x}}
  template:
    spec:
      priorityClassName: priority-x
      networks:
      - multus: {networkName: net-x}
      accessCredentials:
      - sshPublicKey: {source: {secret: {secretName: secret-x}}}
      volumes:
      - {name: a, dataVolume: {name: root}}
      - {name: b, dataVolume: {name: volume-x}}
      - {name: c, persistentVolumeClaim: {claimName: claim-x}}
      - {name: d, persistentVolumeClaim: {claimName: volume-x}}
      - {name: e, persistentVolumeClaim: {claimName: not-among-the-resources}}
      - {name: f, cloudInitNoCloud: {secretRef: {name: secret-x}, networkDataSecretRef: {name: secret-x}}}
      - {name: g, configMap: {name: config-x}}
      - {name: h, serviceAccount: {serviceAccountName: account-x}}
---
{apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: pool-x, namespace: metallb-system}}
---
{apiVersion: metallb.io/v1beta1, kind: L2Advertisement, metadata: {name: l2-x, namespace: metallb-system}, spec: {ipAddressPools: [elsewhere, pool-x]}}
---
{apiVersion: metallb.io/v1beta1, kind: BGPAdvertisement, metadata: {name: bgp-x, namespace: metallb-system}, spec: {ipAddressPools: [pool-x]}}
---
{apiVersion: v1, kind: Service, metadata: {name: service-x, namespace: metallb-system, annotations: {metallb.io/address-pool: pool-x}}}
---
{apiVersion: infrastructure.cluster.x-k8s.io/v1beta1, kind: Metal3RemediationTemplate, metadata: {name: metal-x, namespace: openshift-machine-api}}
---
{apiVersion: machine.openshift.io/v1beta1, kind: MachineHealthCheck, metadata: {name: check-x, namespace: openshift-machine-api}, spec: {remediationTemplate: {kind: Metal3RemediationTemplate, name: metal-x}}}
---
{apiVersion: self-node-remediation.medik8s.io/v1alpha1, kind: SelfNodeRemediationTemplate, metadata: {name: self-x}}
---
{apiVersion: remediation.medik8s.io/v1alpha1, kind: NodeHealthCheck, metadata: {name: nodes-x}, spec: {remediationTemplate: {name: self-x}, escalatingRemediations: [{remediationTemplate: {name: self-x}}]}}
`

// TestReferences: a prefix and a suffix reach every name of a resource, also where another resource speaks of it, and no other.
func TestReferences(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"kustomizeconfig.yaml": string(schemas.KustomizeConfig), "resources.yaml": references,
		"kustomization.yaml": exampletest.Configured + "resources: [resources.yaml]\nnamePrefix: p-\nnameSuffix: -s\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	out := kustomize(t, dir)
	mentions := regexp.MustCompile(`[a-z0-9-]*-x\b[a-z0-9-]*`)
	before, after := mentions.FindAllString(references, -1), mentions.FindAllString(string(out), -1)
	require.Len(t, after, len(before))
	for _, name := range after {
		require.Regexp(t, `^p-[a-z0-9]+-x-s$`, name)
	}
	require.Contains(t, string(out), "claimName: not-among-the-resources\n")
	require.Contains(t, string(out), "- elsewhere\n")
	require.Contains(t, string(out), "name: root\n")
}

// What a prefix breaks for good, as kustomize follows a name within one namespace: the check finds it.
func TestReferencesAcrossNamespaces(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"kustomizeconfig.yaml": string(schemas.KustomizeConfig), "kustomization.yaml": exampletest.Configured + "resources: [resources.yaml]\nnamePrefix: p-\n",
		"resources.yaml": `
apiVersion: self-node-remediation.medik8s.io/v1alpha1
kind: SelfNodeRemediationTemplate
metadata: {name: self, namespace: openshift-workload-availability}
spec: {template: {spec: {remediationStrategy: Automatic}}}
---
apiVersion: remediation.medik8s.io/v1alpha1
kind: NodeHealthCheck
metadata: {name: workers}
spec:
  maxUnhealthy: 1
  selector: {matchExpressions: [{key: node-role.kubernetes.io/control-plane, operator: DoesNotExist}]}
  unhealthyConditions:
  - {type: Ready, status: "False", duration: 300s}
  - {type: Ready, status: Unknown, duration: 300s}
  remediationTemplate:
    apiVersion: self-node-remediation.medik8s.io/v1alpha1
    kind: SelfNodeRemediationTemplate
    namespace: openshift-workload-availability
    name: self
`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	require.Contains(t, problems(t, kustomize(t, dir)), "remediation-template-missing")
}
