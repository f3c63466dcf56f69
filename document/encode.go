// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package document

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// encodeNodes writes nodes with an encoder of their own: one that is used for
// several documents keeps every event of them.
func encodeNodes(doc *yaml.Node, compact bool) (text string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("cannot write the document: %v", p)
		}
	}()
	respell(doc, false)
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(ownLayout.step)
	if compact {
		encoder.CompactSeqIndent()
	}
	if err := encoder.Encode(doc); err != nil {
		return "", err
	}
	if err := encoder.Close(); err != nil {
		return "", err
	}
	return b.String(), nil
}

// respell writes out values that are not there in flow style, of which the encoder would
// make empty strings, and takes tags from << that nobody wrote there.
func respell(n *yaml.Node, inFlow bool) {
	inFlow = inFlow || n.Style&yaml.FlowStyle != 0
	if n.Kind == yaml.ScalarNode && n.Value == mergeKey && n.Tag == "!!merge" && n.Style&yaml.TaggedStyle == 0 {
		n.Tag = ""
	}
	if inFlow && n.Value == "" && isNull(n) && n.Kind == yaml.ScalarNode {
		n.Value = "null"
	}
	for _, child := range n.Content {
		respell(child, inFlow)
	}
}

// sequenceIndent is how much deeper than its key the first list of a text stands.
func sequenceIndent(text string) int {
	key := -1
	for line := range strings.Lines(text) {
		if isSkipped(line) {
			continue
		}
		content := strings.TrimLeft(line, " ")
		column := len(line) - len(content)
		if content[0] == '-' && key >= 0 {
			return min(max(column-key, 0), ownLayout.step)
		}
		key = -1
		if code, _, _ := strings.Cut(content, " #"); content[0] != '-' && strings.HasSuffix(strings.TrimRight(code, " \r\n"), ":") {
			key = column
		}
	}
	return 0
}
