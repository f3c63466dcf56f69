// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// cloudConfigHeader is the first line by which cloud-init knows a cloud-config.
const cloudConfigHeader = "#cloud-config"

// setUpGuests writes what the guests need into their user data.
func (r *run) setUpGuests(blueprints []plan.Blueprint) []plan.Blueprint {
	for i := range blueprints {
		b := &blueprints[i]
		if !b.Guest.Wanted() {
			continue
		}
		if i > 0 && blueprints[i-1].Ref.Namespace == b.Ref.Namespace && blueprints[i-1].Group == b.Group {
			b.UserData = blueprints[i-1].UserData // replicas share their text
			continue
		}
		r.setUpGuest(b)
	}
	return blueprints
}

func (r *run) setUpGuest(b *plan.Blueprint) {
	switch text, err := extend(b.UserData, b.Guest.CloudConfig()); {
	case b.UserDataSecret != "" || (b.Base != nil && b.UserDataPath == nil):
		r.errorf(b.Guest.Source, "install-needs-user-data", "Install writes into the machine's cloud-init, and %s has no inline user data; add what is needed there by hand and state Installed", b.Ref.Name)
	case b.ReplacesUserData():
		r.errorf(b.Guest.Source, "install-is-overlaid", "Install writes into the user data, and the spec of %s puts others in their place; add what is needed there and state Installed", b.Ref.Name)
	case err != nil:
		r.errorf(b.Guest.Source, "install-needs-cloud-config", "Install cannot write into the user data: %v; add what is needed there by hand and state Installed", err)
	default:
		b.UserData = text
	}
}

// extend adds entries to the lists of a cloud-config; comments and the rest stay.
func extend(text string, more plan.CloudConfig) (string, error) {
	if text == "" {
		return newCloudConfig(more)
	}
	if firstLine, _, _ := strings.Cut(text, "\n"); strings.TrimSpace(firstLine) != cloudConfigHeader {
		return "", fmt.Errorf("it does not start with %s", cloudConfigHeader)
	}
	stream, err := document.Parse([]byte(text))
	if err != nil {
		return "", err
	}
	if len(stream.Objects()) != 1 {
		return "", errors.New("it is not one map")
	}
	config := stream.Objects()[0]
	var edits []plan.Edit
	for _, list := range cloudConfigLists(more) {
		edits = append(edits, appendMissing(config.Root().Get(list.key), list)...)
	}
	if _, err := config.Apply(edits); err != nil {
		return "", err
	}
	return string(stream.Bytes()), nil
}

type cloudConfigList struct {
	key     string
	entries []any
}

func cloudConfigLists(c plan.CloudConfig) []cloudConfigList {
	return []cloudConfigList{
		{"bootcmd", c.BootCmd}, {"packages", c.Packages}, {"write_files", c.WriteFiles}, {"runcmd", c.RunCmd},
	}
}

func newCloudConfig(c plan.CloudConfig) (string, error) {
	config := map[string]any{}
	for _, list := range cloudConfigLists(c) {
		if len(list.entries) > 0 {
			config[list.key] = list.entries
		}
	}
	object, err := document.New(config)
	if err != nil {
		return "", err
	}
	return cloudConfigHeader + "\n" + string(object.Bytes()), nil
}

// appendMissing adds the entries that a list lacks, one by one, so that the comments of the others stay.
func appendMissing(current plan.Node, list cloudConfigList) []plan.Edit {
	have, _ := document.ValueOf(current).([]any)
	var edits []plan.Edit
	for _, entry := range list.entries {
		if slices.ContainsFunc(have, func(other any) bool { return fmt.Sprint(other) == fmt.Sprint(entry) }) {
			continue
		}
		element := plan.Fields(list.key).Index(len(have))
		if file, isMap := entry.(map[string]any); isMap {
			element = plan.Fields(list.key).Elem("path", fmt.Sprint(file["path"]))
		}
		edits = append(edits, plan.Edit{Path: element, Value: entry, Mode: plan.Insert})
		have = append(have, entry)
	}
	return edits
}
