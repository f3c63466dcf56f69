// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers

import (
	kubevirtv1 "kubevirt.io/api/core/v1"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
)

const watchdogName = "watchdog"

// Watchdog gives the machine the watchdog device of its architecture. One that is there
// stays, with its name; only an action that the intent states is set.
func Watchdog(g *plan.Group, m plan.Machine) []plan.Edit {
	if g.Watchdog == nil {
		return nil
	}
	path := plan.Fields("spec.template.spec.domain.devices.watchdog")
	model := plan.WatchdogModel(m.Architecture())
	if plan.Exists(m.At("domain.devices.watchdog")) {
		if !g.Watchdog.Stated {
			return nil
		}
		return []plan.Edit{chosen(g.Watchdog, m, path.Key(model, "action"), string(g.Watchdog.Value))}
	}
	return []plan.Edit{chosen(g.Watchdog, m, path, device(model, g.Watchdog.Value))}
}

func device(model string, action v1alpha1.WatchdogAction) *kubevirtv1.Watchdog {
	watchdog := &kubevirtv1.Watchdog{Name: watchdogName}
	if model == "diag288" {
		watchdog.Diag288 = &kubevirtv1.Diag288Watchdog{Action: kubevirtv1.WatchdogAction(action)}
	} else {
		watchdog.I6300ESB = &kubevirtv1.I6300ESBWatchdog{Action: kubevirtv1.WatchdogAction(action)}
	}
	return watchdog
}
