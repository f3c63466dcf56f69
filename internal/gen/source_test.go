// SPDX-FileCopyrightText: The vmha authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A comment is what stands above a field in the source: its description and its markers.
type comment struct {
	description string
	// markers by name, such as kubebuilder:validation:Minimum; the value is empty where there is none.
	markers map[string]string
}

// A source is what reflection does not show of package v1alpha1.
type source struct {
	// comments by type and field: "Port.TargetPort".
	comments map[string]comment
	// constants of string types, in their order.
	constants map[string][]string
}

func readSource(t *testing.T) source {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, "api/v1alpha1/*.go"))
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	s := source{map[string]comment{}, map[string][]string{}}
	for _, path := range paths {
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				s.readType(n)
			case *ast.ValueSpec:
				s.readConstant(n)
			}
			return true
		})
	}
	return s
}

func (s source) readType(spec *ast.TypeSpec) {
	structure, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range structure.Fields.List {
		for _, name := range f.Names {
			s.comments[spec.Name.Name+"."+name.Name] = readComment(f.Doc)
		}
	}
}

// readConstant reads a constant of a string type of this package.
func (s source) readConstant(spec *ast.ValueSpec) {
	name, ok := spec.Type.(*ast.Ident)
	if !ok {
		return
	}
	for _, value := range spec.Values {
		if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			text, _ := strconv.Unquote(literal.Value)
			s.constants[name.Name] = append(s.constants[name.Name], text)
		}
	}
}

func readComment(group *ast.CommentGroup) comment {
	c := comment{markers: map[string]string{}}
	if group == nil {
		return c
	}
	var words []string
	for _, line := range group.List {
		text := strings.TrimSpace(strings.TrimPrefix(line.Text, "//"))
		if marker, isMarker := strings.CutPrefix(text, "+"); isMarker {
			name, value, _ := strings.Cut(marker, "=")
			c.markers[name] = value
			continue
		}
		words = append(words, text)
	}
	c.description = oneLine(strings.Join(words, " "))
	return c
}
