// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

// Command kptsdk does the common work as a function of kpt's Go SDK: it reads the intents
// of the benchmark, makes or changes the machines, and adds what they need.
package main

import (
	"os"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"vmha.dev/vmha/bench/peers/manifests"
)

func main() {
	if err := fn.AsMain(fn.ResourceListProcessorFunc(process)); err != nil {
		os.Exit(1)
	}
}

func process(list *fn.ResourceList) (bool, error) {
	templates, err := manifests.Parse()
	if err != nil {
		return false, err
	}
	s := set{templates: templates, machines: byLabel(list.Items)}
	for _, item := range list.Items {
		switch item.GetKind() {
		case "HighAvailabilityPlatform":
			err = s.platform(item)
		case "HighAvailability":
			err = s.intent(item)
		}
		if err != nil {
			return false, err
		}
	}
	list.Items = append(list.Items, s.made...)
	return true, nil
}

// byLabel finds the machines by their label app.
func byLabel(items fn.KubeObjects) map[string]*fn.KubeObject {
	machines := map[string]*fn.KubeObject{}
	for _, item := range items {
		if item.GetKind() == "VirtualMachine" {
			machines[item.GetLabel("app")] = item
		}
	}
	return machines
}
