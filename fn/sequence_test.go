// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/document"
)

// sequencePlatform and the machines are what a life begins with. Nothing of it may be lost.
const sequencePlatform = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityPlatform
metadata: {name: prod, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  distribution: OpenShift
  nodeHealth: [{name: workers, type: MachineHealthCheck}]
`

// sequenceMachine says little by itself, and differs from number to number in what it says.
const sequenceMachine = `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: web-%d
  namespace: shop
  labels: {app: web}
spec:
  %s # as it was found
  template:
    metadata:
      labels: {app: web}
    spec:
      domain:
        memory: {guest: 2Gi} # enough since 2023
        devices:
          interfaces:
          - {name: default, masquerade: {}%s}
      networks:
      - {name: default, pod: {}}
      volumes:
      - name: root
        containerDisk: {image: example.com/web}%s
`

func sequenceMachines() string {
	return fmt.Sprintf(sequenceMachine, 0, "running: true", "", "") + "---\n" +
		fmt.Sprintf(sequenceMachine, 1, "runStrategy: RerunOnFailure", ", ports: [{name: ssh, port: 22}]", `
      readinessProbe: {httpGet: {port: 22}, periodSeconds: 7} # by hand
      tolerations:
      - {key: example.com/gpu, operator: Exists}`)
}

const selecting = `  machines:
    selector: {matchLabels: {app: web}}
`

const making = `  machines:
    template:
      replicas: 2
      memory: 2Gi
      rootDisk: {source: {type: ContainerDisk, containerDisk: {image: example.com/web}}}
      deletionPolicy: Delete
`

// sequenceIntent states as much as an intent can.
const sequenceIntent = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: web, namespace: shop, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
MACHINES    guest: {watchdogDaemon: Installed, agent: Installed}
  loadBalancing:
    ports:
    - {name: http, port: 80, targetPort: 8080}
    addresses: [192.0.2.240-192.0.2.250]
  survive:
    applicationFailure: {readiness: {tcpSocket: {port: 8080}}}
    guestHang: {}
    nodeDrain: {minAvailable: 1}
    nodeFailure: {runStrategy: Always, tolerationSeconds: 60}
  placement: {priorityClassName: gold}
`

// sequenceEdits are what an owner does to an intent. Nothing is left of an intent that is deleted.
var sequenceEdits = []struct {
	name string
	edit func(string) string
}{
	{"add a port", replacing("8080}\n    addresses", "8080}\n    - {name: metrics, port: 9100}\n    addresses")},
	{"drop the watchdog", replacing("    guestHang: {}\n", "")},
	{"rename", replacing("{name: web, n", "{name: shop, n")},
	{"remove the load balancer", func(text string) string {
		before, rest, found := strings.Cut(text, "  loadBalancing:\n")
		_, after, _ := strings.Cut(rest, "  survive:\n")
		if !found {
			return text
		}
		return before + "  survive:\n" + after
	}},
	{"delete", func(string) string { return "" }},
	{"leave the run strategy to the machine", replacing("runStrategy: Always, ", "")},
	{"ask another way", replacing("{tcpSocket: {port: 8080}}", "{httpGet: {port: 8080, path: /ready}, periodSeconds: 2}")},
	{"drain as it may", replacing("nodeDrain: {minAvailable: 1}", "nodeDrain: {evictionStrategy: LiveMigrateIfPossible}")},
	{"nothing of the tolerations", replacing(", tolerationSeconds: 60", "")},
	{"no placement", replacing("  placement: {priorityClassName: gold}\n", "")},
}

func replacing(before, after string) func(string) string {
	return func(text string) string { return strings.Replace(text, before, after, 1) }
}

// TestEditSequences changes an intent twice in a row, in every order, in files that stay.
// What is left is what a fresh rendering of what the owner wrote would give.
func TestEditSequences(t *testing.T) {
	for kind, machines := range map[string]string{"selecting": selecting, "making": making} {
		intent := strings.Replace(sequenceIntent, "MACHINES", machines, 1)
		given := sequencePlatform
		if kind == "selecting" {
			given += "---\n" + sequenceMachines()
		}
		for _, first := range sequenceEdits {
			for _, second := range sequenceEdits {
				t.Run(kind+"/"+first.name+", "+second.name, func(t *testing.T) {
					life := given
					for _, written := range []string{intent, first.edit(intent), second.edit(first.edit(intent)), intent} {
						life = live(t, life, written)
						require.Equal(t, objectsOf(t, live(t, given, written)), objectsOf(t, life))
						require.Equal(t, life, live(t, life, written), "a second run writes the same bytes")
						for _, comment := range commentsOf(given) {
							require.Contains(t, life, comment)
						}
					}
				})
			}
		}
	}
}

func commentsOf(text string) []string {
	var comments []string
	for line := range strings.Lines(text) {
		if _, comment, found := strings.Cut(line, " #"); found {
			comments = append(comments, "#"+strings.TrimRight(comment, "\n"))
		}
	}
	return comments
}

// TestSetByHand: what was changed by hand since an intent has set it is its owner's, and is told.
func TestSetByHand(t *testing.T) {
	intent := strings.Replace(sequenceIntent, "MACHINES", selecting, 1)
	given := sequencePlatform + "---\n" + sequenceMachines()
	life := live(t, given, intent)
	byHand := strings.Replace(life, "priorityClassName: gold", "priorityClassName: silver", 1)
	require.NotEqual(t, life, byHand)
	without := replacing("  placement: {priorityClassName: gold}\n", "")(intent)
	outcome := Render(staying(t, byHand, without, v1alpha1.PruneOwned))
	require.False(t, outcome.Failed())
	text := streamText(outcome.Objects)
	require.Equal(t, 1, strings.Count(text, "priorityClassName: silver"))
	require.NotContains(t, text, "priorityClassName: gold")
	require.Equal(t, 1, count(outcome.Findings, "left"))
	require.Equal(t, 1, count(outcome.Findings, "restored"), "the other machine was not touched")
}

// TestSetByIntentThatIsGone: another run may hold the intent, so only prune: Orphans takes back what it has set.
func TestSetByIntentThatIsGone(t *testing.T) {
	intent := strings.Replace(sequenceIntent, "MACHINES", selecting, 1)
	life := live(t, sequencePlatform+"---\n"+sequenceMachines(), intent)
	outcome := Render(staying(t, life, "", v1alpha1.PruneOwned))
	require.False(t, outcome.Failed())
	require.Equal(t, objectsOf(t, life), objectsOf(t, textsOf(outcome)))
	require.Contains(t, streamText(outcome.Objects), SetBy)
	orphans := 0
	for _, finding := range outcome.Findings {
		if finding.ID == "orphan" && finding.Ref.Kind == "VirtualMachine" {
			orphans++
		}
	}
	require.Equal(t, 2, orphans)
	outcome = Render(staying(t, life, "", v1alpha1.PruneOrphans))
	require.Equal(t, objectsOf(t, live(t, sequencePlatform+"---\n"+sequenceMachines(), "")), objectsOf(t, textsOf(outcome)))
	require.NotContains(t, streamText(outcome.Objects), SetBy)
}

// TestSetByTwo: two intents set fields of one machine, and one of them is gone after a while.
func TestSetByTwo(t *testing.T) {
	one := strings.Replace(sequenceIntent, "MACHINES", selecting, 1)
	other := `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: other, namespace: shop, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  machines: {selector: {matchLabels: {app: web}}}
  survive: {nodeDrain: {}}
  placement: {priorityClassName: gold, spread: None}
`
	given := sequencePlatform + "---\n" + sequenceMachines()
	less := replacing("  placement: {priorityClassName: gold}\n", "")(one)
	life := given
	for _, written := range []string{one, one + "---\n" + other, less + "---\n" + other, other, one + "---\n" + other, one, ""} {
		life = live(t, life, written)
		require.Equal(t, objectsOf(t, live(t, given, written)), objectsOf(t, life), written)
		require.Equal(t, life, live(t, life, written))
	}
}

// TestSetWhereNothingStays: a stream that is written elsewhere carries no record, and one that cannot be read is told.
func TestSetWhereNothingStays(t *testing.T) {
	intent := strings.Replace(sequenceIntent, "MACHINES", selecting, 1)
	in := staying(t, sequencePlatform+"---\n"+sequenceMachines(), intent, "")
	in.Persists = nil
	outcome := Render(in)
	require.NotContains(t, streamText(outcome.Objects), SetBy)

	broken := strings.Replace(sequenceMachines(), "labels: {app: web}\nspec", "labels: {app: web}\n  annotations: {"+SetBy+": '{'}\nspec", 1)
	outcome = Render(staying(t, sequencePlatform+"---\n"+broken, intent, ""))
	require.Equal(t, 1, count(outcome.Findings, "record-unreadable"))
}

func staying(t *testing.T, given, intent string, prune v1alpha1.PruneMode) Input {
	t.Helper()
	return Input{
		Objects: parse(t, given+"---\n"+intent), Options: Options{Prune: prune},
		Persists: func(*document.Object) bool { return true },
	}
}

func count(findings []Finding, id string) int {
	n := 0
	for _, finding := range findings {
		if finding.ID == id {
			n++
		}
	}
	return n
}

// live renders files in place: the texts of all objects but the intent, as they are then.
func live(t *testing.T, given, intent string) string {
	t.Helper()
	outcome := Render(staying(t, given, intent, v1alpha1.PruneOrphans))
	require.False(t, outcome.Failed(), "%v", outcome.Findings)
	return textsOf(outcome)
}

// textsOf are the texts of all objects but the intents.
func textsOf(outcome Outcome) string {
	var texts []string
	for _, object := range outcome.Objects {
		if object.Root().Get("kind").Text() != v1alpha1.KindHighAvailability {
			texts = append(texts, string(object.Bytes()))
		}
	}
	return strings.Join(texts, "---\n")
}

// objectsOf are the objects of a stream by their names, without the record of what was set.
func objectsOf(t *testing.T, text string) map[string]any {
	t.Helper()
	objects := map[string]any{}
	for _, object := range parse(t, text) {
		data, err := object.JSON()
		require.NoError(t, err)
		var value map[string]any
		require.NoError(t, yaml.Unmarshal(data, &value))
		if metadata, ok := value["metadata"].(map[string]any); ok {
			if annotations, ok := metadata["annotations"].(map[string]any); ok {
				delete(annotations, SetBy)
				if len(annotations) == 0 {
					delete(metadata, "annotations")
				}
			}
		}
		objects[Reference(object).String()] = value
	}
	return objects
}
