// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"fmt"

	sdk "github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"vmha.dev/vmha/document"
)

// Processor is the function in the kpt SDK's own types, for those who build their own
// binary of several functions: sdk.AsMain(fn.Processor{}), or one link of sdk.Chain.
type Processor struct{}

var _ sdk.ResourceListProcessor = Processor{}

// Process implements the SDK's ResourceListProcessor. It answers false where an error was found, and then
// leaves the items as they are.
func (Processor) Process(list *sdk.ResourceList) (bool, error) {
	in := Input{}
	for _, item := range list.Items {
		object, err := parseOne(item)
		if err != nil {
			return false, err
		}
		in.Objects = append(in.Objects, object)
	}
	if list.FunctionConfig != nil && !list.FunctionConfig.IsEmpty() {
		config, err := parseOne(list.FunctionConfig)
		if err != nil {
			return false, err
		}
		in.Config = config
	}
	if isCheck(in.Config) {
		checked := Check(CheckInput{Input: in})
		list.Results = append(list.Results, results(checked.Findings)...)
		return !checked.FailedOn(checked.FailOn), nil
	}
	outcome := Render(in)
	list.Results = append(list.Results, results(outcome.Findings)...)
	if outcome.Failed() {
		return false, nil
	}
	items := make(sdk.KubeObjects, 0, len(outcome.Objects))
	for _, object := range outcome.Objects {
		item, err := sdk.ParseKubeObject(object.Bytes())
		if err != nil {
			return false, fmt.Errorf("handing an object to the SDK: %w", err)
		}
		items = append(items, item)
	}
	list.Items = items
	return true, nil
}

func parseOne(item *sdk.KubeObject) (*document.Object, error) {
	stream, err := document.Parse([]byte(item.String()))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", item.ShortString(), err)
	}
	if len(stream.Objects()) != 1 {
		return nil, fmt.Errorf("reading %s: it is not one object", item.ShortString())
	}
	return stream.Objects()[0], nil
}
