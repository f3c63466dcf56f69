// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

// dog is the watchdog device of a machine.
type dog struct {
	node plan.Node
	// models that are written; none leaves it to the architecture.
	models []string
}

var watchdogPath = inInstance("domain.devices.watchdog")

func (m *Machine) watchdog() (dog, bool) {
	d := dog{node: m.Devices.Get("watchdog")}
	for _, model := range plan.WatchdogModels {
		if d.node.Get(model).Kind() > plan.Absent {
			d.models = append(d.models, model)
		}
	}
	return d, d.node.Kind() == plan.Map
}

// action of the watchdog; reset is KubeVirt's default.
func (d dog) action() string {
	for _, model := range d.models {
		if action := d.node.Get(model).Get("action"); plan.Exists(action) {
			return action.Text()
		}
	}
	return string(v1alpha1.Reset)
}

// actionPath is where the action stands.
func (d dog) actionPath() plan.Path {
	if len(d.models) == 0 {
		return watchdogPath
	}
	return watchdogPath.Key(d.models[0], "action")
}
