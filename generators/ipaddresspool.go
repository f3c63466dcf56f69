// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	metallb "go.universe.tf/metallb/api/v1beta1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/plan"
)

// IPAddressPools makes the pools of the platforms and of the groups with addresses of their own.
func IPAddressPools(p plan.Plan) []plan.Object {
	objects := make([]plan.Object, 0, len(p.Pools))
	for _, pool := range p.Pools {
		objects = append(objects, addressPool(pool))
	}
	return objects
}

func addressPool(pool plan.Pool) plan.Object {
	o := &metallb.IPAddressPool{
		TypeMeta:   metav1.TypeMeta{APIVersion: "metallb.io/v1beta1", Kind: "IPAddressPool"},
		ObjectMeta: metav1.ObjectMeta{Name: pool.Name, Namespace: pool.Namespace},
		Spec:       metallb.IPAddressPoolSpec{Addresses: pool.Addresses, AutoAssign: &pool.AutoAssign},
	}
	return object(pool.Source, plan.Infrastructure, o.ObjectMeta, o.TypeMeta, o)
}
