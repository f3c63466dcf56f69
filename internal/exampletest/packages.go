// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package exampletest

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Names returns the names of the examples under root. None at all is an error: a test over nothing passes.
func Names(root string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(root, "*", "kustomization.yaml"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no example under %s", root)
	}
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = filepath.Base(filepath.Dir(file))
	}
	return names, nil
}

// Main compiles the program of the repository at root into a temporary folder, gets the tests
// ready for it, and runs them. It returns the exit code.
func Main(m *testing.M, root string, ready func(binary, dir string) error) int {
	dir, err := os.MkdirTemp("", "vmha-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() {
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}()
	binary, err := build(root, dir)
	if err == nil {
		err = ready(binary, dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

// build compiles the program into dir and returns the path of the binary.
func build(root, dir string) (string, error) {
	binary := filepath.Join(dir, "vmha")
	command := exec.Command("go", "build", "-o", binary, ".")
	command.Dir = root
	if out, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return binary, nil
}

// A Style is how hosts call the function.
type Style int

// The styles. A plugin needs no binary, for kustomize has it installed.
const (
	Container Style = iota // the image vmha, as the examples are
	Exec                   // a program
	Plugin                 // a legacy plugin of kustomize, which finds it by the kind of its configuration
)

// Copy copies an example, with the function in a style; binary is the program of Exec.
func Copy(example, dir string, style Style, binary string) error {
	if err := os.CopyFS(dir, os.DirFS(example)); err != nil {
		return err
	}
	switch style {
	case Exec:
		// kustomize reads the function from vmha.yaml, kpt from the Kptfile.
		if err := replace(filepath.Join(dir, "vmha.yaml"), "container:\n        image: vmha\n", "exec:\n        path: "+binary+"\n"); err != nil {
			return err
		}
		return replace(filepath.Join(dir, "Kptfile"), "- image: localhost/vmha\n", "- exec: "+binary+"\n")
	case Plugin:
		// The intents are resources, and configurations too: each calls the plugin.
		if err := os.Remove(filepath.Join(dir, "vmha.yaml")); err != nil {
			return err
		}
		return replace(filepath.Join(dir, "kustomization.yaml"), "- vmha.yaml\n", "- ha.yaml\n")
	}
	return nil
}

func replace(file, from, to string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !bytes.Contains(content, []byte(from)) {
		return fmt.Errorf("%s does not hold %q", file, from)
	}
	return os.WriteFile(file, bytes.ReplaceAll(content, []byte(from), []byte(to)), 0o600)
}

// ReadTree returns every YAML file under dir as one stream of documents, as a host would apply it.
func ReadTree(dir string) ([]byte, error) {
	var stream bytes.Buffer
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		stream.WriteString("---\n")
		stream.Write(content)
		stream.WriteString("\n")
		return nil
	})
	return stream.Bytes(), err
}

// Snapshot returns the content of every file under dir, by its path.
func Snapshot(dir string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		files[path] = string(content)
		return err
	})
	return files, err
}
