package serve

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFilesAreThoseThatAreServed(t *testing.T) {
	s := newTestSite(t)
	files, err := s.Files()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Path)
		if served := text(t, request(s.Handler(false), "GET", "/"+f.Path)); served != string(f.Content) {
			t.Errorf("%s is %q, and is served as %q", f.Path, f.Content, served)
		}
	}
	want := []string{"data.json", "deep/chunk.js", "engine.wasm", "index.html", "licenses.txt", "main.css", "main.js"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestAFolderIsReplaced(t *testing.T) {
	files, err := newTestSite(t).Files()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "public")
	if _, err := Tree(dir).Write(files); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"chunk-OLD.js", "CNAME", "robots.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	changes, err := Tree(dir).Write(files)
	if err != nil || len(changes) != 1 || changes[0].String() != "deleted chunk-OLD.js" {
		t.Errorf("the changes are %v, error %v", changes, err)
	}

	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, index), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Tree(other).Write(files); err == nil || !strings.Contains(err.Error(), "so this command has not written it") {
		t.Errorf("somebody else's folder is replaced, error %v", err)
	}
	entries, _ := os.ReadDir(other)
	if slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() != index }) {
		t.Errorf("it has %v now", entries)
	}
}
