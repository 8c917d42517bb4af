// Package generate writes everything that is derived from a contract.
//
// What goes in is the directory of a contract and one of example inputs; what comes
// out is a tree of files: the Terraform module, the examples' manifests, the compiled
// model, a JSON Schema of the inputs, and the record that CUE, the model and the module
// give the same results. Each of them has a package of its own, which this one calls.
package generate

import (
	"fmt"
	"path"
	"slices"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/jsonschema"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/template"
	"github.com/base-k8s/base-k8s/internal/terraform"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// The files of a generated tree.
const (
	ModelFile        = "model.json"
	InputSchemaFile  = "input.schema.json"
	TerraformDir     = "terraform"
	ManifestDir      = "manifests"
	PrerequisitesDir = "prerequisites"
	TemplateDir      = "template"
	VerifiedFile     = "verified.json"
)

// Contract names a contract and what belongs to it.
type Contract struct {
	Schema string // the directory of its CUE files
	Inputs string // the directory of its example inputs; "" for none
	// Out is the directory of what was generated from it before. A translation that is
	// recorded there as checked is not checked again.
	Out string
	// Say is called with warnings, and with what is wrong with inputs.
	Say func(model.Diagnostic)
	// Progress is called while the translation is checked; nil for nobody.
	Progress func(done, of int)
}

// Files returns everything that is generated from the contract. The error is a
// [model.Diagnostics] when the contract is at fault, a [*conformance.Finding] when its
// translation is wrong, and [batch.ErrRefused] when inputs are refused, about which Say is
// called. Say is also called for a rule for which no test was found.
func (c *Contract) Files() ([]output.File, error) {
	m, err := c.compile()
	if err != nil {
		return nil, err
	}
	return c.files(m)
}

// compile returns the model, with the effects of its inputs.
func (c *Contract) compile() (*model.Model, error) {
	m, err := compile.Compile(c.Schema)
	if err != nil {
		return nil, err
	}
	return m, c.describeEffects(m)
}

// files are those that are generated from the contract's model.
func (c *Contract) files(m *model.Model) ([]output.File, error) {
	for _, kind := range m.Surroundings().CustomKinds {
		if d, unchecked := withoutDefinition(kind); unchecked {
			c.Say(d)
		}
	}
	all, err := c.checked(m)
	if err != nil {
		return nil, err
	}
	examples, err := c.moduleExamples(m, all)
	if err != nil {
		return nil, err
	}
	all = append(all, examples...)
	for _, part := range []func(*model.Model) ([]output.File, error){modelFile, inputSchema, prerequisites, templateFiles} {
		files, err := part(m)
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	manifests, err := manifests(m, c.Inputs, c.Say)
	return slices.Concat(all, manifests), err
}

// checked returns the module, its tests and the record of the check that it has passed.
func (c *Contract) checked(m *model.Model) ([]output.File, error) {
	files, err := module(m)
	if err != nil {
		return nil, err
	}
	// An input that no rule refuses and that cannot be evaluated is the contract's fault, of
	// which the tests know more to say than that Terraform evaluates it.
	tests, err := moduleTests(m, c.Say)
	if err != nil {
		return nil, err
	}
	record, err := c.verify(m, files)
	return slices.Concat(files, tests, []output.File{record}), err
}

// withoutDefinition is a warning about a kind whose objects are taken as they are.
func withoutDefinition(kind model.CustomKind) (d model.Diagnostic, unchecked bool) {
	return model.Diagnostic{
		Severity: model.Warn, Summary: fmt.Sprintf("the fields of %s %s are not checked: there is no definition beside the contract", kind.APIVersion, kind.Kind),
		Detail:    fmt.Sprintf("put its CustomResourceDefinition into %s/, as kubectl get crd NAME -o yaml prints it", compile.DefinitionsDir),
		Positions: []model.Position{kind.Pos},
	}, !kind.Checked
}

func module(m *model.Model) ([]output.File, error) {
	printed, err := terraform.Print(m)
	return inModule(printed), err
}

// moduleTests are the tests that "terraform test" runs on the module. A contract that
// no accepted input is found for has none, and say is called with a warning. One that
// cannot be evaluated for the smallest input is refused.
func moduleTests(m *model.Model, say func(model.Diagnostic)) ([]output.File, error) {
	inputs, err := testinput.Find(m)
	if broken, ok := err.(model.Diagnostics); ok {
		return nil, broken
	}
	if err != nil {
		say(model.Diagnostic{Severity: model.Warn, Summary: fmt.Sprintf("the module has no tests: %v", err)})
		return nil, nil
	}
	for _, d := range inputs.Missing {
		say(d)
	}
	printed, err := terraform.PrintTests(m, inputs)
	return inModule(printed), err
}

func inModule(printed []terraform.File) []output.File { return inDir(TerraformDir, printed) }

func inDir(dir string, printed []terraform.File) []output.File {
	files := make([]output.File, len(printed))
	for i, f := range printed {
		files[i] = output.File{Path: path.Join(dir, f.Name), Content: f.Content}
	}
	return files
}

func modelFile(m *model.Model) ([]output.File, error) {
	text, err := model.EncodeJSON(m)
	return []output.File{{Path: ModelFile, Content: breakLines(text)}}, err
}

func inputSchema(m *model.Model) ([]output.File, error) {
	text, err := jsonschema.Generate(m)
	return []output.File{{Path: InputSchemaFile, Content: text}}, err
}

// prerequisites are the files that the contract itself names.
func prerequisites(m *model.Model) (files []output.File, err error) {
	for _, p := range m.Surroundings().Prerequisites {
		files = append(files, output.File{Path: path.Join(PrerequisitesDir, p.Name), Content: p.Text})
	}
	return files, nil
}

// templateFiles are a Coder template with a copy of the module, without its tests and its
// README: Coder takes a template of at most 1 MiB.
func templateFiles(m *model.Model) ([]output.File, error) {
	if m.Surroundings().Template == nil {
		return nil, nil
	}
	printed, err := template.Print(m)
	if err != nil {
		return nil, err
	}
	files := inDir(TemplateDir, printed)
	copied, err := terraform.Print(m)
	for _, f := range inDir(path.Join(TemplateDir, template.ModuleDir, m.Surroundings().Template.Module), copied) {
		if path.Ext(f.Path) == ".tf" {
			files = append(files, f)
		}
	}
	return files, err
}

// Tree is the directory that the files go to. What Terraform leaves beside the module
// stays.
func Tree(dir string) *output.Tree { return &output.Tree{Dir: dir, Writer: "gen"} }
