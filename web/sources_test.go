package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// project is one with a page: the program imports inner, which imports a module.
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
-- web/src/main.ts --
console.log()
-- web/test/main.test.ts --
-- web/node_modules/x/index.js --
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
`

func TestSourceDigest(t *testing.T) {
	root := t.TempDir()
	files := map[string]string{}
	for _, f := range txtar.Parse([]byte(project)).Files {
		files[f.Name] = string(f.Data)
		write(t, root, f.Name, string(f.Data))
	}
	digest := func() string {
		d, err := sourceDigest(root)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	before := digest()
	for _, c := range []struct {
		name, old, new string
		changed        bool
	}{
		{"go.mod", "go 1.26.0", "go 1.27.0", true},
		{"go.mod", "/used v1.0.0", "/used v1.0.1", true},
		{"go.mod", "/unused v1.0.0", "/unused v1.0.1", false},
		{"cmd/wasm/main.go", "{}", "{ println() }", true},
		{"web/src/main.ts", "log", "error", true},
		{"web/test/main.test.ts", "", "x", false},
		{"web/node_modules/x/index.js", "", "x", false},
		{"inner/inner.go", "package", "// A comment.\npackage", true},
		{"inner/table.json", "[]", "[1]", true},
		{"inner/other.json", "[]", "[1]", false},
		{"inner/inner_test.go", "package", "// A comment.\npackage", false},
		{"inner/inner_windows.go", "package", "// A comment.\npackage", false},
		{"other/other.go", "package", "// A comment.\npackage", false},
	} {
		write(t, root, c.name, strings.Replace(files[c.name], c.old, c.new, 1))
		if changed := digest() != before; changed != c.changed {
			t.Errorf("%s: %q to %q: the digest changes: %v", c.name, c.old, c.new, changed)
		}
		write(t, root, c.name, files[c.name])
	}
	write(t, root, "web/src/new.css", "")
	if digest() == before {
		t.Error("a new file does not change the digest")
	}
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
