package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The engine's bytes are those of what is compiled, wherever that stands and whatever
// comments say, and what behaves otherwise has others.
func TestCompile(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles Go's standard library for WebAssembly")
	}
	const main = "package main\n\nfunc main() {\n\tvar none []int\n\tprintln(none[0])\n}\n"
	want := compile(t, main)
	if !bytes.HasPrefix(want, []byte("\x00asm")) || bytes.Contains(want, []byte(os.TempDir())) {
		t.Errorf("the engine begins with %q, or names a directory of this machine", want[:8])
	}
	if got := compile(t, strings.ReplaceAll(main, "\n", "\n// A comment.\n")); !bytes.Equal(got, want) {
		t.Error("comments, or another directory, change the engine")
	}
	if got := compile(t, strings.ReplaceAll(main, "[0]", "[1]")); bytes.Equal(got, want) {
		t.Error("another program gives the same engine")
	}
}

// compile compiles a program in a new directory.
func compile(t *testing.T, main string) []byte {
	t.Helper()
	root := t.TempDir()
	write(t, root, "go.mod", "module example.com/project\n\ngo 1.26.0\n")
	write(t, root, "cmd/wasm/main.go", main)
	s, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	wasm, err := s.compile()
	if err != nil {
		t.Fatal(err)
	}
	return wasm
}

// What is stale is what differs, what is missing and what is there besides.
func TestDist(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{"same.js": []byte("same"), "other.js": []byte("before"), "old.js": []byte("old")}
	save(t, dir, files)
	same := stat(t, dir, "same.js")
	if err := compareDist(dir, files); err != nil {
		t.Error(err)
	}
	files["other.js"], files["new.js"] = []byte("after"), []byte("new")
	delete(files, "old.js")
	const want = "new.js, old.js, other.js stale: run go generate ./web"
	if err := compareDist(dir, files); err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
	save(t, dir, files)
	if err := compareDist(dir, files); err != nil {
		t.Error(err)
	}
	if !os.SameFile(same, stat(t, dir, "same.js")) || same.ModTime() != stat(t, dir, "same.js").ModTime() {
		t.Error("a file that is current is written")
	}
}

func save(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	if err := saveDist(dir, files); err != nil {
		t.Fatal(err)
	}
}

func stat(t *testing.T, dir, name string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, name+".br"))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// Each text is there once, with all that it is the licence of.
func TestLicenses(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go/LICENSE": "BSD\n", "text/LICENSE": "BSD", "text/PATENTS": "no licence",
		"yaml/LICENSE": "Apache", "yaml/LICENSE.c": "MIT", "yaml/NOTICE": "Notice", "none/README": "",
	} {
		write(t, dir, name, text)
	}
	var texts []license
	for _, title := range []string{"go", "text", "yaml"} {
		if err := addLicenses(&texts, title, filepath.Join(dir, title), "LICENSE*", "NOTICE*"); err != nil {
			t.Fatal(err)
		}
	}
	line := "\n" + strings.Repeat("-", 78) + "\n\n"
	want := "go, LICENSE\ntext, LICENSE\n\nBSD\n" + line + "yaml, LICENSE\n\nApache\n" + line +
		"yaml, LICENSE.c\n\nMIT\n" + line + "yaml, NOTICE\n\nNotice\n"
	if got := string(formatLicenses(texts)); got != want {
		t.Errorf("the licences are\n%s\nwant\n%s", got, want)
	}
	if err := addLicenses(&texts, "none", filepath.Join(dir, "none"), "LICENSE*"); err == nil {
		t.Error("a module without a licence is let through")
	}
}

// The engine has in it what the go command says, and their licences are beside it.
func TestEveryModuleHasItsLicense(t *testing.T) {
	built, err := decompress(filepath.Join("..", "dist", "engine", "engine-licenses.txt.br"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := read(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for version := range s.versions {
		module, _, isModule := strings.Cut(version, "@")
		if isModule && !bytes.Contains(built, []byte(module+" ")) {
			t.Errorf("%s has no licence among the engine's", module)
		}
	}
}
