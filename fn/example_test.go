// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn_test

import (
	"fmt"
	"strings"

	sdk "github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/fn"
	"vmha.dev/vmha/plan"
)

const file = `apiVersion: vmha.dev/v1alpha1
kind: HighAvailability
metadata: {name: web, namespace: shop, annotations: {config.kubernetes.io/local-config: "true"}}
spec:
  machines: {selector: {matchLabels: {app: web}}}
  loadBalancing: {type: ClusterIP, ports: [{port: 80}]}
---
apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: web-0
  namespace: shop
  labels: {app: web}
spec:
  runStrategy: Always # as the owner wants it
  template:
    metadata:
      labels: {app: web}
    spec:
      evictionStrategy: LiveMigrate
      domain:
        memory: {guest: 1Gi}
        devices:
          interfaces: [{name: default, masquerade: {}}]
      networks: [{name: default, pod: {}}]
`

// A file is rendered in place: what is there stays where it stands, what is new comes at the end.
func ExampleRender() {
	stream, err := document.Parse([]byte(file))
	if err != nil {
		fmt.Println(err) // a *document.SyntaxError, with its line
		return
	}
	outcome := fn.Render(fn.Input{Objects: stream.Objects()})
	for _, finding := range outcome.Findings {
		if finding.Severity.AtLeast(plan.Warning) {
			fmt.Println(finding.Text())
		}
	}
	if outcome.Failed() {
		return // The objects are of no use any more.
	}
	stream.Exchange(func(object *document.Object) *document.Object {
		if outcome.Removed[object] {
			return nil
		}
		if successor := outcome.Replaced[object]; successor != nil {
			return successor
		}
		return object
	})
	for _, added := range outcome.Added {
		stream.Append(added.Object)
	}
	fmt.Printf("%s", stream.Bytes())
	// Output:
	// apiVersion: vmha.dev/v1alpha1
	// kind: HighAvailability
	// metadata: {name: web, namespace: shop, annotations: {config.kubernetes.io/local-config: "true"}}
	// spec:
	//   machines: {selector: {matchLabels: {app: web}}}
	//   loadBalancing: {type: ClusterIP, ports: [{port: 80}]}
	// ---
	// apiVersion: kubevirt.io/v1
	// kind: VirtualMachine
	// metadata:
	//   name: web-0
	//   namespace: shop
	//   labels: {app: web}
	// spec:
	//   runStrategy: Always # as the owner wants it
	//   template:
	//     metadata:
	//       labels: {app: web}
	//     spec:
	//       evictionStrategy: LiveMigrate
	//       domain:
	//         memory: {guest: 1Gi}
	//         devices:
	//           interfaces: [{name: default, masquerade: {}}]
	//       networks: [{name: default, pod: {}}]
	//       readinessProbe:
	//         tcpSocket:
	//           port: 80
	//         timeoutSeconds: 3
	//         periodSeconds: 5
	//         failureThreshold: 3
	// ---
	// apiVersion: v1
	// kind: Service
	// metadata:
	//   name: web
	//   namespace: shop
	//   annotations:
	//     vmha.dev/owned-by: HighAvailability/shop/web
	// spec:
	//   ports:
	//   - name: tcp-80
	//     protocol: TCP
	//     port: 80
	//     targetPort: 80
	//   selector:
	//     app: web
	//   type: ClusterIP
}

// Manifests are checked by the rules, with an intent among them or without.
func ExampleCheck() {
	_, machine, _ := strings.Cut(file, "---\n")
	stream, err := document.Parse([]byte(strings.Replace(machine, "masquerade: {}", "bridge: {}", 1)))
	if err != nil {
		fmt.Println(err)
		return
	}
	checked := fn.Check(fn.CheckInput{Input: fn.Input{Objects: stream.Objects()}})
	for _, finding := range checked.Findings {
		if finding.Severity.AtLeast(checked.FailOn) {
			fmt.Printf("line %d: %s: %s\n", finding.Line, finding.Severity, finding.ID)
		}
	}
	fmt.Println("failed:", checked.FailedOn(checked.FailOn))
	// Output:
	// line 17: error: bridge-blocks-drain
	// failed: true
}

// The function is one of several in a binary that is built with the SDK of kpt; its main calls
// sdk.AsMain with what is called here.
func ExampleProcessor() {
	other := sdk.ResourceListProcessorFunc(func(*sdk.ResourceList) (bool, error) { return true, nil })
	functions := sdk.Chain(other, fn.Processor{})

	item := "- " + strings.ReplaceAll(strings.TrimSpace(file), "\n", "\n  ")
	list, err := sdk.ParseResourceList([]byte("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" + strings.ReplaceAll(item, "\n  ---\n  ", "\n- ") + "\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	done, err := functions.Process(list)
	fmt.Println(done, err)
	for _, object := range list.Items {
		fmt.Println(object.GetKind(), object.GetName())
	}
	// Output:
	// true <nil>
	// HighAvailability web
	// VirtualMachine web-0
	// Service web
}
