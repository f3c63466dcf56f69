// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// stickyBehindRouter: sticky sessions of a Service have no effect behind a router.
var stickyBehindRouter = Rule{
	ID:           "sticky-behind-router",
	Topic:        StickySessions,
	Title:        "sticky sessions of a Service have no effect behind a router",
	Why:          "OpenShift's router, ingress controllers and gateways send traffic to the endpoints and not to the Service: its sessionAffinity does not count for them.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{router + "images/router/haproxy/conf/haproxy-config.template", "https://gateway-api.sigs.k8s.io/geps/gep-1619/"},
	CatalogueIDs: []string{"node/NET-12"},
	Check: eachService(func(w *World, s *Service, r *report) {
		if !s.Sticky() || len(s.Machines) == 0 {
			return
		}
		if item, found := w.routed(s); found {
			r.on(s.Item, "spec.sessionAffinity", "%s sends traffic past the Service to its endpoints, where sessionAffinity does not count; keep sessions by the router's cookie", item.Ref).values("ClientIP", nil)
		}
	}),
}

// routed finds the Route, Ingress or HTTPRoute that leads to a Service.
func (w *World) routed(s *Service) (plan.Item, bool) {
	if w.routes == nil {
		w.routes = map[string]plan.Item{}
		for _, item := range w.Objects("route.openshift.io", "Route") {
			w.route(item, item.Root.Get("spec").Get("to"))
			w.routeAll(item, item.Root.Get("spec").Get("alternateBackends"))
		}
		for _, item := range w.Objects("networking.k8s.io", "Ingress") {
			w.route(item, plan.Dig(item.Root, "spec.defaultBackend.service"))
			for _, rule := range plan.Elements(item.Root.Get("spec").Get("rules")) {
				for _, path := range plan.Elements(rule.Get("http").Get("paths")) {
					w.route(item, plan.Dig(path, "backend.service"))
				}
			}
		}
		for _, item := range w.Objects("gateway.networking.k8s.io", "HTTPRoute") {
			for _, rule := range plan.Elements(item.Root.Get("spec").Get("rules")) {
				w.routeAll(item, rule.Get("backendRefs"))
			}
		}
	}
	item, found := w.routes[s.Ref.Namespace+"/"+s.Ref.Name]
	return item, found
}

func (w *World) route(item plan.Item, service plan.Node) {
	w.routes[item.Ref.Namespace+"/"+service.Get("name").Text()] = item
}

func (w *World) routeAll(item plan.Item, services plan.Node) {
	for _, service := range plan.Elements(services) {
		w.route(item, service)
	}
}
