// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package intent

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"vmha.dev/vmha/api/v1alpha1"
)

const (
	group    = v1alpha1.KindHighAvailability
	platform = v1alpha1.KindHighAvailabilityPlatform
)

// smallest is the smallest intent of each kind, to which a test adds what it is about.
var smallest = map[string]string{
	group: `
apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: web}
spec:
  machines: {selector: {matchLabels: {app: web}}}
`,
	platform: `
apiVersion: vmha.dev/v1alpha1
kind: HighAvailabilityPlatform
metadata: {name: prod}
spec:
  distribution: OpenShift
`,
}

// bad are wrong intents with the messages that they get. A text that begins with a
// field of the spec follows the smallest intent; any other stands for itself.
var bad = []struct {
	reason string
	kind   string
	yaml   string
	want   []string
}{
	{
		"the number of a port is a number of a port", group,
		`  loadBalancing: {ports: [{port: 70000}]}`,
		[]string{`spec.loadBalancing.ports[0].port is 70000; allowed is 1 to 65535`},
	},
	{
		"zero is a value, not an absent one", group,
		`  loadBalancing: {ports: [{port: 80}, {port: 0}]}`,
		[]string{`spec.loadBalancing.ports[1].port is 0; allowed is 1 to 65535`},
	},
	{
		"the plural is forgotten", group,
		`  loadBalancing: {ports: [{port: 80}], stickySession: {}}`,
		[]string{`unknown field "stickySession" in spec.loadBalancing; did you mean "stickySessions"?`},
	},
	{
		"fields have their case", group,
		`  loadBalancing: {ports: [{port: 80, targetport: 8080}]}`,
		[]string{`unknown field "targetport" in spec.loadBalancing.ports[0]; did you mean "targetPort"?`},
	},
	{
		"two letters swapped", group,
		`  survive: {ndoeDrain: {}}`,
		[]string{`unknown field "ndoeDrain" in spec.survive; did you mean "nodeDrain"?`},
	},
	{
		"the beginning of a name is a guess", group,
		`  loadBalancing: {ports: [{port: 80}], sticky: {}}`,
		[]string{`unknown field "sticky" in spec.loadBalancing; did you mean "stickySessions"?`},
	},
	{
		"the field exists one level down", group,
		`  survive: {readiness: {tcpSocket: {port: 80}}}`,
		[]string{`unknown field "readiness" in spec.survive; it belongs under spec.survive.applicationFailure`},
	},
	{
		"the field exists one level up", group,
		`  survive: {nodeFailure: {nodeDrain: {}}}`,
		[]string{`unknown field "nodeDrain" in spec.survive.nodeFailure; it belongs under spec.survive`},
	},
	{
		"the field exists in two places", group,
		`  nodeHealth: {name: workers}`,
		[]string{`unknown field "nodeHealth" in spec; it belongs under spec.platform.spec or spec.survive.nodeFailure`},
	},
	{
		"the field exists in the other kind", platform,
		`  loadBalancing: {ports: [{port: 80}]}`,
		[]string{`unknown field "loadBalancing" in spec; it belongs under spec of a HighAvailability`},
	},
	{
		"a field of metadata", group,
		`  annotations: {}`,
		[]string{`unknown field "annotations" in spec; it belongs under metadata`},
	},
	{
		"a word that is nowhere gets the list", group,
		`  survive: {fire: {}}`,
		[]string{`unknown field "fire" in spec.survive; allowed are applicationFailure, guestHang, nodeDrain and nodeFailure`},
	},
	{
		"a word that is everywhere gets the list", group,
		`  survive: {nodeFailure: {nodeHealth: {type: MachineHealthCheck, name: workers}}}`,
		[]string{`unknown field "type" in spec.survive.nodeFailure.nodeHealth; allowed is name`},
	},
	{
		"an object without fields has none", group,
		`  survive: {applicationFailure: {readiness: {guestAgentPing: {command: x}}}}`,
		[]string{`unknown field "command" in spec.survive.applicationFailure.readiness.guestAgentPing; it belongs under ` +
			`spec.survive.applicationFailure.readiness.exec`},
	},
	{
		"an object without fields and a word that is nowhere", group,
		`  survive: {applicationFailure: {readiness: {guestAgentPing: {soft: 1}}}}`,
		[]string{`unknown field "soft" in spec.survive.applicationFailure.readiness.guestAgentPing; no field is allowed there`},
	},
	{
		"enums have their case", group,
		`  survive: {nodeFailure: {runStrategy: always}}`,
		[]string{`spec.survive.nodeFailure.runStrategy is "always"; allowed are Always and RerunOnFailure; did you mean "Always"?`},
	},
	{
		"OpenShift is spelt in many ways", platform,
		`  distribution: openshift`,
		[]string{`spec.distribution is "openshift"; allowed are OpenShift and Kubernetes; did you mean "OpenShift"?`},
	},
	{
		"a word that is like none of the allowed", group,
		`  survive: {guestHang: {watchdog: {action: explode}}}`,
		[]string{`spec.survive.guestHang.watchdog.action is "explode"; allowed are poweroff, reset and shutdown`},
	},
	{
		"an enum of one", platform,
		`  nodeHealth: [{name: workers, type: NodeHealthCheck}]`,
		[]string{`spec.nodeHealth[0].type is "NodeHealthCheck"; allowed is MachineHealthCheck`},
	},
	{
		"upstream states its words in comments only", group,
		`  survive: {applicationFailure: {readiness: {httpGet: {port: 80, scheme: https}}}}`,
		[]string{`spec.survive.applicationFailure.readiness.httpGet.scheme is "https"; allowed are HTTP and HTTPS; did you mean "HTTPS"?`},
	},
	{
		"YAML 1.1 makes a boolean of off", group,
		`  survive: {guestHang: {watchdog: {action: off}}}`,
		[]string{`spec.survive.guestHang.watchdog.action is false; allowed are poweroff, reset and shutdown`},
	},
	{
		"nothing but a name", group,
		"apiVersion: vmha.dev/v1alpha1\nkind: HighAvailability\nmetadata: {name: web}\nspec: {}",
		[]string{`spec.machines is missing; it is required`},
	},
	{
		"everything is missing", group,
		"{}",
		[]string{
			`apiVersion is missing; it is required`,
			`kind is missing; it is required`,
			`metadata is missing; it is required`,
			`spec is missing; it is required`,
		},
	},
	{
		"what is missing has few values", group,
		`  machines: {template: {replicas: 2, rootDisk: {source: {containerDisk: {image: x}}}}}`,
		[]string{`spec.machines.template.rootDisk.source.type is missing; it is required; ` +
			`allowed are ContainerDisk, DataSource, Registry, HTTP and PersistentVolumeClaim`},
	},
	{
		"a wrong name is one mistake, not an unknown and a missing field", group,
		"apiVersion: vmha.dev/v1alpha1\nkind: HighAvailability\nmetadata: {name: web}\nspec: {machine: {}}",
		[]string{`unknown field "machine" in spec; did you mean "machines"?`},
	},
	{
		"a version of the intent that does not exist", group,
		"apiVersion: vmha.dev/v1\nkind: HighAvailability\nmetadata: {name: web}\nspec: {machines: {}}",
		[]string{`apiVersion is "vmha.dev/v1"; it must be "vmha.dev/v1alpha1"`},
	},
	{
		"a number in quotes", group,
		`  machines: {template: {replicas: "2"}}`,
		[]string{`spec.machines.template.replicas is the string "2"; an integer is needed; remove the quotes`},
	},
	{
		"a number in words", group,
		`  machines: {template: {replicas: two}}`,
		[]string{`spec.machines.template.replicas is the string "two"; an integer is needed`},
	},
	{
		"a boolean for a number", group,
		`  machines: {template: {replicas: true}}`,
		[]string{`spec.machines.template.replicas is true; an integer is needed`},
	},
	{
		"a fraction", group,
		`  machines: {template: {replicas: 2.5}}`,
		[]string{`spec.machines.template.replicas is 2.5; an integer is needed`},
	},
	{
		"more than 32 bits", group,
		`  machines: {template: {replicas: 1, cpu: 99999999999}}`,
		[]string{`spec.machines.template.cpu is 99999999999; allowed is 1 to 2147483647`},
	},
	{
		"a lower bound alone", group,
		`  machines: {template: {replicas: 1, cpu: -1}}`,
		[]string{`spec.machines.template.cpu is -1; allowed is 1 or more`},
	},
	{
		"the number of a port in quotes", group,
		`  loadBalancing: {ports: [{port: "80", targetPort: "8080"}]}`,
		[]string{
			`spec.loadBalancing.ports[0].port is the string "80"; an integer is needed; remove the quotes`,
			`spec.loadBalancing.ports[0].targetPort is the string "8080"; an integer is needed; remove the quotes`,
		},
	},
	{
		"a port by number or name, out of bounds and neither", group,
		`  survive: {applicationFailure: {readiness: {tcpSocket: {port: 0}}, liveness: {httpGet: {port: [80]}}}}`,
		[]string{
			`spec.survive.applicationFailure.liveness.httpGet.port is a list; an integer or a string is needed`,
			`spec.survive.applicationFailure.readiness.tcpSocket.port is 0; allowed is 1 to 65535`,
		},
	},
	{
		"the name of a port", group,
		`  loadBalancing: {ports: [{port: 80, targetPort: web_port, name: this-is-a-long-name}]}`,
		[]string{
			`spec.loadBalancing.ports[0].name is 19 characters long; allowed are at most 15`,
			`spec.loadBalancing.ports[0].targetPort is "web_port"; allowed is a port from 1 to 65535, or the name of a port; ` +
				`did you mean "web-port"?`,
		},
	},
	{
		"units of other worlds", group,
		`  machines: {template: {replicas: 1, memory: 4GB, rootDisk: {size: 30 Gi, source: {type: HTTP, http: {url: example.org/x}}}}}`,
		[]string{
			`spec.machines.template.memory is "4GB"; allowed is a quantity greater than 0 such as 512Mi, 4Gi or 1.5Ti; did you mean "4G"?`,
			`spec.machines.template.rootDisk.size is "30 Gi"; allowed is a quantity greater than 0 such as 512Mi, 4Gi or 1.5Ti; ` +
				`did you mean "30Gi"?`,
			`spec.machines.template.rootDisk.source.http.url is "example.org/x"; allowed is a URL such as ` +
				`https://images.example.org/fedora.qcow2 or docker://images.example.org/fedora:41`,
		},
	},
	{
		"nothing of something", group,
		`  machines: {template: {replicas: 1, memory: 0Gi}}`,
		[]string{`spec.machines.template.memory is "0Gi"; allowed is a quantity greater than 0 such as 512Mi, 4Gi or 1.5Ti`},
	},
	{
		"a version without quotes is a number", platform,
		`  kubernetesVersion: 1.33`,
		[]string{`spec.kubernetesVersion is the number 1.33; a string is needed; put it in quotes: "1.33"`},
	},
	{
		"a version with a v", platform,
		`  metallbVersion: v0.15.2`,
		[]string{`spec.metallbVersion is "v0.15.2"; allowed is a version such as "1.33" or "1.8.3"; did you mean "0.15.2"?`},
	},
	{
		"a duration without a unit", platform,
		`  nodeHealth: [{name: workers, type: MachineHealthCheck, timeout: 300, nodeStartupTimeout: 10 minutes}]`,
		[]string{
			`spec.nodeHealth[0].nodeStartupTimeout is "10 minutes"; allowed is a duration such as 300s, 5m or 1h30m, or 0`,
			`spec.nodeHealth[0].timeout is the number 300; allowed is a duration such as 300s, 5m or 1h30m; did you mean "300s"?`,
		},
	},
	{
		"a label without quotes", group,
		"apiVersion: vmha.dev/v1alpha1\nkind: HighAvailability\nmetadata: {name: web}\n" +
			"spec: {machines: {selector: {matchLabels: {release: 2, canary: true}}}}",
		[]string{
			`spec.machines.selector.matchLabels.canary is true; a string is needed; put it in quotes: "true"`,
			`spec.machines.selector.matchLabels.release is the number 2; a string is needed; put it in quotes: "2"`,
		},
	},
	{
		"the name of the intent", group,
		"apiVersion: vmha.dev/v1alpha1\nkind: HighAvailability\nmetadata: {name: My_Web, namespace: Shop, labels: [], other: 1}\nspec: {machines: {}}",
		[]string{
			`metadata.labels is a list; an object is needed`,
			`metadata.name is "My_Web"; allowed is a name of lower-case letters, digits, "-" and "." that starts and ends with a letter or digit; ` +
				`did you mean "my-web"?`,
			`metadata.namespace is "Shop"; allowed is a name of lower-case letters, digits and "-" that starts and ends with a letter or digit; ` +
				`did you mean "shop"?`,
		},
	},
	{
		"nothing stands after the colon", group,
		"  survive:\n    nodeDrain:\n    guestHang: {watchdog: }\n  placement: {priorityClassName: }\n  platform: {name: ''}\n  loadBalancing:\n",
		[]string{
			`spec.loadBalancing is empty; an object is needed; give it a value or remove it`,
			`spec.placement.priorityClassName is empty; a string is needed; give it a value or remove it`,
			`spec.platform.name is empty; give it a value`,
			`spec.survive.guestHang.watchdog is empty; write {} to ask for its defaults, or remove it`,
			`spec.survive.nodeDrain is empty; write {} to ask for its defaults, or remove it`,
		},
	},
	{
		"true is no object", group,
		`  survive: {nodeDrain: true, nodeFailure: yes please}`,
		[]string{
			`spec.survive.nodeDrain is true; an object is needed; write {} to ask for its defaults`,
			`spec.survive.nodeFailure is the string "yes please"; an object is needed`,
		},
	},
	{
		"a name where an object with a name belongs", group,
		`  loadBalancing: {ports: [{port: 80}], pool: shared}`,
		[]string{`spec.loadBalancing.pool is the string "shared"; an object is needed; write {name: shared}`},
	},
	{
		"one element without its list", group,
		`  loadBalancing: {ports: {port: 80}, addresses: 192.0.2.0/28, ips: 5}`,
		[]string{
			`spec.loadBalancing.addresses is the string "192.0.2.0/28"; a list is needed; put it in brackets`,
			`spec.loadBalancing.ips is the number 5; a list is needed`,
			`spec.loadBalancing.ports is an object; a list is needed; put it in one`,
		},
	},
	{
		"lists too short, too long and of the same twice", group,
		`  loadBalancing: {ports: [], ips: [192.0.2.1, 192.0.2.2, 192.0.2.1]}`,
		[]string{
			`spec.loadBalancing.ips has 3 elements; allowed are at most 2`,
			`spec.loadBalancing.ips[2] is "192.0.2.1", as is spec.loadBalancing.ips[0]; remove one of them`,
			`spec.loadBalancing.ports is an empty list; at least one element is needed`,
		},
	},
	{
		"elements are told apart by name", platform,
		"  pools:\n  - {name: a, addresses: [192.0.2.0/28]}\n  - {name: b, addresses: [192.0.2.16/28]}\n  - {name: a, addresses: [192.0.2.32/28]}",
		[]string{`spec.pools[2].name is "a", as is spec.pools[0].name; give each its own`},
	},
	{
		"a long text is cut, for it may hold a password", group,
		"  machines: {template: {replicas: 1, cloudInit: \"#cloud-config\\npassword: secret\"}}",
		[]string{`spec.machines.template.cloudInit is the string "#cloud-config…"; an object is needed`},
	},
	{
		"the inline platform is checked too, in order of the numbers", group,
		`  platform: {spec: {distribution: K8s, pools: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}, {name: f}, {name: g}, {name: h}, ` +
			`{name: i, addresses: []}, {name: j, addresses: [x]}, {name: k}]}}`,
		[]string{
			`spec.platform.spec.distribution is "K8s"; allowed are OpenShift and Kubernetes`,
			`spec.platform.spec.pools[0].addresses is missing; it is required`,
			`spec.platform.spec.pools[1].addresses is missing; it is required`,
			`spec.platform.spec.pools[2].addresses is missing; it is required`,
			`spec.platform.spec.pools[3].addresses is missing; it is required`,
			`spec.platform.spec.pools[4].addresses is missing; it is required`,
			`spec.platform.spec.pools[5].addresses is missing; it is required`,
			`spec.platform.spec.pools[6].addresses is missing; it is required`,
			`spec.platform.spec.pools[7].addresses is missing; it is required`,
			`spec.platform.spec.pools[8].addresses is an empty list; at least one element is needed`,
			`spec.platform.spec.pools[10].addresses is missing; it is required`,
		},
	},
	{
		"free fields are free, but objects", group,
		`  machines: {template: {replicas: 1, spec: {anything: [1, 2.5, null]}, perReplica: [{name: web-0, spec: 5}]}}`,
		[]string{`spec.machines.template.perReplica[0].spec is the number 5; an object is needed`},
	},
	{
		"no object at all", group,
		"[1]",
		[]string{`the intent is a list; an object is needed`},
	},
}

// text makes the JSON of a case.
func text(t testing.TB, kind, yamlText string) []byte {
	t.Helper()
	if strings.HasPrefix(yamlText, "  ") {
		base := smallest[kind]
		// A field of the smallest intent that the case states itself gives way.
		name, _, _ := strings.Cut(strings.TrimSpace(yamlText), ":")
		if before, _, found := strings.Cut(base, "  "+name+":"); found {
			base = before
		}
		if !strings.Contains(base, "distribution:") && kind == platform && name != "distribution" {
			base += "  distribution: OpenShift\n"
		}
		yamlText = base + yamlText
	}
	data, err := yaml.YAMLToJSON([]byte(yamlText))
	require.NoError(t, err)
	return data
}

func messages(problems []Problem) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Message)
	}
	return list
}

func TestBad(t *testing.T) {
	for _, test := range bad {
		t.Run(test.reason, func(t *testing.T) {
			data := text(t, test.kind, test.yaml)
			problems, err := Validate(test.kind, data)
			require.NoError(t, err)
			assert.Equal(t, test.want, messages(problems))
			for _, p := range problems {
				assert.NotContains(t, p.Message, "\n")
			}
		})
	}
}

func TestGood(t *testing.T) {
	for kind, yamlText := range smallest {
		problems, err := Validate(kind, text(t, kind, yamlText))
		require.NoError(t, err)
		assert.Empty(t, problems)
	}
}

func TestWhole(t *testing.T) {
	// YAML's own decoder has these out before; JSON may come from elsewhere.
	for literal, want := range map[string]string{
		"2.0":  `spec.machines.template.replicas is 2.0; an integer is needed; write 2`,
		"1e1":  `spec.machines.template.replicas is 1e1; an integer is needed; write 10`,
		"1e99": `spec.machines.template.replicas is 1e99; an integer is needed`,
	} {
		data := `{"apiVersion":"vmha.dev/v1alpha1","kind":"HighAvailability","metadata":{"name":"web"},` +
			`"spec":{"machines":{"template":{"replicas":` + literal + `}}}}`
		problems, err := Validate(group, []byte(data))
		require.NoError(t, err)
		assert.Equal(t, []string{want}, messages(problems))
	}
}

func TestRepeatedKeys(t *testing.T) {
	data := `{"apiVersion":"vmha.dev/v1alpha1","kind":"HighAvailability","metadata":{"name":"web"},` +
		`"spec":{"machines":{},"loadBalancing":{"ports":[{"port":80},{"port":81,"port":82}]},"machines":{}}}`
	problems, err := Validate(group, []byte(data))
	require.NoError(t, err)
	assert.Equal(t, []string{
		"spec.loadBalancing.ports[1].port stands there more than once; keep one of them",
		"spec.machines stands there more than once; keep one of them",
	}, messages(problems))
}

func TestProposals(t *testing.T) {
	data := text(t, group, `  loadBalancing: {ports: [{port: "80"}], pool: shared, ips: 192.0.2.1, type: loadbalancer}`)
	problems, err := Validate(group, data)
	require.NoError(t, err)
	var current, proposals []any
	for _, p := range problems {
		current, proposals = append(current, p.Current), append(proposals, p.Proposed)
	}
	assert.Equal(t, []any{"192.0.2.1", "shared", "80", "loadbalancer"}, current)
	assert.Equal(t, []any{[]any{"192.0.2.1"}, map[string]any{"name": "shared"}, int64(80), "LoadBalancer"}, proposals)
}

func TestErrors(t *testing.T) {
	_, err := Validate("Pod", []byte("{}"))
	require.EqualError(t, err, `there is no schema of the kind "Pod"`)
	for _, data := range []string{"", "{", "{} {}", `{"a":}`, strings.Repeat("[", 1e6)} {
		_, err := Validate(group, []byte(data))
		require.ErrorIs(t, err, errNotJSON)
	}
}
