// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	metallb "go.universe.tf/metallb/api/v1beta1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/plan"
)

// L2Advertisements makes one advertisement for each pool, and names the pool: without
// one its addresses are assigned and nobody answers for them, and an advertisement that
// names no pool announces everybody's.
func L2Advertisements(p plan.Plan) []plan.Object {
	objects := make([]plan.Object, 0, len(p.Pools))
	for _, pool := range p.Pools {
		objects = append(objects, advertisement(pool))
	}
	return objects
}

func advertisement(pool plan.Pool) plan.Object {
	o := &metallb.L2Advertisement{
		TypeMeta:   metav1.TypeMeta{APIVersion: "metallb.io/v1beta1", Kind: "L2Advertisement"},
		ObjectMeta: metav1.ObjectMeta{Name: pool.Name, Namespace: pool.Namespace},
		Spec: metallb.L2AdvertisementSpec{
			IPAddressPools: []string{pool.Name},
			Interfaces:     pool.Interfaces,
			NodeSelectors:  pool.Nodes,
		},
	}
	return object(pool.Source, plan.Infrastructure, o.ObjectMeta, o.TypeMeta, o)
}
