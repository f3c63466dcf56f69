// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package edittest

// Goes is the one comment of the machines that goes, with the field that an intent takes out.
const Goes = "# an old path"

// wordy are machines that take every kind of edit: a set, a map as a whole, elements of
// lists that are there and that are not, a renamed key, a label. Nothing of it may be lost.
const wordy = `# The machines of the shop
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: web-0
  namespace: shop
  labels:
    app: web # by it the intent finds the machine
spec:
  running: true # as it was in the old cluster
  template:
    spec:
      evictionStrategy: None # before there was shared storage
      domain:
        memory:
          guest: 1Gi
        devices:
          disks: [{name: root, disk: {bus: virtio}}]
          interfaces:
          - name: default
            masquerade: {}
            ports: # what is let through
            - name: ssh
              port: 22
      networks:
      - name: default
        pod: {}
      tolerations:
      - key: node.kubernetes.io/unreachable
        operator: Exists
        effect: NoExecute
        tolerationSeconds: 600 # ten minutes
      volumes:
      - name: root
        containerDisk: {image: registry.example.com/web:1}
---
# one in flow style
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: web-1
  namespace: shop
  labels: {app: web}
spec:
  runStrategy: RerunOnFailure
  template:
    metadata:
      labels: {tier: front}
    spec:
      domain: {memory: {guest: 1Gi}, devices: {interfaces: [{name: default, masquerade: {}}]}}
      readinessProbe:
        httpGet: {port: 9999} ` + Goes + `
        periodSeconds: 7
      networks: [{name: default, pod: {}}]
---
# one that says little
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: web-2
  namespace: shop
  labels:
    app: web
spec:
  runStrategy: RerunOnFailure
  template:
    spec:
      domain:
        memory:
          guest: 1Gi
        devices:
          interfaces:
          - name: default
            masquerade: {}
      networks:
      - name: default
        pod: {}
`

// terse are machines that say nothing against the defaults of an intent.
const terse = `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: api-0
  namespace: shop
  labels: {app: api}
spec:
  running: true # as it was found
  template:
    metadata:
      labels: {app: api}
    spec:
      domain:
        memory: {guest: 2Gi} # enough since 2023
        devices:
          interfaces:
          - {name: default, masquerade: {}}
      networks:
      - {name: default, pod: {}}
      volumes:
      - name: root
        containerDisk: {image: registry.example.com/api}
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: api-1
  namespace: shop
  labels: {app: api}
spec:
  runStrategy: RerunOnFailure # as it was found, too
  template:
    metadata:
      labels: {app: api}
    spec:
      domain:
        memory: {guest: 2Gi} # enough for a while
        devices:
          interfaces:
          - {name: default, masquerade: {}, ports: [{name: ssh, port: 22}]}
      networks:
      - {name: default, pod: {}}
      volumes:
      - name: root
        containerDisk: {image: registry.example.com/api}
      readinessProbe: {httpGet: {port: 22}, periodSeconds: 7} # for want of another port
      tolerations:
      - {key: example.com/gpu, operator: Exists}
`
