// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"vmha.dev/vmha/internal/exampletest"
	"vmha.dev/vmha/internal/golden"
)

// A shown block of a README begins with a comment that says what is shown and ends with another:
//
//	<!-- file: ha.yaml -->                  a file of the example
//	<!-- output: Service/web -->            an object of the recorded output
//	<!-- diff: web-0.yaml -->               what became of the machines of a file
//	<!-- messages: . -->                    what vmha render says on stderr
//	<!-- end -->
var shown = regexp.MustCompile(`(?s)<!-- (file|output|diff|messages): (\S+) -->\n.*?<!-- end -->`)

// TestReadme holds what the READMEs show to the files and to the recorded outputs.
func TestReadme(t *testing.T) {
	for _, name := range names(t) {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(name, "README.md")
			have, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Regexp(t, shown, string(have), "it shows neither input nor output")
			golden.Compare(t, file, string(shown.ReplaceAllFunc(have, func(block []byte) []byte {
				parts := shown.FindSubmatch(block)
				return fmt.Appendf(nil, "<!-- %s: %s -->\n%s<!-- end -->", parts[1], parts[2], show(t, name, string(parts[1]), string(parts[2])))
			})))
		})
	}
}

func show(t *testing.T, name, what, which string) string {
	t.Helper()
	switch what {
	case "file":
		return fence("yaml", read(t, filepath.Join(name, which)))
	case "output":
		return fence("yaml", output(t, name, which))
	case "messages":
		return fence("text", messages(t, name, which))
	default:
		return fence("diff", diff(t, name, which))
	}
}

// messages runs the program as a reader would who stands in the folder of the example.
func messages(t *testing.T, name, what string) string {
	t.Helper()
	var text strings.Builder
	command := exec.Command(binary, "render", what)
	command.Dir, command.Stderr = name, &text
	require.NoError(t, command.Run(), text.String())
	require.NotEmpty(t, text.String(), "there is nothing to show")
	return text.String()
}

func fence(language, text string) string {
	return "```" + language + "\n" + strings.TrimRight(text, "\n") + "\n```\n"
}

func read(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(content)
}

// documents splits a stream at its separators; the parts keep their comments.
func documents(stream string) []string {
	return regexp.MustCompile(`(?m)^---\n`).Split(stream, -1)
}

// title returns kind/name of a document.
func title(t *testing.T, document string) string {
	t.Helper()
	var object struct {
		Kind     string
		Metadata struct{ Name string }
	}
	require.NoError(t, yaml.Unmarshal([]byte(document), &object))
	return object.Kind + "/" + object.Metadata.Name
}

// output returns the recorded document with the title.
func output(t *testing.T, name, want string) string {
	t.Helper()
	for _, document := range documents(read(t, filepath.Join(recorded, name+".yaml"))) {
		if title(t, document) == want {
			return document
		}
	}
	require.Fail(t, "not in the output of "+name, want)
	return ""
}

// diff compares the documents of a file with what became of them.
func diff(t *testing.T, name, file string) string {
	t.Helper()
	var text strings.Builder
	for _, before := range documents(read(t, filepath.Join(name, file))) {
		of := title(t, before)
		fmt.Fprintf(&text, "# %s\n%s", of, exampletest.Diff(before, output(t, name, of)))
	}
	return text.String()
}
