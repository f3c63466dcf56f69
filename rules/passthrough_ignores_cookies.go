// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package rules

import (
	"vmha.dev/vmha/plan"
)

// passthroughIgnoresCookies: cookies are asked for where the router cannot set them.
var passthroughIgnoresCookies = Rule{
	ID:           "passthrough-ignores-cookies",
	Topic:        StickySessions,
	Title:        "cookies are asked for where the router cannot set them",
	Why:          "A Route with passthrough carries encrypted traffic: the router can set no cookie, and keeps clients by their address.",
	Severity:     plan.Warning,
	Since:        since,
	Links:        []string{router + "images/router/haproxy/conf/haproxy-config.template"},
	CatalogueIDs: []string{"node/NET-13"},
	Check: each("route.openshift.io", "Route", func(_ *World, o plan.Item, r *report) {
		if o.Root.Get("spec").Get("tls").Get("termination").Text() != "passthrough" {
			return
		}
		annotations := o.Root.Get("metadata").Get("annotations")
		for _, key := range cookieAnnotations {
			if value := annotations.Get(key); plan.Exists(value) {
				r.add(o.Ref, plan.Fields("metadata.annotations").Key(key), "with termination passthrough the router cannot set cookies, so %s has no effect; take it out, or terminate at the edge", key).values(value.Text(), nil)
			}
		}
	}),
	Fix: remove,
}

var cookieAnnotations = []string{"router.openshift.io/cookie_name", "router.openshift.io/cookie-same-site", "haproxy.router.openshift.io/disable_cookies"}
