package generate

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// The files that the preview loads besides its own and [ModelFile].
const (
	ModuleFile   = "module.json"   // of the generated module, each file's path to its text
	ExamplesFile = "examples.json" // a list of [Example]
)

// Preview returns what the preview shows of the contract in the directory schema and
// the inputs in the directory inputs, "" for none. The error is a [model.Diagnostics]
// when the contract is at fault. Inputs that cannot be read are left out, and say is
// called with the reasons; those that the contract refuses are not, because the preview
// tells why.
func Preview(schema, inputs string, say func(model.Diagnostic)) ([]output.File, error) {
	m, err := compile.Compile(schema)
	if err != nil {
		return nil, err
	}
	files, err := modelFile(m)
	if err != nil {
		return nil, err
	}
	texts, err := moduleTexts(m, say)
	if err != nil {
		return nil, err
	}
	list, err := examples(inputs, say)
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		path string
		data any
	}{{ModuleFile, texts}, {ExamplesFile, list}} {
		text, err := model.EncodeJSON(f.data)
		if err != nil {
			return nil, err
		}
		files = append(files, output.File{Path: f.path, Content: append(text, '\n')})
	}
	return files, nil
}

// moduleTexts are the files of the module, its tests included, by their paths in it.
func moduleTexts(m *model.Model, say func(model.Diagnostic)) (map[string]string, error) {
	files, err := module(m)
	if err != nil {
		return nil, err
	}
	tests, err := moduleTests(m, say)
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, f := range slices.Concat(files, tests) {
		texts[strings.TrimPrefix(f.Path, TerraformDir+"/")] = string(f.Content)
	}
	return texts, nil
}
