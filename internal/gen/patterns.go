// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

// The patterns that no marker states. They hold in Go and in ECMAScript.
const (
	dnsLabel     = `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	dnsSubdomain = `^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`
	// quantity is narrower than resource.Quantity: memory and disks are not negative, nor given in milli-bytes or powers of ten.
	quantity = `^([1-9][0-9]*(\.[0-9]+)?|0\.[0-9]*[1-9][0-9]*)([KMGTPE]i|[kMGTPE])?$`
	// portName is IANA_SVC_NAME: it holds a letter, so a quoted number is none.
	portName = `^([a-z0-9]-?)*[a-z](-?[a-z0-9])*$`
)

// patternMessages says each pattern in words that go on from "allowed is".
var patternMessages = map[string]string{
	dnsLabel:     `a name of lower-case letters, digits and "-" that starts and ends with a letter or digit`,
	dnsSubdomain: `a name of lower-case letters, digits, "-" and "." that starts and ends with a letter or digit`,
	quantity:     `a quantity greater than 0 such as 512Mi, 4Gi or 1.5Ti`,
	portName:     `a port from 1 to 65535, or the name of a port`,

	`^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`:     `a name of lower-case letters, digits, "-" and "." that starts and ends with a letter or digit`,
	`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`:     `a duration such as 300s, 5m or 1h30m`,
	`^(0|([0-9]+(\.[0-9]+)?(ms|s|m|h))+)$`: `a duration such as 300s, 5m or 1h30m, or 0`,
	`^\d+\.\d+(\.\d+)?$`:                   `a version such as "1.33" or "1.8.3"`,
	`^[a-z-]+://.+`:                        `a URL such as https://images.example.org/fedora.qcow2 or docker://images.example.org/fedora:41`,
	`^[A-Z][A-Za-z0-9]*Template$`:          `a kind whose name ends in Template, such as Metal3RemediationTemplate`,
}
