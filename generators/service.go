// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package generators

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"vmha.dev/vmha/plan"
)

// Services makes the Service of each group that clients reach.
func Services(p plan.Plan) []plan.Object {
	objects := make([]plan.Object, 0, len(p.Groups))
	for i := range p.Groups {
		if group := &p.Groups[i]; group.Service != nil {
			objects = append(objects, service(group))
		}
	}
	return objects
}

func service(g *plan.Group) plan.Object {
	s := &corev1.Service{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Service"},
		ObjectMeta: metav1.ObjectMeta{Name: g.Name, Namespace: g.Namespace, Annotations: g.Service.Annotations},
		Spec: corev1.ServiceSpec{
			Type:                     g.Service.Type,
			Selector:                 g.Selector,
			Ports:                    g.Service.Ports,
			ExternalTrafficPolicy:    g.Service.ExternalTrafficPolicy,
			LoadBalancerSourceRanges: g.Service.SourceRanges,
			LoadBalancerClass:        g.Service.Class,
			IPFamilyPolicy:           g.Service.IPFamilyPolicy,
			IPFamilies:               g.Service.IPFamilies,
		},
	}
	if seconds := g.Service.StickySeconds; seconds != nil {
		s.Spec.SessionAffinity = corev1.ServiceAffinityClientIP
		s.Spec.SessionAffinityConfig = &corev1.SessionAffinityConfig{
			ClientIP: &corev1.ClientIPConfig{TimeoutSeconds: seconds},
		}
	}
	return object(g.Service.Source, plan.Application, s.ObjectMeta, s.TypeMeta, s)
}
