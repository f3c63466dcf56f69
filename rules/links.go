// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

// The sources of facts, at the versions that they were read at.
const (
	kubevirt       = "https://github.com/kubevirt/kubevirt/blob/v1.9.0/"
	kubevirtIssue  = "https://github.com/kubevirt/kubevirt/issues/"
	userGuide      = "https://github.com/kubevirt/user-guide/blob/main/docs/"
	hyperconverged = "https://github.com/kubevirt/hyperconverged-cluster-operator/blob/main/"
	cdi            = "https://github.com/kubevirt/containerized-data-importer/blob/main/doc/"
	kubernetes     = "https://github.com/kubernetes/kubernetes/blob/v1.34.1/"
	kubernetesDoc  = "https://kubernetes.io/docs/"
	metallb        = "https://github.com/metallb/metallb/blob/v0.16.1/"
	metallbDoc     = "https://metallb.io/"
	metallbIssue   = "https://github.com/metallb/metallb/issues/"
	openshiftAPI   = "https://github.com/openshift/api/blob/master/"
	openshiftDocs  = "https://github.com/openshift/openshift-docs/blob/main/"
	machineAPI     = "https://github.com/openshift/machine-api-operator/blob/main/"
	clusterAPI     = "https://github.com/kubernetes-sigs/cluster-api/blob/main/"
	router         = "https://github.com/openshift/router/blob/master/"
	nodeHealthDoc  = "https://github.com/medik8s/node-healthcheck-operator/blob/main/"
	selfNode       = "https://github.com/medik8s/self-node-remediation/blob/main/"
	fenceAgents    = "https://github.com/medik8s/fence-agents-remediation/blob/main/"
	metal3         = "https://github.com/metal3-io/cluster-api-provider-metal3/blob/main/"
	descheduler    = "https://github.com/openshift/cluster-kube-descheduler-operator/blob/main/"
	kustomize      = "https://github.com/kubernetes-sigs/kustomize/blob/master/"
)
