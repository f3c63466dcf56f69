// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// fiftyPlatform watches its nodes as the platform of a company does.
const fiftyPlatform = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityPlatform
metadata:
  name: prod
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  distribution: OpenShift
  workerNodes: 12
  pools:
  - name: public
    addresses: [192.0.2.0/24]
  nodeHealth:
  - name: workers
    type: MachineHealthCheck
    timeout: 4m
`

const fiftyMachine = `---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: %[1]s
  namespace: %[2]s
  labels: {app: %[3]s}
spec:
  runStrategy: %[4]s
  template:
    metadata:
      labels: {app: %[3]s}
    spec:
      domain:
        memory: {guest: 2Gi}
        devices:
          disks:
          - {name: root, disk: {bus: virtio}}
          interfaces:
          - {name: default, masquerade: {}}
      networks:
      - {name: default, pod: {}}
      volumes:
      - name: root
        persistentVolumeClaim: {claimName: %[1]s}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: %[1]s, namespace: %[2]s}
spec:
  accessModes: [%[5]s]
  resources: {requests: {storage: 20Gi}}
`

const fiftyService = `---
apiVersion: v1
kind: Service
metadata: {name: %[1]s, namespace: %[2]s}
spec:
  selector: {app: %[1]s}
  ports:
  - {name: http, port: 80, targetPort: 8080}
`

const fiftyIntent = `---
apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata:
  name: %[1]s
  namespace: %[2]s
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  machines:
    selector: {matchLabels: {app: %[1]s}}
    guest: {bootTime: %[3]ds, watchdogDaemon: Installed}
%[4]s  survive:
    guestHang: {}
%[5]s`

// fiftyGroups writes a repository of fifty groups of several teams: most with an intent, some
// from before there was one.
func fiftyGroups(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "platform.yaml"), []byte(fiftyPlatform), 0o600))
	teams := []string{"shop", "finance", "logistics", "hr", "infra"}
	kinds := []string{"web", "api", "db", "queue", "search", "mail", "batch", "auth", "files", "cache"}
	for i := range 50 {
		team, name := teams[i/10], kinds[i%10]
		if name == "db" && team == "logistics" {
			name = "warehouse-inventory-reconciliation-database"
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%s.yaml", team, name)), []byte(fiftyGroup(i, team, name)), 0o600))
	}
	return dir
}

// fiftyGroup is one of them: how many machines, what they survive and how they are reached goes by its number.
func fiftyGroup(i int, team, name string) string {
	strategy, mode := "Always", "ReadWriteMany"
	if i%9 == 4 {
		strategy = "Manual"
	}
	if i%11 == 3 {
		mode = "ReadWriteOnce"
	}
	var b strings.Builder
	machines := []int{2, 3, 1, 2, 6}[i%5]
	for machine := range machines {
		fmt.Fprintf(&b, fiftyMachine, fmt.Sprintf("%s-%d", name, machine), team, name, strategy, mode)
	}
	if i%9 == 4 || i%11 == 3 {
		fmt.Fprintf(&b, fiftyService, name, team)
		return b.String()
	}
	balance, survive := "", "    nodeFailure: {}\n"
	if machines > 1 {
		balance = "  loadBalancing:\n    pool: {name: public}\n    ports:\n    - {name: http, port: 80, targetPort: 8080}\n"
		survive += "    nodeDrain: {}\n    applicationFailure:\n      readiness: {tcpSocket: {port: 8080}}\n"
	}
	if i%7 < 5 && machines > 1 {
		survive += "      liveness: {tcpSocket: {port: 8080}}\n"
	}
	fmt.Fprintf(&b, fiftyIntent, name, team, 30+7*(i%13), balance, survive)
	return b.String()
}
