// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// Topology is how clients reach a group, and who watches its nodes: what a picture of it shows.
type Topology struct {
	// Type is that of the Service; empty where there is none.
	Type string
	// Ports are those of the Service, for people: http 80/TCP to 8080.
	Ports []string
	// Pool is where the address of the Service comes from, Addresses what is in it; empty where it is not known.
	Pool      string
	Addresses []string
	Announcer Announcer
	// Spread says whether the machines stand on different nodes: Required, Preferred, None.
	Spread string
	// Workers is the number of worker nodes; 0 where it is not known.
	Workers int
	Fencing Fencing
}

// topologyOf reads what stands around the machines of a group, by the facts of one of them.
func topologyOf(f Facts, s Setting) Topology {
	t := Topology{
		Announcer: f.Reach.Announcer.Value, Spread: string(f.Reach.Spread.Value),
		Workers: f.Cluster.Workers.Value, Fencing: f.Fencing,
	}
	var annotations map[string]string
	switch {
	case s.Group != nil && s.Group.Service != nil:
		service := s.Group.Service
		t.Type, annotations = string(service.Type), service.Annotations
		for _, port := range service.Ports {
			t.Ports = append(t.Ports, portInWords(port.Name, int64(port.Port), string(port.Protocol), port.TargetPort.String()))
		}
	case s.Service.Root != nil:
		annotations = t.readService(s.Service.Root)
	}
	if t.Type == string(corev1.ServiceTypeLoadBalancer) {
		t.findPool(annotations, s)
	}
	return t
}

// readService takes what the manifest of a Service says, and returns its annotations.
func (t *Topology) readService(root Node) map[string]string {
	spec := root.Get("spec")
	t.Type = spec.Get("type").Text()
	if t.Type == "" {
		t.Type = string(corev1.ServiceTypeClusterIP)
	}
	for _, port := range Elements(spec.Get("ports")) {
		number, _ := port.Get("port").Int()
		t.Ports = append(t.Ports, portInWords(port.Get("name").Text(), number, port.Get("protocol").Text(), port.Get("targetPort").Text()))
	}
	return TextMap(root.Get("metadata").Get("annotations"))
}

func portInWords(name string, port int64, protocol, target string) string {
	if protocol == "" {
		protocol = string(corev1.ProtocolTCP)
	}
	text := strings.TrimSpace(fmt.Sprintf("%s %d/%s", name, port, protocol))
	if target != "" && target != "0" && target != strconv.FormatInt(port, 10) {
		text += " to " + target
	}
	return text
}

// findPool finds the pool that a Service asks for by an annotation, or by an address of its own.
func (t *Topology) findPool(annotations map[string]string, s Setting) {
	for _, prefix := range []string{"metallb.universe.tf/", "metallb.io/"} {
		if pool := annotations[prefix+"address-pool"]; pool != "" {
			t.Pool = pool
		}
		if asked := annotations[prefix+"loadBalancerIPs"]; asked != "" {
			t.Addresses = strings.Split(asked, ",")
		}
	}
	if t.Pool == "" || len(t.Addresses) > 0 {
		return
	}
	if i := slices.IndexFunc(s.Pools, func(p Pool) bool { return p.Name == t.Pool }); i >= 0 {
		t.Addresses = s.Pools[i].Addresses
		return
	}
	for _, item := range s.Inventory.ofKind(metallbGroup, "IPAddressPool", "") {
		if item.Ref.Name == t.Pool {
			t.Addresses = Texts(At(item.Root, Fields("spec.addresses")))
		}
	}
}
