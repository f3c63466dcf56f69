// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"

	"vmha.dev/vmha/plan"
)

// quantityInvalid: an amount of memory is none.
var quantityInvalid = Rule{
	ID:       "quantity-invalid",
	Topic:    Hardware,
	Title:    "an amount of memory is none",
	Why:      "Amounts are written as 4Gi or 4096M: the API server refuses 4GiB or 4 GB.",
	Severity: plan.Error,
	Since:    since,
	Links:    []string{kubernetesDoc + "reference/kubernetes-api/common-definitions/quantity/"},
	Check: eachMachine(func(_ *World, m *Machine, r *report) {
		for _, field := range memoryFields {
			value := m.At(field)
			if text := value.Text(); plan.Exists(value) && !isQuantity(text) {
				n := r.instance(m, field, "%q is no amount of memory; write one such as 4Gi", text).values(text, nil)
				if shorter := strings.TrimSuffix(strings.ReplaceAll(text, " ", ""), "B"); isQuantity(shorter) && strings.HasSuffix(shorter, "i") {
					n.values(text, shorter)
				}
			}
		}
	}),
	Fix: setProposed,
}

// memoryFields are where a machine states its memory.
var memoryFields = []string{"domain.memory.guest", "domain.resources.requests.memory", "domain.resources.limits.memory"}

func isQuantity(text string) bool {
	_, err := resource.ParseQuantity(text)
	return err == nil
}
