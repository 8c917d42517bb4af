package main

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// TestInstrument shows what becomes of a source file, and its points. It can still be
// compiled.
func TestInstrument(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		source := archive.Files[0]
		x := &instrumenter{}
		instrumented, err := x.file(source.Name, source.Data)
		if err != nil {
			t.Fatal(err)
		}
		compiles(t, instrumented)
		var points strings.Builder
		for i, p := range x.points {
			fmt.Fprintf(&points, "%d line %d, %s: %s %s, refusal: %t\n", i, p.Line, p.Func, p.Kind, p.Text, p.Refusal)
		}
		return &txtar.Archive{Comment: archive.Comment, Files: []txtar.File{
			source, {Name: "instrumented.go", Data: instrumented}, {Name: "points", Data: []byte(points.String())},
		}}
	})
}

func compiles(t *testing.T, text []byte) {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "instrumented.go", text, 0)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	config := types.Config{Importer: importer.ForCompiler(files, "source", nil)}
	if _, err := config.Check("p", files, []*ast.File{f}, nil); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}
