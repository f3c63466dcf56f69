// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package edittest

import "strings"

// Edit is what an owner makes of an intent. Where it has nothing to change, the intent stays.
type Edit struct {
	Name string
	Of   func(intent string) string
}

// Edits that tests call by their names. AsItIs changes nothing.
var (
	AsItIs      = Edit{"as it is", func(intent string) string { return intent }}
	MorePorts   = Edit{"more ports", replacing("targetPort: 8080}\n  survive", "targetPort: 8080}\n    - {name: https, port: 443, targetPort: 8443}\n    - {name: metrics, port: 9100}\n  survive")}
	NoWatchdog  = Edit{"no watchdog", replacing("    guestHang: {}\n", "")}
	NoPlacement = Edit{"no placement", replacing("  placement: {priorityClassName: gold}\n", "")}
)

// Edits are those of every kind, the Frequent ones first. Nothing is left of an intent that is deleted.
var Edits = []Edit{
	MorePorts,
	NoWatchdog,
	{"another name", replacing("\n  name: ", "\n  name: new-")},
	{"no load balancer", withoutLoadBalancer},
	{"no intent", func(string) string { return "" }},
	{"inside of the cluster", replacing("    addresses: ", "    type: ClusterIP #")},
	{"the run strategy of the machines", replacing("runStrategy: Always, ", "")},
	{"another probe", replacing("{tcpSocket: {port: 8080}}", "{httpGet: {port: 8080, path: /ready}, periodSeconds: 2}")},
	{"drained as it may be", func(intent string) string {
		intent = replacing("evictionStrategy: LiveMigrate, ", "")(intent)
		return replacing("minAvailable: 1", "evictionStrategy: LiveMigrateIfPossible")(intent)
	}},
	{"no tolerations", replacing(", tolerationSeconds: 60", "")},
	NoPlacement,
}

// Frequent is the number of edits that are also made in every order.
const Frequent = 6

func replacing(before, after string) func(string) string {
	return func(intent string) string { return strings.Replace(intent, before, after, 1) }
}

func withoutLoadBalancer(intent string) string {
	before, rest, found := strings.Cut(intent, "  loadBalancing:\n")
	_, after, _ := strings.Cut(rest, "  survive:\n")
	if !found {
		return intent
	}
	return before + "  survive:\n" + after
}
