// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import "vmha.dev/vmha/api/v1alpha1"

const (
	kubelet      = "the kubelet, then KubeVirt"
	helpLiveness = "a liveness probe that asks the application (httpGet, tcpSocket or exec)"
)

// alsoStarts adds to what would notice a failure what would start the machine afterwards,
// where nothing does: one without the other is no help.
func (f Facts) alsoStarts(help string) string {
	if never, found := firstOf(f.staysOff()...); found {
		return help + ", and " + never.Help
	}
	return help
}

// applicationHangs is the way back of a machine whose application hangs while the guest
// works: only a liveness probe that asks the application restarts it.
func (f Facts) applicationHangs() Chain {
	live := f.Machine.Live
	c := Chain{Failure: ApplicationHangs, View: MachineBack, NoticedBy: Nobody, RepairedBy: kubelet}
	switch {
	case live.Handler == "":
		return c.never("spec.template.spec.livenessProbe", f.alsoStarts(helpLiveness), "no liveness probe restarts the machine")
	case !live.sees(ApplicationHangs):
		return c.never(live.Source, f.alsoStarts(helpLiveness), "the liveness probe asks the guest agent, which answers while the application hangs")
	}
	c.NoticedBy = "the liveness probe (" + live.Handler + ")"
	return f.restarted(c, true)
}

// restarted is what follows from a liveness probe that fails. A guest that still works
// shuts down in good order, which RerunOnFailure takes as final, and so does KubeVirt when it
// ends one that hangs without a grace period (kubevirt pkg/virt-handler/vm.go).
func (f Facts) restarted(c Chain, guestWorks bool) Chain {
	run := f.Machine.RunStrategy
	if never, found := firstOf(f.staysOff()...); found {
		return c.blocked(never)
	}
	if run.Value == string(v1alpha1.RerunOnFailure) && (guestWorks || f.Machine.Shutdown.Value == 0) {
		return c.never(run.Source, alwaysRuns, "the machine shuts down in good order, which runStrategy RerunOnFailure takes as final")
	}
	return c.then(f.Machine.Live.fails("the liveness probe fails"), f.shutdown(), f.replace(0, false)).then(f.start()...)
}

// guestHangs is the way back of a machine whose guest hangs. Watchdog and liveness probe
// both notice; the faster one counts.
func (f Facts) guestHangs() Chain {
	c := Chain{Failure: GuestHangs, View: MachineBack, NoticedBy: Nobody}
	var ways []Chain
	if f.Machine.Watchdog.Value != "" {
		ways = append(ways, f.watched(c))
	}
	if f.Machine.Live.Handler != "" {
		live := c
		live.NoticedBy, live.RepairedBy = "the liveness probe ("+f.Machine.Live.Handler+")", kubelet
		ways = append(ways, f.restarted(live, false))
	}
	if len(ways) == 0 {
		return c.never("spec.template.spec.domain.devices.watchdog", f.alsoStarts("a watchdog (survive.guestHang; arm64 has none), or a liveness probe"), "neither a watchdog nor a liveness probe notices")
	}
	return shortest(ways...)
}

// watched is the way back that begins with the watchdog
// (kubevirt pkg/virt-launcher/virtwrap/converter/compute/watchdog.go; tests/watchdog_test.go).
func (f Facts) watched(c Chain) Chain {
	action := f.Machine.Watchdog
	c.NoticedBy, c.RepairedBy = "the watchdog", "QEMU (reset)"
	if f.Machine.Fed == Uncertain {
		c = c.noting("a daemon in the guest is taken to feed the watchdog")
	}
	switch v1alpha1.WatchdogAction(action.Value) {
	case v1alpha1.Poweroff:
		c.RepairedBy = "QEMU (poweroff), then " + f.starter()
		if never, found := firstOf(f.staysOff()...); found {
			return c.blocked(never)
		}
		return c.then(f.margin(), f.replace(0, false)).then(f.start()...)
	case v1alpha1.Reset:
		return c.then(f.margin()).then(f.boot()...)
	default:
		return c.never(action.Source, "action poweroff", "the watchdog's action %s asks the guest, which hangs", action.Value)
	}
}

func (f Facts) margin() Term {
	margin := f.Machine.Margin
	return Term{
		Stage: StageDetect, Name: "the watchdog fires", Seconds: margin.Value, Origin: margin.Origin, Source: margin.Source,
		Help: "a shorter time-out of the watchdog's daemon in the guest",
	}
}
