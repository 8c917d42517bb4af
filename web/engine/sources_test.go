package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// The engine is built from the sources that are there. UPDATE does not build it: that
// takes half a minute, and whoever updates golden files has not asked for it.
func TestEngineIsCurrent(t *testing.T) {
	s, err := read(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	built, err := readRecord(filepath.Join("..", "dist", "engine"))
	if err != nil {
		t.Fatal(err)
	}
	if built.Sources != s.digest() {
		t.Error("the page's engine is stale: run go generate ./web")
	}
}

// Comments in all of the project's own sources change nothing; a statement in any of them
// does.
func TestCommentsDoNotCount(t *testing.T) {
	s, err := read(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	texts := map[string]string{}
	for _, name := range append(slices.Collect(maps.Keys(s.files)), "go.mod") {
		text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
		if filepath.Ext(name) == ".go" {
			text = bytes.ReplaceAll(text, []byte("\npackage "), []byte("\n\n// What this is.\npackage "))
			text = append(text, "\n// The end.\n"...)
		}
		write(t, root, name, string(text))
	}
	if got := digest(t, root); got != s.digest() {
		t.Error("a comment changes the digest")
	}
	for name, text := range texts {
		if !strings.HasPrefix(name, "internal/model/") {
			continue
		}
		write(t, root, name, text+"\nfunc init() { println() }\n")
		if digest(t, root) == s.digest() {
			t.Errorf("a statement in %s does not change the digest", name)
		}
		write(t, root, name, text)
	}
}

// project is one with an engine: the program imports inner, which imports a module.
const project = `
-- go.mod --
module example.com/project

go 1.26.0

require (
	example.com/used v1.0.0
	example.com/unused v1.0.0
)
-- cmd/wasm/main.go --
package main

import _ "example.com/project/inner"

func main() {}
-- inner/inner.go --
package inner

import (
	_ "embed"

	_ "example.com/used/x"
)

//go:embed table.json
var table string
-- inner/table.json --
[]
-- inner/other.json --
[]
-- inner/inner_test.go --
package inner
-- inner/inner_windows.go --
package inner
-- other/other.go --
package other
-- web/src/main.ts --
console.log()
`

func TestDigest(t *testing.T) {
	root := t.TempDir()
	files := map[string]string{}
	for _, f := range txtar.Parse([]byte(project)).Files {
		files[f.Name] = string(f.Data)
		write(t, root, f.Name, string(f.Data))
	}
	before := digest(t, root)
	for _, c := range []struct {
		name, old, new string
		changed        bool
	}{
		{"go.mod", "go 1.26.0", "go 1.27.0", true},
		{"go.mod", "/used v1.0.0", "/used v1.0.1", true},
		{"go.mod", "/unused v1.0.0", "/unused v1.0.1", false},
		{"cmd/wasm/main.go", "{}", "{ println() }", true},
		{"inner/inner.go", "package", "// A comment.\npackage", false},
		{"inner/inner.go", "package", "//go:build js\n\npackage", true},
		{"inner/inner.go", "var table", "var list", true},
		{"inner/table.json", "[]", "[1]", true},
		{"inner/table.json", "\n", "\r\n", false},
		{"inner/other.json", "[]", "[1]", false},
		{"inner/inner_test.go", "inner", "inner_test", false},
		{"inner/inner_windows.go", "inner", "inner; var x int", false},
		{"other/other.go", "other", "another", false},
		{"web/src/main.ts", "log", "error", false},
	} {
		write(t, root, c.name, strings.ReplaceAll(files[c.name], c.old, c.new))
		if changed := digest(t, root) != before; changed != c.changed {
			t.Errorf("%s: %q to %q: the digest changes: %v", c.name, c.old, c.new, changed)
		}
		write(t, root, c.name, files[c.name])
	}
}

func digest(t *testing.T, root string) string {
	t.Helper()
	s, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	return s.digest()
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
