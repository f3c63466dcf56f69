// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
)

// rowMachines are machines of the user that take every kind of edit: a set, a map
// as a whole, elements of lists that are there and that are not, a renamed key, a label.
const rowMachines = `# The shop's machine
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
        tolerationSeconds: 600
      volumes:
      - name: root
        containerDisk: {image: registry.example.com/web:1}
---
# one that says nothing yet
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
        httpGet: {port: 9999} # an old path
        periodSeconds: 7
      networks: [{name: default, pod: {}}]
`

// rowPlatform stands in every package.
const rowPlatform = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityPlatform
metadata:
  name: prod
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  distribution: OpenShift
  zones: 3
  nodeHealth: [{name: workers, type: MachineHealthCheck}]
`

// rowIntent is an intent in one of the states that edits lead to.
func rowIntent(name, ports, watchdog, balancing string) string {
	text := `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata:
  name: NAME
  namespace: shop
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  machines:
    selector: {matchLabels: {app: web}}
BALANCING  survive:
    applicationFailure: {readiness: {tcpSocket: {port: 8080}}}
WATCHDOG    nodeDrain: {evictionStrategy: LiveMigrate}
    nodeFailure: {runStrategy: Always, tolerationSeconds: 60}
`
	if balancing != "" {
		balancing = "  loadBalancing:\n    addresses: [192.0.2.240/29]\n    ports: [" + ports + "]\n"
	}
	return strings.NewReplacer("NAME", name, "WATCHDOG", watchdog, "BALANCING", balancing).Replace(text)
}

const (
	onePort  = "{name: http, port: 80, targetPort: 8080}"
	twoPorts = onePort + ", {name: https, port: 443, targetPort: 8443}"
	watchdog = "    guestHang: {}\n"
)

// states are what an intent is after each of the edits that people make.
var states = []struct{ name, intent string }{
	{"as it is", rowIntent("web", onePort, watchdog, "yes")},
	{"a port more", rowIntent("web", twoPorts, watchdog, "yes")},
	{"no watchdog", rowIntent("web", onePort, "", "yes")},
	{"another name", rowIntent("portal", onePort, watchdog, "yes")},
	{"no load balancer", rowIntent("web", onePort, watchdog, "")},
	{"no intent", ""},
}

// rowPackage is the package of the user with an intent in one state.
func rowPackage(t *testing.T, intent string) []*document.Object {
	t.Helper()
	objects := append(parse(t, rowPlatform), parse(t, rowMachines)...)
	if intent != "" {
		objects = append(objects, parse(t, intent)...)
	}
	return objects
}

// next is a package after a run, with the intent in another state: everything is read anew.
func next(t *testing.T, objects []*document.Object, intent string) []*document.Object {
	t.Helper()
	var again []*document.Object
	for _, object := range objects {
		if Reference(object).Kind != "HighAvailability" {
			again = append(again, parse(t, string(object.Bytes()))...)
		}
	}
	if intent != "" {
		again = append(again, parse(t, intent)...)
	}
	return again
}

func inPlace(t *testing.T, objects []*document.Object) Outcome {
	t.Helper()
	outcome := Render(Input{Objects: objects, Persists: func(*document.Object) bool { return true }, Options: Options{Prune: "Orphans", Check: checkOff}})
	require.False(t, outcome.Failed(), resultsText(t, &outcome))
	return outcome
}

// meaning is what objects say, whatever the order of objects and keys.
func meaning(objects []*document.Object) []string {
	var all []string
	for _, object := range objects {
		all = append(all, jsonOf(object))
	}
	slices.Sort(all)
	return all
}

// TestEditsInARow renders a package with the intent in one state, then in another, and
// compares with what the second state makes of the package as the user wrote it.
func TestEditsInARow(t *testing.T) {
	fresh := map[string][]string{}
	for _, state := range states {
		fresh[state.name] = meaning(inPlace(t, rowPackage(t, state.intent)).Objects)
	}
	require.Equal(t, meaning(rowPackage(t, "")), slices.DeleteFunc(slices.Clone(fresh["no intent"]), func(text string) bool {
		return strings.Contains(text, "MachineHealthCheck") && !strings.Contains(text, "HighAvailabilityPlatform\",")
	}), "without an intent nothing happens to the machines")
	for _, first := range states {
		for _, second := range states {
			t.Run(first.name+", "+second.name, func(t *testing.T) {
				before := inPlace(t, rowPackage(t, first.intent))
				after := inPlace(t, next(t, before.Objects, second.intent))
				require.Equal(t, fresh[second.name], meaning(after.Objects))
				again := inPlace(t, next(t, after.Objects, second.intent))
				require.Equal(t, sortedTexts(after.Objects), sortedTexts(again.Objects), "a second run changes nothing")
				for _, finding := range again.Findings {
					require.NotContains(t, []string{"changed", "needs-restart", "pruned", "orphan", "group-label-needs-restart", "left", "restored"}, finding.ID, finding.Message)
				}
			})
		}
	}
}

// TestAllEditsInARow makes the five edits one after the other, in every order.
func TestAllEditsInARow(t *testing.T) {
	for _, order := range permutations(len(states) - 1) {
		objects := inPlace(t, rowPackage(t, states[0].intent)).Objects
		for _, at := range order {
			objects = inPlace(t, next(t, objects, states[at+1].intent)).Objects
			want := inPlace(t, rowPackage(t, states[at+1].intent)).Objects
			require.Equal(t, meaning(want), meaning(objects), "%v at %d", order, at)
		}
	}
}

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range permutations(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(shorter), at, n-1))
		}
	}
	return all
}

// TestEditsKeepComments: what people write into a machine between two runs stays, where it
// stands beside what is set and where it stands in the midst of it.
func TestEditsKeepComments(t *testing.T) {
	first := inPlace(t, rowPackage(t, states[0].intent))
	var commented []*document.Object
	comments := 0
	for _, object := range first.Objects {
		text := string(object.Bytes())
		if Reference(object).Kind == "VirtualMachine" {
			for _, field := range []string{"  runStrategy: Always", "evictionStrategy: LiveMigrate", "        periodSeconds: 5", "name: http", "watchdog:", "operator: Exists"} {
				if at := strings.Index(text, field+"\n"); at >= 0 {
					text = text[:at+len(field)] + fmt.Sprintf(" # by hand, %s %d\n", Reference(object).Name, comments) + text[at+len(field)+1:]
					comments++
				}
			}
		}
		commented = append(commented, parse(t, text)...)
	}
	require.Greater(t, comments, 6)
	same := inPlace(t, commented)
	require.Equal(t, comments, strings.Count(allText(same.Objects), "# by hand"))
	require.False(t, slices.ContainsFunc(same.Findings, func(f Finding) bool { return slices.Contains(deeds, f.ID) }), "nothing is done")
	port := inPlace(t, next(t, same.Objects, states[1].intent))
	require.Equal(t, comments, strings.Count(allText(port.Objects), "# by hand"), "another port leaves them alone")
}

// jsonOf is an object as JSON, its keys sorted.
func jsonOf(o *document.Object) string {
	data, err := json.Marshal(document.ValueOf(o.Root()))
	if err != nil {
		return err.Error()
	}
	return string(data)
}
