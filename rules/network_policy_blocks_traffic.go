// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"strconv"
	"strings"

	"vmha.dev/vmha/plan"
)

// networkPolicyBlocksTraffic: a NetworkPolicy keeps the Service's traffic out.
var networkPolicyBlocksTraffic = Rule{
	ID:           "network-policy-blocks-traffic",
	Topic:        Network,
	Title:        "a NetworkPolicy keeps the Service's traffic out",
	Why:          "Once a policy selects the pod of a machine, only what some policy admits comes in: a port of the Service that none admits is dead, and so are clients chosen by address, which a load balancer replaces by that of a node.",
	Severity:     plan.Error,
	Since:        since,
	Links:        []string{kubernetesDoc + "concepts/services-networking/network-policies/"},
	CatalogueIDs: []string{"node/NET-29"},
	Check: eachBackend(func(w *World, s *Service, m *Machine, r *report) {
		policies := w.PoliciesOf(m)
		if len(policies) == 0 {
			return
		}
		for _, port := range s.Ports {
			admitted, addressOnly := false, true
			for _, p := range policies {
				byAnyone, byAddress := p.admits(m, port)
				admitted = admitted || byAnyone || byAddress
				addressOnly = addressOnly && !byAnyone
			}
			switch at := policies[0]; {
			case !admitted:
				r.on(at.Item, "spec.ingress", "Service %s sends traffic to port %s of %s, which no NetworkPolicy admits; add the port", s.Ref.Name, port.target(), m.Ref)
			case addressOnly && s.External() && !s.Local():
				r.on(at.Item, "spec.ingress", "clients of Service %s are admitted by address (ipBlock), and with externalTrafficPolicy Cluster their traffic arrives with that of a node; admit the port from everywhere, or use externalTrafficPolicy Local", s.Ref.Name).as(plan.Warning)
			}
		}
	}),
}

// target is the port in the guest as text.
func (p ServicePort) target() string {
	if p.TargetName != "" {
		return p.TargetName
	}
	return strconv.FormatInt(p.Target, 10)
}

// admits says whether the policy lets traffic to a port in: from anyone or from some pods,
// or from clients with certain addresses only.
func (p *Policy) admits(m *Machine, port ServicePort) (byAnyone, byAddress bool) {
	for _, rule := range plan.Elements(p.Root.Get("spec").Get("ingress")) {
		if !admitsPort(m, rule.Get("ports"), port) {
			continue
		}
		blocks := 0
		for _, peer := range plan.Elements(rule.Get("from")) {
			if plan.Exists(peer.Get("ipBlock")) && !strings.HasSuffix(peer.Get("ipBlock").Get("cidr").Text(), "/0") {
				blocks++
			}
		}
		if blocks > 0 && blocks == rule.Get("from").Len() {
			byAddress = true
		} else {
			byAnyone = true
		}
	}
	return byAnyone, byAddress
}

func admitsPort(m *Machine, ports plan.Node, port ServicePort) bool {
	if ports.Len() == 0 {
		return true
	}
	wanted := port.Target
	if port.TargetName != "" {
		named, _ := m.portNamed(port.TargetName)
		wanted = named.number
	}
	for _, admitted := range plan.Elements(ports) {
		if protocolOf(admitted) == port.Protocol && covers(m, admitted, wanted) {
			return true
		}
	}
	return false
}

// covers says whether an admitted port, by number, range or name, is the wanted one.
func covers(m *Machine, admitted plan.Node, wanted int64) bool {
	first, isNumber := admitted.Get("port").Int()
	switch {
	case !plan.Exists(admitted.Get("port")):
		return true
	case isNumber:
		return first <= wanted && wanted <= number(admitted.Get("endPort"), first)
	default:
		named, found := m.portNamed(admitted.Get("port").Text())
		return found && named.number == wanted
	}
}
