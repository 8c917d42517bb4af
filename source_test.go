package basek8s

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestDigest shows what changes a digest, and what does not.
func TestDigest(t *testing.T) {
	of := func(changes fstest.MapFS) string {
		files := fstest.MapFS{"go.mod": {Data: []byte("go 1.26\n")}, "a/a.go": {Data: []byte("package a\n")}}
		maps.Copy(files, changes)
		return digest(files, []string{"a"})
	}
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for _, test := range []struct {
		name    string
		changes fstest.MapFS
		same    bool
	}{
		{"nothing", nil, true},
		{"a source", fstest.MapFS{"a/a.go": file("package b\n")}, false},
		{"a comment", fstest.MapFS{"a/a.go": file("// Package a is documented.\npackage a\n")}, true},
		{"a further source", fstest.MapFS{"a/b.go": file("package a\n")}, false},
		{"the modules", fstest.MapFS{"go.mod": file("go 1.27\n")}, false},
		{"line ends", fstest.MapFS{"a/a.go": file("package a\r\n")}, true},
		{"a test", fstest.MapFS{"a/a_test.go": file("package a\n")}, true},
		{"another package", fstest.MapFS{"b/b.go": file("package b\n")}, true},
	} {
		if same := of(test.changes) == of(nil); same != test.same {
			t.Errorf("%s changed: the digest is the same: %t, want %t", test.name, same, test.same)
		}
	}
}

// TestCompiler shows that every file which the compiler is built from is part of its
// digest, as the go command lists them, and that no test is.
func TestCompiler(t *testing.T) {
	covers(t, compiler, "./internal/compile")
}

// TestChecker shows that every file which the check of a translation is built from is part of
// the checker's digest, and that no test is.
func TestChecker(t *testing.T) {
	covers(t, checker, "./internal/conformance")
	covers(t, checker, "./internal/terraform")
	covers(t, checker, "./internal/input")
	covers(t, checker, "./internal/influence/observed")
}

// covers demands that directories have the files of a package and of everything in this
// module that it imports.
func covers(t *testing.T, dirs []string, pkg string) {
	t.Helper()
	have := sources(files, dirs)
	for _, file := range built(t, pkg) {
		if !slices.Contains(have, file) {
			t.Errorf("%s is built from %s, which is not part of its digest: add the package to the list and to the pattern in source.go", pkg, file)
		}
	}
	for _, file := range have {
		if strings.HasSuffix(file, "_test.go") {
			t.Errorf("%s is part of the digest", file)
		}
	}
}

// built lists the files that a package is built from, paths from the module's root.
func built(t *testing.T, pkg string) (files []string) {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=Dir,Module,GoFiles,EmbedFiles", pkg)
	listed, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(listed)))
	for {
		var p struct {
			Dir    string
			Module *struct {
				Main bool
				Dir  string
			}
			GoFiles, EmbedFiles []string
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return files
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Module == nil || !p.Module.Main {
			continue
		}
		dir, err := filepath.Rel(p.Module.Dir, p.Dir)
		if err != nil {
			t.Fatal(err)
		}
		if dir == "." {
			p.EmbedFiles = nil // these are what a digest is made of
		}
		for _, name := range slices.Concat(p.GoFiles, p.EmbedFiles) {
			files = append(files, filepath.ToSlash(filepath.Join(dir, name)))
		}
	}
}
