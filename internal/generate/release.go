package generate

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/release"
)

// Release returns the files of a release of the contract: everything that is generated, laid out
// as it is published, with the included files. It fails as [Contract.Files] does, and with
// [release.ErrNoVersion].
func (c *Contract) Release(included []output.File, engine release.Engine) ([]output.File, error) {
	m, err := c.compile()
	if err != nil {
		return nil, err
	}
	if m.Surroundings().Version == "" {
		return nil, release.ErrNoVersion
	}
	files, err := c.files(m)
	if err != nil {
		return nil, err
	}
	return (&release.Contract{Model: m, Generated: files, Included: included, Engine: engine}).Files()
}

// ReleaseTree is the directory that the files of a release go to.
func ReleaseTree(dir string) *output.Tree { return &output.Tree{Dir: dir, Writer: "gen release"} }

// moduleExamples are the root modules that the contract has as examples, in the module.
func (c *Contract) moduleExamples(m *model.Model, checked []output.File) ([]output.File, error) {
	if len(m.Surroundings().Release.Examples) == 0 {
		return nil, nil
	}
	var module []output.File
	for name, text := range moduleTexts(checked) {
		module = append(module, output.File{Path: name, Content: []byte(text)})
	}
	inputs, err := c.exampleInputs(m)
	if err != nil {
		return nil, err
	}
	files, err := release.Examples(m, module, inputs)
	for i := range files {
		files[i].Path = path.Join(TerraformDir, files[i].Path)
	}
	return files, err
}

// exampleInputs are the inputs of the contract's examples, by their names. A layer may leave out
// those of the contract that it stands on, whose inputs need not be its own.
func (c *Contract) exampleInputs(m *model.Model) (map[string]model.Object, error) {
	names, err := inputNames(c.Inputs)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, name := range names {
		files[withoutExtension(name)] = filepath.Join(c.Inputs, name)
	}
	inputs := map[string]model.Object{}
	for _, name := range slices.Sorted(maps.Keys(m.Surroundings().Release.Examples)) {
		example := m.Surroundings().Release.Examples[name]
		file, ok := files[example.Input]
		switch {
		case !ok && c.isAbove(example.Pos):
			continue
		case !ok:
			return nil, noInput(example, cmp.Or(c.Inputs, "a directory of inputs"))
		}
		if inputs[example.Input], err = oneInput(file); err != nil {
			return nil, err
		}
	}
	return inputs, nil
}

// isAbove reports whether something stands in a directory above that of the contract.
func (c *Contract) isAbove(pos model.Position) bool {
	return filepath.Dir(pos.File) != filepath.Clean(c.Schema)
}

func noInput(example *model.ExampleModule, dir string) error {
	return model.Diagnostics{{Severity: model.Error, Positions: []model.Position{example.Pos},
		Summary: fmt.Sprintf("the example has the input %s, and %s has no file of this name", example.Input, dir),
		Detail:  "add the file, or name the directory that has it with --inputs"}}
}

// oneInput reads a file of one input. Whether it is accepted is found where all are rendered.
func oneInput(file string) (model.Object, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	r := input.NewReader(bytes.NewReader(text), file, input.FormatOf(file))
	document, err := r.Next()
	if err != nil {
		return nil, err
	}
	object, ok := document.Value.(model.Object)
	if _, err := r.Next(); err != io.EOF || !ok {
		return nil, fmt.Errorf("%s: an example has one input, which is an object: remove the others", file)
	}
	return object, nil
}
