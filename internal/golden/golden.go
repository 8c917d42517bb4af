// Package golden holds what tests compute against texts that people have read.
//
// What goes in is the cases of a test, txtar files, and a function that computes what
// each should be; what comes out is a failure with a unified diff, or with UPDATE=1 the
// files rewritten. The package does not know what a case means.
package golden

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// T is the part of a test that a difference is reported to: a *testing.T, *testing.B or
// *rapid.T.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// Run runs a subtest for each file that matches the pattern, at least one: the case
// must be what compute makes of it. It may change the archive and the directory.
func Run(t *testing.T, pattern string, compute func(*testing.T, *txtar.Archive) *txtar.Archive) {
	t.Helper()
	Each(t, pattern, func(t *testing.T, file string, archive *txtar.Archive) {
		t.Helper()
		Compare(t, file, txtar.Format(compute(t, archive)))
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

// Compare fails when got is not what the file has, or when there is no such file. With
// UPDATE=1 it writes the file instead.
func Compare(t T, file string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := Diff(string(want), string(got)); d != "" {
		t.Errorf("UPDATE=1 rewrites %s (-want +got):\n%s", filepath.Base(file), d)
	}
}

// Equal fails when two texts differ. What they are is said by name.
func Equal(t T, name, want, got string) {
	t.Helper()
	if d := Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
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

// JSON reads a file of an archive into what v points to, and reports whether there is one.
func JSON(t *testing.T, archive *txtar.Archive, name string, v any) bool {
	t.Helper()
	text := Data(archive, name)
	if text == nil {
		return false
	}
	if err := json.Unmarshal(text, v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return true
}
