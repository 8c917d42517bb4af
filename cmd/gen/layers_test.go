package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/walkthrough"
)

// layersDocument is docs/layers.md in three parts: the steps before the examples of layers, the
// examples, and the steps after them.
func layersDocument(t *testing.T) (file string, parts [3]string) {
	t.Helper()
	file = filepath.Join("..", "..", "docs", "layers.md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first := strings.Index(string(text), "<!-- ")
	last := first + strings.Index(string(text)[first:], "\n## ")
	return file, [3]string{string(text)[:first], string(text)[first:last], string(text)[last:]}
}

// TestLayersDocument: the steps of docs/layers.md hold, beside a checkout of this project.
// UPDATE=1 takes over what the commands print.
func TestLayersDocument(t *testing.T) {
	t.Parallel()
	file, parts := layersDocument(t)
	project, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	dir, bin := t.TempDir(), t.TempDir()
	for name, target := range map[string]string{filepath.Join(bin, "cue"): stockCUE(t), filepath.Join(dir, "base-k8s"): project} {
		if err := os.Symlink(target, name); err != nil {
			t.Fatal(err)
		}
	}
	got, err := walkthrough.Run(parts[0]+parts[2], dir, bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if err != nil {
		t.Error(err)
	}
	cut := len(got) - len(parts[2])
	if i := strings.LastIndex(got, parts[2][:strings.Index(parts[2][1:], "\n")+1]); i >= 0 {
		cut = i
	}
	golden.Compare(t, file, []byte(got[:cut]+parts[1]+got[cut:]))
}

// example is a block of CUE in the examples, below the name of a small layer.
var example = regexp.MustCompile("(?s)<!-- ([a-z-]+) -->\n.*?```cue\n(.*?)```\n")

// TestLayersExamples: the examples are the small layers, which tests take through everything, and
// all of them, in 15 lines at most.
func TestLayersExamples(t *testing.T) {
	file, parts := layersDocument(t)
	layers, err := filepath.Glob(filepath.Join("..", "..", "testdata", "layers", "small", "*.txtar"))
	if err != nil || len(layers) == 0 {
		t.Fatal("there are no layers", err)
	}
	shown := map[string]string{}
	for _, match := range example.FindAllStringSubmatch(parts[1], -1) {
		shown[match[1]] = match[2]
	}
	if len(shown) != len(layers) {
		t.Errorf("%s has %d examples, and there are %d layers", file, len(shown), len(layers))
	}
	for _, layer := range layers {
		archive, err := txtar.ParseFile(layer)
		if err != nil {
			t.Fatal(err)
		}
		name, text := strings.TrimSuffix(filepath.Base(layer), ".txtar"), ""
		for _, f := range archive.Files {
			if f.Name == "layer.cue" {
				text = string(f.Data)
			}
		}
		golden.Equal(t, name, text, shown[name])
		if n := strings.Count(text, "\n"); n > 15 {
			t.Errorf("%s has %d lines", name, n)
		}
	}
}

// TestLayersCommands: what docs/layers.md does not run itself, because it takes long on base-k8s,
// a script runs on a small contract.
func TestLayersCommands(t *testing.T) {
	_, parts := layersDocument(t)
	script, err := os.ReadFile(filepath.Join("..", "..", "testdata", "script", "init-layer.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?ms)^```sh\n(.*?)^```$").FindAllStringSubmatch(parts[0]+parts[2], -1)
	if len(blocks) == 0 {
		t.Fatal("there are no commands")
	}
	for _, block := range blocks {
		for line := range strings.Lines(block[1]) {
			if !strings.Contains(string(script), "\nexec "+line) {
				t.Errorf("the script does not run %s", line)
			}
		}
	}
}
