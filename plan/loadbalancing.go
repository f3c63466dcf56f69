// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"vmha.dev/vmha/api/v1alpha1"
)

// Service is how clients reach a group.
type Service struct {
	Source      Source
	Type        corev1.ServiceType
	Ports       []corev1.ServicePort
	Annotations map[string]string
	// StickySeconds keeps a client on its machine; nil does not.
	StickySeconds         *int32
	ExternalTrafficPolicy corev1.ServiceExternalTrafficPolicy
	SourceRanges          []string
	Class                 *string
	IPFamilyPolicy        *corev1.IPFamilyPolicy
	IPFamilies            []corev1.IPFamily
}

// GuestPort is a port that traffic or a probe must be able to reach in the guest.
type GuestPort struct {
	Source   Source
	Name     string
	Port     int32
	Protocol corev1.Protocol
}

const balanceField = "spec.loadBalancing"

func (g *groupBuilder) loadBalance(b *builder) {
	lb := g.intent.Spec.LoadBalancing
	if lb == nil {
		return
	}
	g.Service = &Service{
		Source: g.source(balanceField), Type: lb.Type, Annotations: map[string]string{},
		ExternalTrafficPolicy: lb.ExternalTrafficPolicy,
		SourceRanges:          lb.LoadBalancerSourceRanges, Class: lb.LoadBalancerClass, IPFamilyPolicy: lb.IPFamilyPolicy,
	}
	if lb.StickySessions != nil {
		g.Service.StickySeconds = lb.StickySessions.TimeoutSeconds
	}
	if g.Service.ExternalTrafficPolicy == "" && lb.Type != corev1.ServiceTypeClusterIP {
		g.Service.ExternalTrafficPolicy = corev1.ServiceExternalTrafficPolicyCluster
	}
	g.servicePorts(lb.Ports)
	g.checkServiceType(lb)
	g.adviseOnTraffic(lb)
	g.addresses(lb, b)
}

func (g *groupBuilder) servicePorts(ports []v1alpha1.Port) {
	const field = balanceField + ".ports"
	type key struct {
		protocol corev1.Protocol
		port     int32
	}
	seen, names := map[key]bool{}, map[string]bool{}
	for i, port := range ports {
		r := g.elem(field, "", strconv.Itoa(i))
		resolved := servicePort(port)
		if k := (key{port.Protocol, port.Port}); seen[k] {
			r.errorf("port-twice", field+".port", "port %d/%s is listed twice; list each port once", port.Port, port.Protocol).Current = port.Port
		} else {
			seen[k] = true
		}
		if names[resolved.Name] {
			r.errorf("port-name-twice", field+".name", "two ports have the name %s; give each its own", resolved.Name).Current = resolved.Name
		}
		names[resolved.Name] = true
		g.Service.Ports = append(g.Service.Ports, resolved)
		if resolved.TargetPort.Type == intstr.Int {
			g.addGuestPort(r, GuestPort{g.source(field), resolved.Name, resolved.TargetPort.IntVal, resolved.Protocol}, field+".targetPort")
		}
	}
}

func servicePort(port v1alpha1.Port) corev1.ServicePort {
	resolved := corev1.ServicePort{
		Name: port.Name, Port: port.Port, Protocol: port.Protocol, AppProtocol: port.AppProtocol,
		TargetPort: intstr.FromInt32(port.Port),
	}
	if resolved.Name == "" {
		resolved.Name = fmt.Sprintf("%s-%d", strings.ToLower(string(port.Protocol)), port.Port)
	}
	if port.TargetPort != nil {
		resolved.TargetPort = *port.TargetPort
	}
	return resolved
}

// addGuestPort notes a port of the guest, once.
func (g *groupBuilder) addGuestPort(r reporter, port GuestPort, field string) {
	switch {
	case port.Port < 1 || port.Port > 65535:
		r.errorf("bad-port", field, "port %d does not exist; allowed is 1 to 65535", port.Port).Current = port.Port
	case IsMigrationPort(int64(port.Port)):
		r.errorf("migration-port-in-use", field, "port %d of the pod belongs to live migration (49152 and 49153 do); let the guest use another", port.Port).Current = port.Port
	case !slices.ContainsFunc(g.Ports, func(p GuestPort) bool { return p.Port == port.Port && p.Protocol == port.Protocol }):
		g.Ports = append(g.Ports, port)
	}
}

// checkServiceType finds fields that Kubernetes refuses, or drops, for this type of Service.
func (g *groupBuilder) checkServiceType(lb *v1alpha1.LoadBalancing) {
	onlyLoadBalancer := map[string]bool{
		"addresses": lb.Addresses != nil, "pool": lb.Pool != nil, "ips": lb.IPs != nil,
		"loadBalancerSourceRanges": lb.LoadBalancerSourceRanges != nil, "loadBalancerClass": lb.LoadBalancerClass != nil,
	}
	for _, field := range []string{"addresses", "ips", "loadBalancerClass", "loadBalancerSourceRanges", "pool"} {
		if onlyLoadBalancer[field] && lb.Type != corev1.ServiceTypeLoadBalancer {
			g.errorf("needs-load-balancer", balanceField+"."+field, "%s goes with type LoadBalancer only, and the type is %s; change the type or take %s out", field, lb.Type, field)
		}
	}
	if lb.ExternalTrafficPolicy != "" && lb.Type == corev1.ServiceTypeClusterIP {
		g.errorf("needs-external-traffic", balanceField+".externalTrafficPolicy", "externalTrafficPolicy goes with LoadBalancer and NodePort, and the type is ClusterIP; take it out")
	}
	for i, cidr := range lb.LoadBalancerSourceRanges {
		if _, err := netip.ParsePrefix(strings.TrimSpace(cidr)); err != nil {
			g.elem(balanceField+".loadBalancerSourceRanges", "", strconv.Itoa(i)).errorf("bad-source-range", balanceField+".loadBalancerSourceRanges", "%q is no CIDR; write one such as 198.51.100.0/24, a single client as 198.51.100.7/32", cidr).Current = cidr
		}
	}
}

// adviseOnTraffic tells what works otherwise than its name suggests.
func (g *groupBuilder) adviseOnTraffic(lb *v1alpha1.LoadBalancing) {
	local := lb.Type == corev1.ServiceTypeLoadBalancer && lb.ExternalTrafficPolicy == corev1.ServiceExternalTrafficPolicyLocal
	if local && len(g.Machines) > 1 && !g.poolIsGiven(lb) {
		g.add(Warning, "local-policy-does-not-spread", balanceField+".externalTrafficPolicy", "with externalTrafficPolicy Local and an L2 advertisement only the machines on the announcing node get traffic; the others stand by; use Cluster to spread it").values("Local", "Cluster")
	}
	if lb.StickySessions != nil && len(lb.Ports) > 1 {
		g.add(Info, "sticky-per-port", balanceField+".stickySessions", "a client keeps its machine for each port on its own; two ports may lead it to two machines")
	}
}

// poolIsGiven says whether the pool is one of the input. How that is announced stands there, and the
// rule local-policy-does-not-spread reads it: by BGP all nodes that run a machine get traffic.
func (g *groupBuilder) poolIsGiven(lb *v1alpha1.LoadBalancing) bool {
	if lb.Pool == nil || g.platformHas(lb.Pool.Name) {
		return false
	}
	_, found := g.in.Inventory.Find(metallbGroup, "IPAddressPool", g.Platform.MetallbNamespace, lb.Pool.Name)
	return found
}

func (g *groupBuilder) platformHas(pool string) bool {
	return slices.ContainsFunc(g.Platform.Pools, func(p Pool) bool { return p.Name == pool })
}

func (g *groupBuilder) addresses(lb *v1alpha1.LoadBalancing, b *builder) {
	var pool *Pool
	switch {
	case lb.Addresses != nil && lb.Pool != nil:
		g.errorf("pool-ambiguous", balanceField+".pool", "addresses and pool exclude each other: addresses make a pool of their own; take one of them out")
		return
	case lb.Addresses != nil:
		pool = g.ownPool(lb.Addresses)
		b.plan.Pools = append(b.plan.Pools, *pool)
		g.annotate("address-pool", pool.Name)
	case lb.Pool != nil:
		pool = g.platformPool(lb.Pool.Name)
		g.annotate("address-pool", lb.Pool.Name)
	}
	requested := g.requestedIPs(lb.IPs, pool)
	switch {
	case len(requested) > 0: // MetalLB refuses to give a Service an address of another family than it has.
		g.chooseFamilies(requested, "the list of ips")
	case pool != nil && lb.Type == corev1.ServiceTypeLoadBalancer:
		g.chooseFamilies(pool.Ranges, "pool "+pool.Name)
	}
}

// ownPool is the pool of one Service alone. Its name holds a dot between namespace and
// name, which no two intents can share.
func (g *groupBuilder) ownPool(addresses []string) *Pool {
	const field = balanceField + ".addresses"
	name := g.Name
	if g.Namespace != "" {
		name = g.Namespace + "." + g.Name
	}
	return &Pool{
		Source: g.source(field), Name: name, Namespace: g.Platform.MetallbNamespace,
		Addresses: addresses, Ranges: ranges(addresses, field, g.reporter),
	}
}

func (g *groupBuilder) platformPool(name string) *Pool {
	i := slices.IndexFunc(g.Platform.Pools, func(p Pool) bool { return p.Name == name })
	if i >= 0 {
		return &g.Platform.Pools[i]
	}
	if item, found := g.in.Inventory.Find(metallbGroup, "IPAddressPool", g.Platform.MetallbNamespace, name); found {
		return givenPool(item)
	}
	g.add(Info, "pool-elsewhere", balanceField+".pool.name", "pool %s is neither the platform's nor in the input; it must exist in the cluster, with an advertisement", name).Current = name
	return nil
}

// givenPool reads a pool of the input.
func givenPool(item Item) *Pool {
	pool := &Pool{
		Source: Source{Intent: item.Ref}, Name: item.Ref.Name, Namespace: item.Ref.Namespace,
		Addresses: Texts(At(item.Root, Fields("spec.addresses"))),
	}
	for _, address := range pool.Addresses {
		if r, err := ParseRange(address); err == nil {
			pool.Ranges = append(pool.Ranges, r)
		}
	}
	return pool
}

// annotate asks MetalLB for something. Before 0.14.9 it knew the old prefix only.
func (g *groupBuilder) annotate(key, value string) {
	prefix := "metallb.io/"
	if !g.Platform.MetalLB.AtLeast("0.14.9") {
		prefix = "metallb.universe.tf/"
	}
	g.Service.Annotations[prefix+key] = value
}

func (g *groupBuilder) requestedIPs(ips []string, pool *Pool) []Range {
	const field = balanceField + ".ips"
	var requested []Range
	for i, text := range ips {
		r := g.elem(field, "", strconv.Itoa(i))
		ip, isAddress := parseAddress(text)
		if !isAddress {
			r.errorf("bad-address", field, "%q is no IP address; write one such as 192.0.2.241", text).Current = text
			continue
		}
		if pool != nil && len(pool.Ranges) > 0 && !slices.ContainsFunc(pool.Ranges, func(r Range) bool { return r.Contains(ip) }) {
			r.errorf("address-outside-pool", field, "%s is not in pool %s (%s); MetalLB would leave the Service without an address", text, pool.Name, strings.Join(pool.Addresses, ", ")).Current = text
		}
		if slices.ContainsFunc(requested, func(r Range) bool { return r.From.Is4() == ip.Is4() }) {
			r.errorf("address-family-twice", field, "two addresses of one family are asked for; a Service takes one of each").Current = text
		}
		requested = append(requested, Range{ip, ip})
	}
	if len(ips) > 0 {
		g.annotate("loadBalancerIPs", strings.Join(ips, ","))
	}
	return requested
}

// chooseFamilies makes the Service's families fit the addresses that it can get.
func (g *groupBuilder) chooseFamilies(available []Range, where string) {
	if len(available) == 0 {
		return
	}
	v4, v6 := families(available)
	switch policy := valueOf(g.Service.IPFamilyPolicy); policy {
	case corev1.IPFamilyPolicyRequireDualStack:
		if v4 != v6 {
			g.errorf("dual-stack-needs-both-families", balanceField+".ipFamilyPolicy", "RequireDualStack needs IPv4 and IPv6 addresses in one pool, and %s has one family only; add the other, or use PreferDualStack", where).Current = string(policy)
		}
	case corev1.IPFamilyPolicyPreferDualStack:
	default:
		g.singleStack(v4, v6)
	}
}

func (g *groupBuilder) singleStack(v4, v6 bool) {
	if !v4 {
		g.Service.IPFamilies = []corev1.IPFamily{corev1.IPv6Protocol}
	}
	if v4 && v6 && len(g.intent.Spec.LoadBalancing.IPs) > 0 {
		g.errorf("single-stack-asks-for-both-families", balanceField+".ips", "an IPv4 and an IPv6 address are asked for, and a Service has one family; state ipFamilyPolicy: PreferDualStack, or ask for one address")
	}
}
