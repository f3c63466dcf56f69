// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package plan_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/plan"
)

// words writes edits as a test compares them: mode, path below the instance, value as JSON.
func words(t *testing.T, edits []plan.Edit) []string {
	t.Helper()
	all := []string{}
	for _, edit := range edits {
		value, err := json.Marshal(edit.Value)
		require.NoError(t, err)
		mode := []string{"set", "default", "insert", "remove", "rename"}[edit.Mode]
		path := strings.TrimPrefix(edit.Path.String(), "spec.template.spec.")
		all = append(all, strings.TrimSuffix(fmt.Sprintf("%s %s %s", mode, path, value), " null"))
	}
	return all
}

// written keeps the edits that write something, for lists in which most is pushed out.
func written(all []string) []string {
	kept := []string{}
	for _, line := range all {
		if !strings.HasPrefix(line, "remove ") {
			kept = append(kept, line)
		}
	}
	return kept
}

func overlayEdits(t *testing.T, raw string) []string {
	t.Helper()
	overlay := plan.Overlay{Raw: []byte(raw)}
	require.NoError(t, json.Unmarshal(overlay.Raw, &overlay.Spec))
	return words(t, overlay.Edits(plan.Ref{Kind: "VirtualMachine", Name: "web-0"}))
}

func TestOverlay(t *testing.T) {
	for _, test := range []struct {
		reason, raw string
		want        []string
	}{
		{"nothing", `{}`, []string{}},
		{"maps are merged key by key", `{"domain":{"cpu":{"cores":2},"machine":{"type":"q35"}}}`, []string{`set domain.cpu.cores 2`, `set domain.machine.type "q35"`}},
		{"an empty map says something by being there, and takes nothing away", `{"domain":{"devices":{"rng":{}}}}`, []string{`default domain.devices.rng {}`}},
		{"other lists are replaced", `{"tolerations":[{"key":"a"}],"accessCredentials":[]}`, []string{`set accessCredentials []`, `set tolerations [{"key":"a"}]`}},
		{"null takes away", `{"hostname":null}`, []string{`remove hostname`}},
		{"an empty merged list merges nothing", `{"volumes":[],"networks":[]}`, []string{}},
		{"a disk that is a LUN is no disk", `{"domain":{"devices":{"disks":[{"name":"root","lun":{"bus":"scsi"},"cache":"none"}]}}}`, []string{
			`remove domain.devices.disks[name=root].cdrom`, `remove domain.devices.disks[name=root].disk`,
			`set domain.devices.disks[name=root].cache "none"`, `set domain.devices.disks[name=root].lun.bus "scsi"`, `set domain.devices.disks[name=root].name "root"`,
		}},
		{"a disk that is not said to be anything else stays what it is", `{"domain":{"devices":{"disks":[{"name":"root","cache":"none"}]}}}`, []string{
			`set domain.devices.disks[name=root].cache "none"`, `set domain.devices.disks[name=root].name "root"`,
		}},
		{"probes have one handler", `{"readinessProbe":{"exec":{"command":["true"]},"periodSeconds":3}}`, []string{
			`remove readinessProbe.httpGet`, `remove readinessProbe.tcpSocket`, `remove readinessProbe.guestAgentPing`,
			`set readinessProbe.exec.command ["true"]`, `set readinessProbe.periodSeconds 3`,
		}},
		{"user data is given once", `{"volumes":[{"name":"c","cloudInitNoCloud":{"userDataBase64":"eA=="}}]}`, []string{
			`remove volumes[name=c].cloudInitNoCloud.secretRef`, `remove volumes[name=c].cloudInitNoCloud.userData`,
			`set volumes[name=c].cloudInitNoCloud.userDataBase64 "eA=="`, `set volumes[name=c].name "c"`,
		}},
	} {
		got := overlayEdits(t, test.raw)
		if strings.Contains(test.raw, "cloudInit") {
			got = got[len(got)-len(test.want):] // the other sources of the volume are pushed out first
		}
		require.Equal(t, test.want, got, test.reason)
	}
}

// TestOverlayPushesOut: KubeVirt takes one source of a volume, one binding, one kind of network.
func TestOverlayPushesOut(t *testing.T) {
	volume := overlayEdits(t, `{"volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"a"}}]}`)
	require.Contains(t, volume, `remove volumes[name=data].dataVolume`)
	require.NotContains(t, volume, `remove volumes[name=data].persistentVolumeClaim`)
	require.Equal(t, []string{`set volumes[name=data].name "data"`, `set volumes[name=data].persistentVolumeClaim.claimName "a"`}, written(volume))

	binding := overlayEdits(t, `{"domain":{"devices":{"interfaces":[{"name":"a","binding":{"name":"passt"}}]}}}`)
	require.Contains(t, binding, `remove domain.devices.interfaces[name=a].masquerade`)
	require.Contains(t, binding, `remove domain.devices.interfaces[name=a].bridge`)
	require.NotContains(t, binding, `remove domain.devices.interfaces[name=a].binding`)

	network := overlayEdits(t, `{"networks":[{"name":"a","multus":{"networkName":"v"}}]}`)
	require.Contains(t, network, `remove networks[name=a].pod`)
}

func TestConflicts(t *testing.T) {
	edit := func(intent, key string, mode plan.Mode, value any) plan.Edit {
		return plan.Edit{
			Source: plan.Source{Intent: plan.Ref{Kind: "HighAvailability", Name: intent}, Field: "spec." + key},
			Target: plan.Ref{Kind: "VirtualMachine", Name: "web-0"}, Path: plan.TemplateSpec.Key(key), Mode: mode, Value: value,
		}
	}
	for _, test := range []struct {
		reason string
		a, b   plan.Edit
		want   string
	}{
		{"other fields", edit("a", "x", plan.Set, "1"), edit("b", "y", plan.Set, "2"), ""},
		{"one intent does not contradict itself", edit("a", "x", plan.Set, "1"), edit("a", "x", plan.Set, "2"), ""},
		{"both say the same", edit("a", "x", plan.Set, int64(1)), edit("b", "x", plan.Set, int64(1)), ""},
		{"one says it, one has it as default", edit("a", "x", plan.Set, "1"), edit("b", "x", plan.Default, "1"), ""},
		{"they say different things", edit("a", "x", plan.Set, "1"), edit("b", "x", plan.Set, "2"), "want different things of this machine (1, 2)"},
		{"a default is a wish too", edit("a", "x", plan.Set, "1"), edit("b", "x", plan.Default, "2"), "want different things of this machine (1, 2)"},
		{"maps are not printed", edit("a", "x", plan.Set, map[string]any{"a": 1}), edit("b", "x", plan.Set, "2"), "want different things of this machine; let"},
		{"taking out is no value", edit("a", "x", plan.Remove, nil), edit("b", "x", plan.Set, "2"), "want different things"},
	} {
		findings := plan.Conflicts(plan.ByTarget([]plan.Edit{test.a, test.b}))
		if test.want == "" {
			require.Empty(t, findings, test.reason)
			continue
		}
		require.Len(t, findings, 1, test.reason)
		require.Contains(t, findings[0].Message, test.want, test.reason)
	}
}
