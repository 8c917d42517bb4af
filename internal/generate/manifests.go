package generate

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// DefaultSchema and DefaultInputs are the directories of the project's own contract.
const (
	DefaultSchema = "schema"
	DefaultInputs = "testdata/inputs"
)

// InputsOf is the directory of example inputs that belongs to a contract:
// [DefaultInputs] for the project's own, or in the root of its module of CUE, else the directory
// "inputs" beside it, or "" when there is none.
func InputsOf(schema string) string {
	schema = filepath.Clean(schema)
	if schema == DefaultSchema && isDir(DefaultInputs) {
		return DefaultInputs
	}
	if root, err := compile.ModuleRoot(schema); err == nil && root != "." {
		if inputs := filepath.Join(schema, root, DefaultInputs); isDir(inputs) {
			return inputs
		}
	}
	if inputs := filepath.Join(filepath.Dir(schema), "inputs"); isDir(inputs) {
		return inputs
	}
	return ""
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// manifests renders every input file in a directory, in the order of their names.
// Say is called for every input that is refused.
func manifests(m *model.Model, dir string, say func(model.Diagnostic)) (files []output.File, err error) {
	names, err := inputNames(dir)
	if err != nil {
		return nil, err
	}
	var refused error
	for _, name := range names {
		var text bytes.Buffer
		var said model.Diagnostics
		b := batch.Batch{Model: m, Files: []string{filepath.Join(dir, name)}, Messages: func(d model.Diagnostic) { said = append(said, d) }}
		switch err := b.Render(&text, manifest.YAML); {
		case errors.Is(err, batch.ErrRefused):
			for _, d := range said {
				say(d)
			}
			refused = err
		case err != nil:
			return nil, err
		}
		files = append(files, output.File{Path: path.Join(ManifestDir, withoutExtension(name)+".yaml"), Content: text.Bytes()})
	}
	return files, refused
}

// InputFiles are the input files in a directory; none for "".
func InputFiles(dir string) ([]string, error) {
	names, err := inputNames(dir)
	for i, name := range names {
		names[i] = filepath.Join(dir, name)
	}
	return names, err
}

// inputNames are the names of the input files in a directory; none for "".
func inputNames(dir string) (names []string, err error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	first := map[string]string{} // in lower case, because that is one name on some systems
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || input.FormatOf(name) == input.Unknown {
			continue
		}
		base := strings.ToLower(withoutExtension(name))
		if other, ok := first[base]; ok {
			return nil, fmt.Errorf("%s: the inputs %s and %s have the same manifest: rename one", dir, other, name)
		}
		first[base] = name
		names = append(names, name)
	}
	return names, nil
}

func withoutExtension(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }
