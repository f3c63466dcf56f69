// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// accessCredentialsWithoutVolume: SSH keys or passwords have no way into the guest.
var accessCredentialsWithoutVolume = Rule{
	ID:       "access-credentials-without-volume",
	Topic:    Storage,
	Title:    "SSH keys or passwords have no way into the guest",
	Why:      "Credentials that are handed over by cloud-init need a volume of that kind: the webhook of KubeVirt refuses the machine.",
	Severity: plan.Error,
	Since:    since,
	Links:    []string{kubevirt + "pkg/virt-api/webhooks/validating-webhook/admitters/vmi-create-admitter.go"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for i, credential := range plan.Elements(m.Instance.Get("accessCredentials")) {
			method := credential.Get("sshPublicKey").Get("propagationMethod")
			for key, source := range map[string]string{"noCloud": "cloudInitNoCloud", "configDrive": "cloudInitConfigDrive"} {
				if plan.Exists(method.Get(key)) && !m.hasVolume(source) {
					r.machine(m, inInstance("accessCredentials").Index(i), "the SSH key is handed over by %s, and the machine has no %s volume; add one", key, source).values(key, nil)
				}
			}
		}
	}),
}

// hasVolume says whether the machine has a volume of this source.
func (m *Machine) hasVolume(source string) bool {
	for _, volume := range plan.Elements(m.Instance.Get("volumes")) {
		if plan.Exists(volume.Get(source)) {
			return true
		}
	}
	return false
}
