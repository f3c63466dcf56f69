// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

// overview is the documentation that `kpt fn doc` shows.
const overview = `vmha makes virtual machines on Kubernetes (KubeVirt, OpenShift Virtualization)
highly available. From a short statement of intent it writes, consistent with each
other: VirtualMachine, Service, PodDisruptionBudget, MetalLB IPAddressPool and
L2Advertisement, and MachineHealthCheck.

It is a KRM function: without arguments it reads a ResourceList on stdin and writes
one on stdout. It is also a command line for files: vmha render FILE|DIR...
How long machines are down when something fails, and why: vmha explain FILE|DIR...
What defeats high availability in manifests of any origin: vmha check FILE|DIR...
The same to look at, as one HTML file: vmha report -o report.html FILE|DIR...

The intent is a resource of the package, marked as local configuration:

  apiVersion: vmha.dev/v1alpha1
  kind: HighAvailability
  metadata:
    name: web
    namespace: shop
    annotations: {config.kubernetes.io/local-config: "true"}
  spec:
    machines:
      selector: {matchLabels: {app: web}}     # or template: machines made here
    loadBalancing:
      ports: [{name: http, port: 80, targetPort: 8080}]
      addresses: [192.0.2.240-192.0.2.250]
    survive: {applicationFailure: {}, guestHang: {}, nodeDrain: {}, nodeFailure: {}}

A second kind, HighAvailabilityPlatform, states the facts of the cluster: distribution,
versions, shared address pools and health checks of nodes. All fields: vmha schema.
A third, HighAvailabilityCheck, as functionConfig makes the function check its items by
the rules (vmha rules) and change nothing: in kpt under validators, in kustomize last
under transformers.

kustomize (transformers: [vmha.yaml]; kustomize build --enable-alpha-plugins):

  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: vmha
    annotations:
      config.kubernetes.io/local-config: "true"
      config.kubernetes.io/function: |
        container: {image: vmha}

kpt (Kptfile; kpt fn render):

  pipeline:
    mutators:
    - image: localhost/vmha

legacy plugin of kustomize, also in kubectl (vmha install DIR; KUSTOMIZE_PLUGIN_HOME=DIR; the
intents under resources: and transformers:; kubectl kustomize --enable-alpha-plugins).

The ConfigMap (kpt: configMap:) may hold options, and so may a RenderOptions (fields of
its spec) in its place: scope: All, Application or Infrastructure; check: the least severe
finding of the rules that is shown about what is rendered, Error, Warning, Info or Off;
prune: Owned, or Orphans to take out also what belongs to an intent that is gone; layout
of new files: PerIntent or PerObject.

Findings go to results and, one line each, to stderr. Exit code: 0 without an error
finding, 1 with one (and then nothing is changed), 2 when the call is wrong.`
