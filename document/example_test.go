// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document_test

import (
	"errors"
	"fmt"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// Edits change what they name, and nothing else. Those that cannot be made are among the errors.
func ExampleObject_Apply() {
	stream, err := document.Parse([]byte(`apiVersion: v1
kind: Service
metadata: {name: web} # of the shop
spec:
  ports:
  - name: http   # for people
    port: 80
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	changes, err := stream.Objects()[0].Apply([]plan.Edit{
		{Path: plan.Fields("spec.ports").Elem("name", "http").Key("port"), Value: 8080, Mode: plan.Set},
		{Path: plan.Fields("spec.ports").Elem("name", "https"), Value: map[string]any{"port": 443}, Mode: plan.Insert},
		{Path: plan.Fields("metadata.name.first"), Value: "web", Mode: plan.Default},
	})
	if refused, ok := errors.AsType[*document.EditError](err); ok {
		fmt.Println("refused:", refused)
	}
	fmt.Println("port was", changes[0].Old)
	fmt.Printf("%s", stream.Bytes())
	// Output:
	// refused: line 3, column 18: metadata.name.first: metadata.name is the value "web", not a map
	// port was 80
	// apiVersion: v1
	// kind: Service
	// metadata: {name: web} # of the shop
	// spec:
	//   ports:
	//   - name: http   # for people
	//     port: 8080
	//   - name: https
	//     port: 443
}
