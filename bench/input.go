// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"bufio"
	"embed"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// commonWork is what every input is made of, see work/README.md.
//
//go:embed work/*.yaml work/value.json
var commonWork embed.FS

// input is a folder with the same work in each form that somebody reads.
type input struct{ dir string }

func (i input) stream() string { return filepath.Join(i.dir, "stream.yaml") }
func (i input) list() string   { return filepath.Join(i.dir, "list.yaml") }
func (i input) values() string { return filepath.Join(i.dir, "values.json") }

// output is what the first contender writes; cat copies it.
func (i input) output() string { return filepath.Join(i.dir, "output.yaml") }

// manifests are the platform and what is rendered from the stream: what a check reads.
func (i input) manifests() string { return filepath.Join(i.dir, "manifests.yaml") }

// parts are the documents of an input: those that stand in it once, and those of each machine.
type parts struct{ platform, each, value string }

func readParts(w work) (p parts, err error) {
	for name, text := range map[string]*string{"platform.yaml": &p.platform, w.source: &p.each, "value.json": &p.value} {
		read, readErr := commonWork.ReadFile("work/" + name)
		err = errors.Join(err, readErr)
		*text = string(read)
	}
	if w.alter != nil {
		p.each = w.alter.Replace(p.each)
	}
	return p, err
}

// writeInput writes the work for so many machines. No form of it is held in memory, for Linux
// counts what this program has in memory when it starts another one as memory of the other.
func writeInput(dir string, w work, machines int) (input, error) {
	in := input{dir}
	p, err := readParts(w)
	if err != nil {
		return in, err
	}
	stream := repeated{first: p.platform, each: "---\n" + p.each, machines: machines}
	list := repeated{
		first: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" + items(p.platform),
		each:  items(p.each), machines: machines,
	}
	values := repeated{
		first: "{\"range\": \"2001:db8::/64\", \"machines\": [\n", each: strings.TrimSuffix(p.value, "\n"),
		between: ",\n", last: "\n]}\n", machines: machines,
	}
	return in, errors.Join(stream.writeFile(in.stream()), list.writeFile(in.list()), values.writeFile(in.values()))
}

// items are documents as elements of a list.
func items(documents string) string {
	var list strings.Builder
	for document := range strings.SplitSeq(documents, "---\n") {
		list.WriteString("- " + strings.ReplaceAll(strings.TrimSuffix(document, "\n"), "\n", "\n  ") + "\n")
	}
	return list.String()
}

// repeated is a text with a part that comes once for each machine, with its number.
type repeated struct {
	first, each, between, last string

	machines int
}

func (r repeated) writeFile(name string) (err error) {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriter(file)
	r.write(out)
	return out.Flush()
}

// write leaves errors to the writer, which keeps the first.
func (r repeated) write(out *bufio.Writer) {
	_, _ = out.WriteString(r.first)
	for number := range r.machines {
		if number > 0 {
			_, _ = out.WriteString(r.between)
		}
		_, _ = out.WriteString(strings.ReplaceAll(r.each, "NUMBER", strconv.Itoa(number)))
	}
	_, _ = out.WriteString(r.last)
}

// concatenate writes files one after the other, as documents of one stream.
func concatenate(name string, files ...string) (err error) {
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	for _, file := range files {
		in, err := os.Open(file)
		if err != nil {
			return err
		}
		_, err = io.Copy(out, io.MultiReader(strings.NewReader("---\n"), in))
		if err := errors.Join(err, in.Close()); err != nil {
			return err
		}
	}
	return nil
}
