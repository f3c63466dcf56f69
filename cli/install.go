// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vmha.dev/vmha/api/v1alpha1"
	"vmha.dev/vmha/fn"
)

func installCommand(s streams) *cobra.Command {
	return &cobra.Command{
		Use:   "install DIR",
		Short: "Install this program into a folder, as itself and as plugins of kustomize",
		Long: `Copy this program to DIR/vmha, and lay out beside it the legacy exec plugins by which kustomize
and kubectl find it without --enable-exec, one for each kind that can be its configuration:

` + pluginList() + `
The plugins are hard links, or copies where the file system has no links. What is installed
already is left alone; an older version is replaced, each file at once and never in parts.

An init container of the image can so hand the program to another container, such as Argo CD's
repo server, through a volume: the image needs no shell, and the folder only has to be
writable for the user that it runs as.`,
		Example: `  vmha install ~/.config/kustomize/plugin      # where kustomize looks if nothing else is set
  vmha install /plugins                        # then: KUSTOMIZE_PLUGIN_HOME=/plugins
  mkdir plugins && docker run --rm --user "$(id -u)" -v "$PWD/plugins:/plugins" vmha install /plugins`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return install(s.out, args[0]) },
	}
}

// pluginPath is where kustomize looks for a plugin below its home, by the group, the version
// and the kind of the configuration (kustomize api/internal/plugins/loader).
func pluginPath(kind string) string {
	return filepath.Join(filepath.FromSlash(v1alpha1.APIVersion), strings.ToLower(kind), kind)
}

func pluginList() string {
	var b strings.Builder
	for _, kind := range fn.ConfigKinds {
		b.WriteString("  DIR/" + filepath.ToSlash(pluginPath(kind)) + "\n")
	}
	return b.String()
}

func install(out io.Writer, folder string) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program: %w", err)
	}
	program := filepath.Join(folder, "vmha")
	if err := put(program, self, copyProgram); err != nil {
		return notInstalled(folder, err)
	}
	_, _ = fmt.Fprintln(out, program)
	for _, kind := range fn.ConfigKinds {
		plugin := filepath.Join(folder, pluginPath(kind))
		if err := put(plugin, program, linkProgram); err != nil {
			return notInstalled(folder, err)
		}
		_, _ = fmt.Fprintln(out, plugin)
	}
	return nil
}

// notInstalled says what to do where the reason is the folder.
func notInstalled(folder string, err error) error {
	advice := ""
	switch {
	case errors.Is(err, fs.ErrPermission):
		advice = fmt.Sprintf("; user %d must be able to write to %s: mount a volume there, such as an emptyDir, that it may write to", os.Getuid(), folder)
	case errors.Is(err, errFolder):
		advice = "; take it away, or name another folder"
	}
	return fmt.Errorf("installing into %s: %w%s", folder, err, advice)
}

var errFolder = errors.New("is a folder")

// put brings a program to a path: beside it first, then renamed, so that whoever runs it
// meanwhile finds the old one or the new one. The same program is left alone.
func put(path, program string, bring func(from, to string) error) error {
	installed, err := isInstalled(path, program)
	if err != nil || installed {
		return err
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	beside, err := os.MkdirTemp(folder, ".vmha-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(beside) }()
	fresh := filepath.Join(beside, filepath.Base(path))
	if err := bring(program, fresh); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

// isInstalled says whether a path holds the program already and lets everybody run it. A
// symbolic link does not: where it leads may be another file in another container.
func isInstalled(path, program string) (bool, error) {
	there, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case there.IsDir():
		return false, fmt.Errorf("%s %w", path, errFolder)
	case !there.Mode().IsRegular(), there.Mode().Perm()&executable != executable:
		return false, nil
	}
	wanted, err := os.Stat(program)
	if err != nil || os.SameFile(there, wanted) || there.Size() != wanted.Size() {
		return err == nil && os.SameFile(there, wanted), err
	}
	return sameContent(path, program)
}

// executable is the mode of a program that everybody may run, without the right to write.
const executable = 0o555

func sameContent(a, b string) (bool, error) {
	contentA, err := os.ReadFile(a)
	if err != nil {
		return false, err
	}
	contentB, err := os.ReadFile(b)
	return err == nil && bytes.Equal(contentA, contentB), err
}

// linkProgram makes a hard link: unlike a symbolic one it holds wherever the folder, or a
// part of it, is mounted. Some file systems have none.
func linkProgram(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	return copyProgram(from, to)
}

func copyProgram(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.WriteFile(to, content, 0o755); err != nil {
		return err
	}
	return os.Chmod(to, 0o755) //nolint:gosec // everybody may run the program, whatever our umask
}
