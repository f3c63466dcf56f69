// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package transformers_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/plan"
	"vmha.dev/vmha/transformers"
)

var tcp80 = &corev1.TCPSocketAction{Port: intstr.FromInt32(80)}

func TestReadiness(t *testing.T) {
	derived := plan.Probe{Source: source, Handler: "tcpSocket", Spec: v1alpha1.Probe{TCPSocket: tcp80, PeriodSeconds: new(int32(5))}}
	handler := plan.Probe{Source: source, Handler: "tcpSocket", HandlerStated: true, Stated: v1alpha1.Probe{TCPSocket: tcp80}, Spec: v1alpha1.Probe{TCPSocket: tcp80, PeriodSeconds: new(int32(5))}}
	agent := plan.Probe{Source: source, Handler: "guestAgentPing", HandlerStated: true, Stated: v1alpha1.Probe{GuestAgentPing: &v1alpha1.GuestAgentPing{}}, Spec: v1alpha1.Probe{GuestAgentPing: &v1alpha1.GuestAgentPing{}}}
	numbers := plan.Probe{Source: source, Stated: v1alpha1.Probe{PeriodSeconds: new(int32(7)), SuccessThreshold: new(int32(2))}, Spec: v1alpha1.Probe{PeriodSeconds: new(int32(7))}}
	for _, test := range []struct {
		reason, instance string
		probe            plan.Probe
		want             []string
	}{
		{"there is none", "", derived, []string{`set readinessProbe {"tcpSocket":{"port":80},"periodSeconds":5}`}},
		{"null is none", "{readinessProbe: null}", derived, []string{`set readinessProbe {"tcpSocket":{"port":80},"periodSeconds":5}`}},
		{"one without a handler is none", "{readinessProbe: {periodSeconds: 3}}", derived, []string{`set readinessProbe {"tcpSocket":{"port":80},"periodSeconds":5}`}},
		{"what is derived yields", "{readinessProbe: {httpGet: {port: 1}}}", derived, []string{}},
		{"a stated handler pushes the other out", "{readinessProbe: {httpGet: {port: 1}, periodSeconds: 1}}", handler, []string{`remove readinessProbe.httpGet`, `set readinessProbe.tcpSocket {"port":80}`}},
		{"the same handler is set", "{readinessProbe: {tcpSocket: {port: 1}}}", handler, []string{`set readinessProbe.tcpSocket {"port":80}`}},
		{"a handler without fields", "{readinessProbe: {exec: {command: [a]}}}", agent, []string{`remove readinessProbe.exec`, `set readinessProbe.guestAgentPing {}`}},
		{"and as a whole", "", agent, []string{`set readinessProbe {"guestAgentPing":{}}`}},
		{"numbers alone are set one by one", "{readinessProbe: {httpGet: {port: 1}}}", numbers, []string{`set readinessProbe.periodSeconds 7`, `set readinessProbe.successThreshold 2`}},
	} {
		require.Equal(t, test.want, words(t, transformers.Readiness(&plan.Group{Ready: &test.probe}, machine(t, test.instance))), test.reason)
	}
}

func TestLiveness(t *testing.T) {
	live := plan.Probe{Source: source, Handler: "tcpSocket", HandlerStated: true, Stated: v1alpha1.Probe{TCPSocket: tcp80}, Spec: v1alpha1.Probe{TCPSocket: tcp80}}
	group := &plan.Group{Live: &live, BootTime: 25 * time.Second, Platform: &plan.Platform{KubeVirt: plan.ParseVersion("1.9")}}
	for _, test := range []struct{ reason, instance, want string }{
		{"no memory is known: the boot counts", "", `set livenessProbe {"tcpSocket":{"port":80},"initialDelaySeconds":25,"timeoutSeconds":5,"periodSeconds":10,"failureThreshold":3}`},
		{"a migration takes longer", "{domain: {memory: {guest: 2Gi}}}", `set livenessProbe {"tcpSocket":{"port":80},"initialDelaySeconds":300,"timeoutSeconds":5,"periodSeconds":10,"failureThreshold":3}`},
		{"what Kubernetes calls memory", "{domain: {resources: {requests: {memory: 1025Mi}}}}", `set livenessProbe {"tcpSocket":{"port":80},"initialDelaySeconds":151,"timeoutSeconds":5,"periodSeconds":10,"failureThreshold":3}`},
		{"memory that is none", "{domain: {memory: {guest: a lot}}}", `set livenessProbe {"tcpSocket":{"port":80},"initialDelaySeconds":25,"timeoutSeconds":5,"periodSeconds":10,"failureThreshold":3}`},
		{"more than there is in the world", "{domain: {memory: {guest: 8Ei}}}", `set livenessProbe {"tcpSocket":{"port":80},"initialDelaySeconds":1073741823,"timeoutSeconds":5,"periodSeconds":10,"failureThreshold":3}`},
	} {
		require.Equal(t, []string{test.want}, words(t, transformers.Liveness(group, machine(t, test.instance))), test.reason)
	}
	group.BootTime = 5 * time.Minute
	live.Spec.PeriodSeconds = new(int32(2))
	require.Equal(t, []string{`set livenessProbe {"tcpSocket":{"port":80},"initialDelaySeconds":300,"timeoutSeconds":2,"periodSeconds":2,"failureThreshold":151}`},
		words(t, transformers.Liveness(group, machine(t, ""))), "a reboot of the guest stays below the threshold, a timeout within the period")
	require.Equal(t, []string{`set livenessProbe.tcpSocket {"port":80}`}, words(t, transformers.Liveness(group, machine(t, "{livenessProbe: {tcpSocket: {port: 1}}}"))), "one that is there keeps its numbers")
}
