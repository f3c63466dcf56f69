// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
)

// The faces of the program.
const (
	render   = "render"
	function = "function"
)

// A work is one kind of input, given to one face of the program.
type work struct {
	name, face string
	// documents are those of one machine.
	documents func(number int) []string
}

var works = []work{
	{"machines made", render, made},
	{"machines made", function, made},
	{"machines changed", render, changed},
	{"machines changed", function, changed},
}

// made is an intent, which makes the machine and its Service.
func made(number int) []string {
	return []string{fmt.Sprintf(intent, number, newMachine)}
}

// changed is an existing machine with comments and an intent, which changes it.
func changed(number int) []string {
	return []string{fmt.Sprintf(intent, number, fmt.Sprintf(existing, number)), fmt.Sprintf(machine, number)}
}

// writeInput writes the documents of all machines as the face reads them: a stream, or a ResourceList.
func writeInput(file string, w work, machines int) (err error) {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	text := bufio.NewWriter(out)
	if w.face == function {
		fmt.Fprint(text, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n")
	}
	write(text, w, platform)
	for number := range machines {
		for _, document := range w.documents(number) {
			write(text, w, document)
		}
	}
	return text.Flush()
}

func write(text *bufio.Writer, w work, document string) {
	if w.face == function {
		fmt.Fprint(text, "- "+strings.ReplaceAll(strings.TrimRight(document, "\n"), "\n", "\n  ")+"\n")
		return
	}
	fmt.Fprint(text, "---\n"+document)
}

const platform = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityPlatform
metadata:
  name: prod
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  distribution: OpenShift
  pools:
  - name: shared
    addresses:
    - 2001:db8::/64
    advertisement:
      type: L2
  nodeHealth:
  - name: workers
    type: MachineHealthCheck
`

const intent = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata:
  name: app-%[1]d
  namespace: shop
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  machines:
%[2]s    guest:
      agent: Installed
      watchdogDaemon: Installed
  loadBalancing:
    ports:
    - name: http
      port: 80
      targetPort: 8080
    pool:
      name: shared
  survive:
    applicationFailure: {}
    guestHang: {}
    nodeDrain: {}
    nodeFailure: {}
`

const newMachine = `    template:
      replicas: 1
      cpu: 2
      memory: 4Gi
      rootDisk:
        source:
          type: DataSource
          dataSource:
            name: rhel9
            namespace: golden-images
        size: 30Gi
      cloudInit:
        userData: |
          #cloud-config
          user: cloud-user
`

const existing = `    selector:
      matchLabels:
        app: app-%d
`

const machine = `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: vm-%[1]d
  namespace: shop
  labels:
    app: app-%[1]d
spec:
  running: true # as the console wrote it
  dataVolumeTemplates:
  - metadata:
      name: vm-%[1]d-root
    spec:
      sourceRef:
        kind: DataSource
        name: rhel9
        namespace: golden-images
      storage:
        accessModes:
        - ReadWriteMany
        volumeMode: Block
        resources:
          requests:
            storage: 30Gi
  template:
    metadata:
      labels:
        app: app-%[1]d
    spec:
      architecture: amd64
      domain:
        cpu:
          cores: 2
        memory:
          guest: 4Gi # 2Gi was not enough
        devices:
          disks:
          - name: root
            bootOrder: 1
            disk:
              bus: virtio
          - name: cloudinit
            disk:
              bus: virtio
          interfaces:
          - name: default
            masquerade: {}
          rng: {}
      networks:
      - name: default
        pod: {}
      terminationGracePeriodSeconds: 180
      volumes:
      - name: root
        dataVolume:
          name: vm-%[1]d-root
      - name: cloudinit
        cloudInitNoCloud:
          userData: |
            #cloud-config
            user: cloud-user
`
