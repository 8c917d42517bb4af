package generate

import (
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/template"
)

// The files that the preview loads besides its own and [ModelFile].
const (
	ModuleFile   = "module.json"   // of the generated module, each file's path to its text
	ExamplesFile = "examples.json" // a list of [Example]
	AboutFile    = "about.json"    // an [About]
)

// About is what the preview says about the contract that its model does not have.
type About struct {
	// Version is the one that the contract gives itself; "" when it has none.
	Version string `json:"version"`
	// Given are the expressions that the contract's template gives to inputs, by their names, and
	// Needs what they refer to.
	Given map[string]string `json:"given,omitempty"`
	Needs []string          `json:"needs,omitempty"`
}

func about(m *model.Model) About {
	given, needs := template.Given(m)
	return About{Version: m.Surroundings().Version, Given: given, Needs: needs}
}

// Preview returns the files with which the preview shows the contract. It fails as [Contract.Files]
// does. Inputs that cannot be read are reported by Say and left out; those that the
// contract refuses are not reported, because the preview says why.
func (c *Contract) Preview() ([]output.File, error) {
	m, err := c.compile()
	if err != nil {
		return nil, err
	}
	files, err := modelFile(m)
	if err != nil {
		return nil, err
	}
	checked, err := c.checked(m)
	if err != nil {
		return nil, err
	}
	texts := moduleTexts(checked)
	list, err := examples(c.Inputs, c.Say)
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		path string
		data any
	}{{ModuleFile, texts}, {ExamplesFile, list}, {AboutFile, about(m)}} {
		text, err := model.EncodeJSON(f.data)
		if err != nil {
			return nil, err
		}
		files = append(files, output.File{Path: f.path, Content: append(text, '\n')})
	}
	return files, nil
}

// moduleTexts are the files of the module, its tests included, by their paths in it.
func moduleTexts(files []output.File) map[string]string {
	texts := map[string]string{}
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Path, TerraformDir+"/"); ok {
			texts[name] = string(f.Content)
		}
	}
	return texts
}
