package module

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/base-k8s/base-k8s/internal/terraform"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// TestGenerated runs the module's own tests as whoever vendors the module does, with
// "test" in the module's folder.
func TestGenerated(t *testing.T) {
	inputs, err := testinput.Find(contract(t))
	if err != nil {
		t.Fatal(err)
	}
	files, err := terraform.PrintTests(contract(t), inputs)
	if err != nil {
		t.Fatal(err)
	}
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		dir := filepath.Join(t.TempDir(), "module")
		if err := os.CopyFS(dir, os.DirFS(moduleDir(t))); err != nil {
			t.Fatal(err)
		}
		writeFiles(t, dir, files)
		for _, command := range [][]string{{"fmt", "-check", "-recursive"}, {"init", "-input=false"}, {"test"}} {
			if _, err := r.Run(dir, r.provider, command...); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func writeFiles(t *testing.T, dir string, files []terraform.File) {
	for _, file := range files {
		path := filepath.Join(dir, file.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
