// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"vmha.dev/vmha/bench/peers/manifests"
)

// set is what is being made.
type set struct {
	templates *manifests.Templates
	machines  map[string]*fn.KubeObject
	made      fn.KubeObjects
}

// platform makes what all machines share.
func (s *set) platform(item *fn.KubeObject) error {
	pools, found, err := item.NestedSlice("spec", "pools")
	if err != nil || !found || len(pools) != 1 {
		return fmt.Errorf("want one pool: %w", err)
	}
	addresses, found, err := pools[0].NestedStringSlice("addresses")
	if err != nil || !found || len(addresses) != 1 {
		return fmt.Errorf("want one range of addresses: %w", err)
	}
	var text bytes.Buffer
	if err := s.templates.Set(&text, addresses[0]); err != nil {
		return err
	}
	return s.add(text.Bytes())
}

// intent makes a machine or changes the one that is selected, and makes its Service.
func (s *set) intent(item *fn.KubeObject) error {
	spec := item.GetMap("spec")
	ports, found, err := spec.NestedSlice("loadBalancing", "ports")
	if err != nil || !found || len(ports) != 1 {
		return fmt.Errorf("want one port: %w", err)
	}
	machine := manifests.Machine{
		"name": item.GetName(), "label": "vmha.dev/group",
		"port": ports[0].GetInt("port"), "targetPort": ports[0].GetInt("targetPort"),
	}
	var text bytes.Buffer
	if selected, found, err := spec.NestedString("machines", "selector", "matchLabels", "app"); err != nil {
		return err
	} else if found {
		machine["label"] = "app"
		if err := change(s.machines[selected], int(ports[0].GetInt("targetPort"))); err != nil {
			return err
		}
	} else if err := s.machine(&text, machine, spec.GetMap("machines").GetMap("template")); err != nil {
		return err
	}
	if err := s.templates.Services(&text, machine); err != nil {
		return err
	}
	return s.add(text.Bytes())
}

// machine makes a VirtualMachine as the template of the intent says.
func (s *set) machine(text *bytes.Buffer, machine manifests.Machine, template *fn.SubObject) error {
	disk := template.GetMap("rootDisk")
	user := strings.TrimPrefix(template.GetMap("cloudInit").GetString("userData"), "#cloud-config\nuser: ")
	machine["cores"], machine["memory"] = template.GetInt("cpu"), template.GetString("memory")
	machine["image"], machine["disk"] = disk.GetMap("source").GetMap("dataSource").GetString("name"), disk.GetString("size")
	machine["user"] = strings.TrimSpace(user)
	return s.templates.Machines(text, machine)
}

// add reads what a template wrote.
func (s *set) add(text []byte) error {
	objects, err := fn.ParseKubeObjects(text)
	s.made = append(s.made, objects...)
	return err
}

// change makes an existing machine highly available.
func change(machine *fn.KubeObject, port int) error {
	if machine == nil {
		return errors.New("no machine is selected")
	}
	if _, err := machine.RemoveNestedField("spec", "running"); err != nil {
		return err
	}
	if err := machine.SetNestedString("Always", "spec", "runStrategy"); err != nil {
		return err
	}
	guest := machine.GetMap("spec").GetMap("template").GetMap("spec")
	if err := guest.SetNestedString("LiveMigrate", "evictionStrategy"); err != nil {
		return err
	}
	watchdog := map[string]any{"name": "watchdog", "i6300esb": map[string]string{"action": "poweroff"}}
	if err := guest.SetNestedField(watchdog, "domain", "devices", "watchdog"); err != nil {
		return err
	}
	probe := map[string]any{"tcpSocket": map[string]int{"port": port}, "timeoutSeconds": 3, "periodSeconds": 5, "failureThreshold": 3}
	return guest.SetNestedField(probe, "readinessProbe")
}
