// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package fn

import (
	"bytes"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"vmha.dev/vmha/document"
	"vmha.dev/vmha/plan"
)

// The work is that of make bench, without the start of a program:
//
//	go test ./fn -run '^$' -bench Transform1000 -cpu 1 -cpuprofile /tmp/cpu

func BenchmarkRender1000(b *testing.B) { benchmarkRender(b, "generate") }

func BenchmarkTransform1000(b *testing.B) { benchmarkRender(b, "transform") }

func BenchmarkFallback1000(b *testing.B) {
	benchmarkRender(b, "transform", "cores: 2", "cores: &cores 2")
}

func benchmarkRender(b *testing.B, work string, alter ...string) {
	b.Helper()
	input := []byte(strings.NewReplacer(alter...).Replace(string(resourceList(benchmarkDocuments(b, work, 1000)))))
	b.SetBytes(int64(len(input)))
	b.ReportAllocs()
	for b.Loop() {
		require.Equal(b, ExitOK, Run(bytes.NewReader(input), io.Discard, io.Discard))
	}
}

func BenchmarkCheck1000(b *testing.B) {
	stream, err := document.Parse([]byte(strings.Join(benchmarkDocuments(b, "generate", 1000), "---\n")))
	require.NoError(b, err)
	var manifests bytes.Buffer
	for _, object := range Render(Input{Objects: stream.Objects()}).Objects {
		if Applied(object) {
			manifests.WriteString("---\n")
			manifests.Write(object.Bytes())
		}
	}
	b.SetBytes(int64(manifests.Len()))
	b.ReportAllocs()
	for b.Loop() {
		stream, err := document.Parse(manifests.Bytes())
		require.NoError(b, err)
		checked := Check(CheckInput{Input: Input{Objects: stream.Objects()}, Render: true})
		require.False(b, checked.FailedOn(plan.Error))
	}
}

// benchmarkDocuments are the platform and what stands in the work for each machine.
func benchmarkDocuments(t testing.TB, work string, machines int) []string {
	t.Helper()
	read := func(name string) string {
		text, err := os.ReadFile("../bench/work/" + name + ".yaml")
		require.NoError(t, err)
		return string(text)
	}
	documents, each := []string{read("platform")}, read(work)
	for number := range machines {
		documents = append(documents, strings.Split(strings.ReplaceAll(each, "NUMBER", strconv.Itoa(number)), "---\n")...)
	}
	return documents
}

func resourceList(documents []string) []byte {
	var list bytes.Buffer
	list.WriteString("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n")
	for _, document := range documents {
		list.WriteString("- " + strings.ReplaceAll(strings.TrimRight(document, "\n"), "\n", "\n  ") + "\n")
	}
	return list.Bytes()
}
