// Package golden holds what tests compute against files that people have read.
//
// What goes in is the cases of a test, txtar files, and what makes of each what it
// should be; what comes out is a failure with the difference, or with UPDATE=1 the
// files anew. The package refuses to know what a case means.
package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// Run runs a subtest for each file that matches the pattern, at least one: the case
// must be what compute makes of it. It may change the archive and the directory.
func Run(t *testing.T, pattern string, compute func(*testing.T, *txtar.Archive) *txtar.Archive) {
	t.Helper()
	Each(t, pattern, func(t *testing.T, file string, archive *txtar.Archive) {
		want := txtar.Format(archive)
		Compare(t, file, want, txtar.Format(compute(t, archive)))
	})
}

// Each runs a subtest for each file that matches the pattern, at least one. The files
// are named by absolute paths.
func Each(t *testing.T, pattern string, test func(t *testing.T, file string, archive *txtar.Archive)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no case matches %s: %v", pattern, err)
	}
	for _, name := range files {
		file, err := filepath.Abs(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			test(t, file, archive)
		})
	}
}

// Compare fails when got is not what the file has, which is want. With UPDATE=1 it
// writes the file instead.
func Compare(t *testing.T, file string, want, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("UPDATE=1 rewrites %s (-want +got):\n%s", filepath.Base(file), diff)
	}
}

// Data is the content of a file of an archive, nil when it has none of that name.
func Data(archive *txtar.Archive, name string) []byte {
	for _, f := range archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}
