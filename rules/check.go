// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

const (
	machineAPIGroup = "machine.openshift.io"
	clusterAPIGroup = "cluster.x-k8s.io"
	medik8sGroup    = "remediation.medik8s.io"

	kindHealthCheck = "MachineHealthCheck"
	kindNodeCheck   = "NodeHealthCheck"
)

// healthCheck is a health check of nodes of any kind.
type healthCheck struct {
	plan.Item

	spec plan.Node
	// modern is set for cluster.x-k8s.io/v1beta2, which names its fields otherwise.
	modern bool
}

// condition is one of the conditions under which a node is unhealthy.
type condition struct {
	node       plan.Node
	path       plan.Path
	typ        string
	status     string
	timeoutKey string
}
