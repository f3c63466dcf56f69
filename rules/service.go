// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strings"

	"vmha.dev/vmha/plan"
)

// Service is a Service with the machines behind it.
type Service struct {
	plan.Item

	Spec     plan.Node
	Selector Selector
	// Machines whose pods the Service selects.
	Machines []*Machine
	// Others says whether it selects pods of other kinds, such as those of a Deployment.
	Others bool
	Ports  []ServicePort
}

// ServicePort is a port of a Service, with what Kubernetes fills in.
type ServicePort struct {
	Node     plan.Node
	Index    int
	Name     string
	Port     int64
	Protocol string
	// Target is the port in the guest, by number, or TargetName by name.
	Target     int64
	TargetName string
}

// The types of Services.
const (
	typeClusterIP    = "ClusterIP"
	typeNodePort     = "NodePort"
	typeLoadBalancer = "LoadBalancer"
)

func newService(item plan.Item) *Service {
	s := &Service{Item: item, Spec: item.Root.Get("spec")}
	s.Selector = Selector{Pairs: plan.TextMap(s.Spec.Get("selector"))}
	for i, node := range plan.Elements(s.Spec.Get("ports")) {
		port := ServicePort{Node: node, Index: i, Name: node.Get("name").Text(), Protocol: protocolOf(node)}
		port.Port, _ = node.Get("port").Int()
		port.Target = port.Port
		if target := node.Get("targetPort"); plan.Exists(target) {
			number, isNumber := target.Int()
			port.Target = number
			if !isNumber {
				port.TargetName = target.Text()
			}
		}
		s.Ports = append(s.Ports, port)
	}
	return s
}

// protocolOf is the protocol of a port; TCP where it says none.
func protocolOf(port plan.Node) string {
	if protocol := port.Get("protocol").Text(); protocol != "" {
		return protocol
	}
	return "TCP"
}

// Type of the Service.
func (s *Service) Type() string {
	if t := s.Spec.Get("type").Text(); t != "" {
		return t
	}
	return typeClusterIP
}

// Headless says whether the Service has no address of its own.
func (s *Service) Headless() bool { return s.Spec.Get("clusterIP").Text() == "None" }

// Sticky says whether the Service keeps a client on its machine.
func (s *Service) Sticky() bool { return s.Spec.Get("sessionAffinity").Text() == "ClientIP" }

// Local says whether traffic from outside stays on the node that it came to.
func (s *Service) Local() bool { return s.Spec.Get("externalTrafficPolicy").Text() == "Local" }

// External says whether clients outside of the cluster reach the Service.
func (s *Service) External() bool { return s.Type() == typeLoadBalancer || s.Type() == typeNodePort }

// Count is how many machines stand behind the Service.
func (s *Service) Count() int64 { return countOf(s.Machines) }

func countOf(machines []*Machine) int64 {
	var count int64
	for _, m := range machines {
		count += m.Replicas
	}
	return count
}

// annotation returns what MetalLB is asked for under one of its prefixes, the new one first.
func (s *Service) annotation(key string) string {
	annotations := s.Root.Get("metadata").Get("annotations")
	var old string
	for name, value := range plan.Entries(annotations) {
		switch {
		case !strings.HasSuffix(name, key) || !plan.Exists(value):
		case name[:len(name)-len(key)] == "metallb.io/":
			return value.Text()
		case name[:len(name)-len(key)] == "metallb.universe.tf/":
			old = value.Text()
		}
	}
	return old
}

// RequestedIPs are the addresses that the Service asks for.
func (s *Service) RequestedIPs() []string {
	asked := s.annotation("loadBalancerIPs")
	if asked == "" {
		asked = s.Spec.Get("loadBalancerIP").Text()
	}
	var ips []string
	for ip := range strings.SplitSeq(asked, ",") {
		if ip = strings.TrimSpace(ip); ip != "" {
			ips = append(ips, ip)
		}
	}
	return ips
}

// Budget is a PodDisruptionBudget with the machines that it protects.
type Budget struct {
	plan.Item

	Selector Selector
	Machines []*Machine
	// Others says whether it protects pods of other kinds too.
	Others bool
}

func newBudget(item plan.Item) *Budget {
	return &Budget{Item: item, Selector: readSelector(item.Root.Get("spec").Get("selector"))}
}
