package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/walkthrough"
)

// TestTutorial: docs/tutorial.md holds from its first step to the last, in an empty directory
// outside of the checkout. UPDATE=1 takes over what the commands print.
func TestTutorial(t *testing.T) {
	t.Parallel()
	file := filepath.Join("..", "..", "docs", "tutorial.md")
	document, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(stockCUE(t), filepath.Join(bin, "cue")); err != nil {
		t.Fatal(err)
	}
	got, err := walkthrough.Run(string(document), t.TempDir(), bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if err != nil {
		t.Error(err)
	}
	golden.Compare(t, file, []byte(got))
}
