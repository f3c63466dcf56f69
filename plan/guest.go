// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"

	"vmha.dev/vmha/api/v1alpha1"
)

// watchdogTimeout is how long a guest that is set up here must be silent until its watchdog fires, in seconds.
const watchdogTimeout = 60

// GuestSetup is what cloud-init adds to a guest that is made here.
type GuestSetup struct {
	Source       Source
	Agent        bool
	Watchdog     bool
	Architecture v1alpha1.Architecture
}

// Wanted says whether there is anything to add.
func (g GuestSetup) Wanted() bool { return g.Agent || g.Watchdog }

const guestField = "spec.machines.guest"

func (b blueprinter) guestSetup(base *Machine) GuestSetup {
	guest := b.intent.Spec.Machines.Guest
	architecture := ArchitectureOf(b.template)
	if base != nil {
		architecture = base.Architecture()
	}
	return GuestSetup{
		Source:       b.source(guestField),
		Agent:        guest.Agent == v1alpha1.Install,
		Watchdog:     guest.WatchdogDaemon == v1alpha1.Install,
		Architecture: architecture,
	}
}

// ArchitectureOf is the architecture of the machines that a template makes.
func ArchitectureOf(t *v1alpha1.MachineTemplate) v1alpha1.Architecture {
	if t.Architecture == "" {
		return v1alpha1.AMD64
	}
	return t.Architecture
}

// WatchdogModule is the kernel module of the watchdog device of an architecture.
func WatchdogModule(arch v1alpha1.Architecture) string {
	if arch == v1alpha1.S390X {
		return "diag288_wdt"
	}
	return "i6300esb"
}

// CloudConfig is what is added to the lists of a cloud-config.
type CloudConfig struct {
	BootCmd    []any
	Packages   []any
	WriteFiles []any
	RunCmd     []any
}

// CloudConfig says how cloud-init sets the guest up, on Fedora, RHEL and their kin and on
// Debian and Ubuntu alike. Debian blacklists watchdog modules, so the module is loaded at
// every boot (bootcmd) and named to the daemon's own service (/etc/default/watchdog); files are
// deferred, so that they are written after the packages brought theirs (cloud-init
// write_files). Package and configuration: OpenShift documentation,
// virt-installing-watchdog-agent.
func (g GuestSetup) CloudConfig() CloudConfig {
	var c CloudConfig
	if g.Agent {
		c.Packages = append(c.Packages, "qemu-guest-agent")
		c.RunCmd = append(c.RunCmd, enable("qemu-guest-agent"))
	}
	if g.Watchdog {
		module := WatchdogModule(g.Architecture)
		c.BootCmd = append(c.BootCmd, "modprobe "+module)
		c.Packages = append(c.Packages, "watchdog")
		c.WriteFiles = append(c.WriteFiles,
			deferredFile("/etc/watchdog.conf", fmt.Sprintf("watchdog-device = /dev/watchdog\nwatchdog-timeout = %d\ninterval = 10\n", watchdogTimeout)),
			deferredFile("/etc/default/watchdog", "run_watchdog=1\nwatchdog_module=\""+module+"\"\n"))
		c.RunCmd = append(c.RunCmd, enable("watchdog"))
	}
	return c
}

func enable(service string) string { return "systemctl enable --now " + service }

func deferredFile(path, content string) map[string]any {
	return map[string]any{"path": path, "content": content, "defer": true}
}

// checkGuest finds facts about the guest that contradict what is asked of it.
func (g *groupBuilder) checkGuest() {
	guest, template := g.intent.Spec.Machines.Guest, g.intent.Spec.Machines.Template
	installs := map[string]v1alpha1.GuestSoftware{"agent": guest.Agent, "watchdogDaemon": guest.WatchdogDaemon}
	for _, field := range []string{"agent", "watchdogDaemon"} {
		if installs[field] != v1alpha1.Install {
			continue
		}
		switch {
		case template == nil:
			g.errorf("install-needs-template", guestField+"."+field, "guest.%s is Install, but the machines are not made here; install it in the guest and state Installed", field)
		case guest.OS == v1alpha1.Windows:
			g.errorf("install-needs-linux", guestField+"."+field, "guest.%s is Install, which goes by cloud-init and so needs Linux; install it in the image and state Installed", field)
		}
	}
}
