// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"

	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/transformers"
)

func TestPorts(t *testing.T) {
	const pod = "networks: [{name: default, pod: {}}]"
	const ports = "domain.devices.interfaces[name=default].ports"
	nic := func(listed string) string {
		return "{" + pod + ", domain: {devices: {interfaces: [{name: default, masquerade: {}" + listed + "}]}}}"
	}
	http := plan.GuestPort{Source: source, Name: "http", Port: 8080, Protocol: corev1.ProtocolTCP}
	dns := plan.GuestPort{Source: source, Name: "http", Port: 53, Protocol: corev1.ProtocolUDP}
	probe := plan.GuestPort{Source: source, Port: 9090, Protocol: corev1.ProtocolTCP}
	for _, test := range []struct {
		reason, instance string
		fresh            bool
		ports            []plan.GuestPort
		want             []string
	}{
		{"without a list every port is forwarded, and stays so", nic(""), false, []plan.GuestPort{http}, []string{}},
		{"an empty list is none", nic(", ports: []"), false, []plan.GuestPort{http}, []string{}},
		{"a machine made here gets a list", nic(""), true, []plan.GuestPort{http}, []string{`insert ` + ports + `[name=http] {"name":"http","protocol":"TCP","port":8080}`}},
		{"a list gets what it lacks", nic(", ports: [{name: ssh, port: 22}]"), false, []plan.GuestPort{http}, []string{`insert ` + ports + `[name=http] {"name":"http","protocol":"TCP","port":8080}`}},
		{"a port is there under another name", nic(", ports: [{name: web, port: 8080, protocol: TCP}]"), false, []plan.GuestPort{http}, []string{}},
		{"no protocol is TCP", nic(", ports: [{port: 8080}]"), false, []plan.GuestPort{http}, []string{}},
		{"UDP is another port", nic(", ports: [{name: x, port: 8080, protocol: UDP}]"), false, []plan.GuestPort{http}, []string{`insert ` + ports + `[name=http] {"name":"http","protocol":"TCP","port":8080}`}},
		{"a taken name gives way", nic(", ports: [{name: http, port: 80}]"), false, []plan.GuestPort{http, dns}, []string{
			`insert ` + ports + `[name=tcp-8080] {"name":"tcp-8080","protocol":"TCP","port":8080}`, `insert ` + ports + `[name=udp-53] {"name":"udp-53","protocol":"UDP","port":53}`,
		}},
		{"and so does one that was just given", nic(""), true, []plan.GuestPort{http, dns}, []string{
			`insert ` + ports + `[name=http] {"name":"http","protocol":"TCP","port":8080}`, `insert ` + ports + `[name=udp-53] {"name":"udp-53","protocol":"UDP","port":53}`,
		}},
		{"a port without a name gets one", nic(", ports: [{port: 1}]"), false, []plan.GuestPort{probe}, []string{`insert ` + ports + `[name=tcp-9090] {"name":"tcp-9090","protocol":"TCP","port":9090}`}},
		{
			"the machine's own probe must get through", "{" + pod + ", livenessProbe: {tcpSocket: {port: 7}}, readinessProbe: {httpGet: {port: 9}}, domain: {devices: {interfaces: [{name: default, masquerade: {}, ports: [{port: 8080}]}]}}}",
			false,
			[]plan.GuestPort{http},
			[]string{`insert ` + ports + `[name=tcp-9] {"name":"tcp-9","protocol":"TCP","port":9}`, `insert ` + ports + `[name=tcp-7] {"name":"tcp-7","protocol":"TCP","port":7}`},
		},
		{"not on the pod network", "{networks: [{name: vlan, multus: {networkName: v}}], domain: {devices: {interfaces: [{name: vlan, bridge: {}, ports: [{port: 1}]}]}}}", false, []plan.GuestPort{http}, []string{}},
		{"no interface is written", "{}", true, []plan.GuestPort{http}, []string{}},
	} {
		m := machine(t, test.instance)
		if test.fresh {
			m.Maker = source.Intent
		}
		require.Equal(t, test.want, words(t, transformers.Ports(&plan.Group{Ports: test.ports}, m)), test.reason)
	}
}
