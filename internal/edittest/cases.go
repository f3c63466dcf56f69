// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Package edittest holds intents that are edited again and again, the machines they are
// about, and the edits that people make, for the tests of what a row of edits leaves.
package edittest

import "strings"

// Platform stands in every package.
const Platform = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityPlatform
metadata:
  name: prod
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  distribution: OpenShift
  zones: 3
  nodeHealth: [{name: workers, type: MachineHealthCheck}]
`

// Case is an intent with the machines of its owner.
type Case struct {
	Name string
	// Machines are a stream of manifests; empty where the intent makes its own.
	Machines string
	Intent   string
}

// Cases are the ways in which an intent has machines. Different ones may stand in one package.
var Cases = []Case{Replacing, Filling, Making}

// Replacing has an intent that states what its machines say otherwise.
var Replacing = Case{
	Name: "replacing", Machines: wordy,
	Intent: intent("web", "selector: {matchLabels: {app: web}}", "192.0.2.240/29", "evictionStrategy: LiveMigrate, minAvailable: 1"),
}

// Filling has an intent that leaves to the defaults what its machines do not say.
var Filling = Case{
	Name: "filling", Machines: terse,
	Intent: intent("api", "selector: {matchLabels: {app: api}}", "198.51.100.240-198.51.100.250", "minAvailable: 1"),
}

// Making has an intent that makes its machines, and deletes them.
var Making = Case{
	Name: "making",
	Intent: intent("made", `template:
      replicas: 2
      memory: 2Gi
      rootDisk: {source: {type: ContainerDisk, containerDisk: {image: registry.example.com/web:1}}}
      deletionPolicy: Delete`, "203.0.113.240/29", "minAvailable: 1"),
}

// intent states as much as an intent can.
func intent(name, machines, addresses, drain string) string {
	return strings.NewReplacer("NAME", name, "MACHINES", machines, "ADDRESSES", addresses, "DRAIN", drain).Replace(`apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata:
  name: NAME
  namespace: shop
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  machines:
    MACHINES
    guest: {watchdogDaemon: Installed, agent: Installed}
  loadBalancing:
    addresses: [ADDRESSES]
    ports:
    - {name: http, port: 80, targetPort: 8080}
  survive:
    applicationFailure: {readiness: {tcpSocket: {port: 8080}}}
    guestHang: {}
    nodeDrain: {DRAIN}
    nodeFailure: {runStrategy: Always, tolerationSeconds: 60}
  placement: {priorityClassName: gold}
`)
}
