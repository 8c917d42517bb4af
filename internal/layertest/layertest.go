// Package layertest lays out layers below the project's own contract, as the repository of a
// company has them.
//
// What goes in is the directory of the contract and the files of a layer; what comes out is the
// directory of the layer in a CUE module of its own, base/NAME below a copy of the contract in base.
package layertest

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"
)

// module is the cue.mod/module.cue that stock cue wants of a directory with layers.
const module = "module: \"acme.example/workspaces\"\nlanguage: version: \"v0.17.0\"\n"

// Lay copies the CUE files in the directory contract, unchanged, and those of a layer to a temporary
// directory, and returns that of the layer, which is called name.
func Lay(t testing.TB, contract, name string, layer fs.FS) string {
	t.Helper()
	root := t.TempDir()
	write(t, filepath.Join(root, "cue.mod", "module.cue"), []byte(module))
	copyCUE(t, os.DirFS(contract), filepath.Join(root, "base"))
	dir := filepath.Join(root, "base", name)
	copyCUE(t, layer, dir)
	return dir
}

// Files are the files of a txtar archive as a layer.
func Files(archive *txtar.Archive) fs.FS {
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return files
}

// copyCUE copies the CUE files directly in a directory.
func copyCUE(t testing.TB, from fs.FS, to string) {
	t.Helper()
	names, err := fs.Glob(from, "*.cue")
	if err != nil || len(names) == 0 {
		t.Fatalf("no CUE files for %s: %v", to, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(to, name), data)
	}
}

func write(t testing.TB, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
}
