package serve

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/output"
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

// Parts of an older page go; what somebody else has put beside the page stays, even
// when it has such a name.
func TestAFolderIsReplaced(t *testing.T) {
	files, err := newTestSite(t).Files()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "public")
	older := append(slices.Clone(files), output.File{Path: "chunk-OLD.js"})
	if _, err := Tree(dir).Write(t.Context(), older); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"analytics.js", "CNAME"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	changes, err := Tree(dir).Write(t.Context(), files)
	if got := fmt.Sprint(changes); err != nil || got != "[deleted chunk-OLD.js]" {
		t.Errorf("the changes are %v, error %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "analytics.js")); err != nil {
		t.Error(err)
	}
}
