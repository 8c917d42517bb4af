package generate

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Example is an input that a user of the preview can begin with.
type Example struct {
	Name     string `json:"name"` // of its file, without the extension
	Text     string `json:"text"`
	Language string `json:"language"` // yaml or json
}

// languages are the formats of a file that can be one document.
var languages = map[input.Format]string{input.YAML: "yaml", input.JSON: "json"}

// firstExample is the name of the example that the preview begins with, if there is one.
const firstExample = "default"

// examples reads the input files in a directory that have one document each, in the
// order of their names, but the one called default first.
func examples(dir string, say func(model.Diagnostic)) ([]Example, error) {
	names, err := inputNames(dir)
	if err != nil {
		return nil, err
	}
	list := []Example{} // not null in JSON
	for _, name := range names {
		e, err := readExample(dir, name)
		var refused model.Diagnostics
		switch {
		case errors.As(err, &refused):
			for _, d := range refused {
				say(d)
			}
		case err != nil:
			return nil, err
		case e != nil:
			list = append(list, *e)
		}
	}
	slices.SortStableFunc(list, func(a, b Example) int {
		switch {
		case a.Name == firstExample:
			return -1
		case b.Name == firstExample:
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return list, nil
}

// readExample returns nil for a file with more than one document.
func readExample(dir, name string) (*Example, error) {
	language, ok := languages[input.FormatOf(name)]
	if !ok {
		return nil, nil
	}
	path := filepath.Join(dir, name)
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := input.NewReader(bytes.NewReader(text), path, input.FormatOf(name))
	if _, err := r.Next(); err != nil {
		return nil, err
	}
	if _, err := r.Next(); err != io.EOF {
		return nil, nil
	}
	return &Example{Name: withoutExtension(name), Text: string(text), Language: language}, nil
}
