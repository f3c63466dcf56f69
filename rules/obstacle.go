// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"slices"

	"vmha.dev/vmha/plan"
)

// blocks reports what certainly keeps a machine with evictionStrategy LiveMigrate from
// migrating: KubeVirt then refuses every eviction, and the drain of its node hangs.
func blocks(causes ...plan.Cause) Check {
	return eachMachine(func(_ *World, m *Machine, r *report) {
		if !m.WantsMigration() {
			return
		}
		for _, obstacle := range m.Obstacles() {
			if obstacle.Certain && slices.Contains(causes, obstacle.Cause) {
				r.machine(m, obstacle.Path, "%s; with evictionStrategy LiveMigrate every drain of its node would hang", obstacle.Reason).
					values(obstacle.Current, obstacle.Proposed)
			}
		}
	})
}

// unknown reports what the manifests do not tell about the migration of such a machine.
func unknown(causes ...plan.Cause) Check {
	return eachMachine(func(_ *World, m *Machine, r *report) {
		if !m.WantsMigration() {
			return
		}
		for _, obstacle := range m.Obstacles() {
			if !obstacle.Certain && slices.Contains(causes, obstacle.Cause) {
				r.machine(m, obstacle.Path, "%s; else a drain of its node would hang", obstacle.Reason).values(obstacle.Current, obstacle.Proposed)
			}
		}
	})
}

// defaultNetwork writes out the pod network with masquerade, for a machine that has none written.
func defaultNetwork(m *Machine) []plan.Edit {
	return []plan.Edit{
		{
			Path: m.Path(inInstance("domain.devices.interfaces").Elem("name", "default")), Mode: plan.Insert,
			Value: map[string]any{"name": "default", "masquerade": map[string]any{}},
		},
		{
			Path: m.Path(inInstance("networks").Elem("name", "default")), Mode: plan.Insert,
			Value: map[string]any{"name": "default", "pod": map[string]any{}},
		},
	}
}

// leftToProfile says whether a claim is made here, with its access modes left to the storage
// profile: another rule tells that.
func (m *Machine) leftToProfile(claim any) bool {
	name, _ := claim.(string)
	_, made := m.world.Inventory.Find(cdiGroup, "DataVolume", m.Ref.Namespace, name)
	return made
}
