package docs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGallery: docs/gallery.md has a row for each contract of the repository, and for no other. Each has
// inputs, and inputs that it refuses.
func TestGallery(t *testing.T) {
	text, err := os.ReadFile("gallery.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if link, ok := strings.CutPrefix(line, "| ["); ok {
			name, _, _ := strings.Cut(link, "]")
			rows[name] = true
		}
	}
	for _, pattern := range []string{"schema", "testdata/layers/acme", "testdata/contracts/*"} {
		dirs, err := filepath.Glob(filepath.Join("..", pattern))
		if err != nil || len(dirs) == 0 {
			t.Fatalf("%s: nothing: %v", pattern, err)
		}
		for _, dir := range dirs {
			name, _ := filepath.Rel("..", dir)
			if !rows[filepath.ToSlash(name)] {
				t.Errorf("gallery.md has no row for %s", name)
			}
			delete(rows, filepath.ToSlash(name))
			checkExamples(t, dir)
		}
	}
	for name := range rows {
		t.Errorf("gallery.md has a row for %s, which is no contract", name)
	}
}

// checkExamples demands both kinds of inputs of a contract.
func checkExamples(t *testing.T, dir string) {
	if filepath.Base(dir) == "schema" {
		dir = filepath.Join("..", "testdata")
	}
	for _, kind := range []string{"inputs", "refused"} {
		if found, _ := filepath.Glob(filepath.Join(dir, kind, "*.*")); len(found) == 0 {
			t.Errorf("%s has no %s", dir, kind)
		}
	}
}
