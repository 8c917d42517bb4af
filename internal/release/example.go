package release

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/modulecall"
	"github.com/base-k8s/base-k8s/internal/output"
)

// ExamplesDir is the directory in a module that has its examples, a root module each.
const ExamplesDir = "examples"

// parent is the module, as an example in it names it.
const parent = "../.."

// Examples are the root modules that the contract has as examples, below [ExamplesDir]. Module
// are the files of the module, and inputs the examples' inputs by their names. Of the module an
// example has the versions, the variables of sensitive inputs, and all outputs. One whose input is
// not there is left out.
func Examples(m *model.Model, module []output.File, inputs map[string]model.Object) ([]output.File, error) {
	var all []output.File
	for _, name := range slices.Sorted(maps.Keys(m.Surroundings().Release.Examples)) {
		example := m.Surroundings().Release.Examples[name]
		input, ok := inputs[example.Input]
		if !ok {
			continue
		}
		r := &root{model: m, input: input, module: map[string][]byte{}}
		for _, f := range module {
			r.module[f.Path] = f.Content
		}
		files, err := r.files(example)
		if err != nil {
			return nil, fmt.Errorf("the example %s: %w", name, err)
		}
		all = append(all, below(path.Join(ExamplesDir, name), files)...)
	}
	return all, nil
}

// root is a root module that calls the module with an input.
type root struct {
	model  *model.Model
	input  model.Object
	module map[string][]byte // the module's files
}

func (r *root) files(example *model.ExampleModule) ([]output.File, error) {
	main, err := r.main()
	if err != nil {
		return nil, err
	}
	variables, err := r.variables()
	if err != nil {
		return nil, err
	}
	outputs, err := r.outputs()
	if err != nil {
		return nil, err
	}
	return []output.File{
		{Path: "README.md", Content: r.readme(example)},
		{Path: "main.tf", Content: main},
		{Path: "outputs.tf", Content: outputs},
		{Path: "variables.tf", Content: variables},
		{Path: "versions.tf", Content: r.module["versions.tf"]},
	}, nil
}

// main configures the providers, and calls the module.
func (r *root) main() ([]byte, error) {
	requires, err := required([]output.File{{Path: "versions.tf", Content: r.module["versions.tf"]}})
	if err != nil {
		return nil, err
	}
	file := &hcl.Body{}
	for _, provider := range requires {
		if provider.name != "" {
			file.Block("Configured by its environment variables.", &hcl.Body{}, "provider", provider.name)
		}
	}
	modulecall.Write(file, r.model.Name, parent, r.model, r.input, nil)
	return hclwrite.Format([]byte(file.String())), nil
}

// variables are those of the sensitive inputs that the example gives. None has a default: a
// value in a file would be one that everybody knows.
func (r *root) variables() ([]byte, error) {
	return r.blocks("variables.tf", "variable", func(name string, from, to *hclwrite.Body) bool {
		if !slices.Contains(r.secrets(), name) {
			return false
		}
		copyAttributes(from, to, "type", "description", "sensitive")
		return true
	})
}

// outputs are the module's.
func (r *root) outputs() ([]byte, error) {
	return r.blocks("outputs.tf", "output", func(name string, from, to *hclwrite.Body) bool {
		copyAttributes(from, to, "description", "sensitive")
		to.SetAttributeTraversal("value", hclv2.Traversal{
			hclv2.TraverseRoot{Name: "module"}, hclv2.TraverseAttr{Name: r.model.Name}, hclv2.TraverseAttr{Name: name},
		})
		return true
	})
}

// blocks is a file with a block for each of a kind in a file of the module that fill does not
// leave out.
func (r *root) blocks(file, kind string, fill func(name string, from, to *hclwrite.Body) bool) ([]byte, error) {
	parsed, diags := hclwrite.ParseConfig(r.module[file], file, hclv2.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	made := hclwrite.NewEmptyFile()
	for _, block := range parsed.Body().Blocks() {
		if block.Type() != kind {
			continue
		}
		copied := hclwrite.NewBlock(kind, block.Labels())
		if !fill(block.Labels()[0], block.Body(), copied.Body()) {
			continue
		}
		if len(made.Body().Blocks()) > 0 {
			made.Body().AppendNewline()
		}
		made.Body().AppendBlock(copied)
	}
	return hclwrite.Format(made.Bytes()), nil
}

func copyAttributes(from, to *hclwrite.Body, names ...string) {
	for _, name := range names {
		if a := from.GetAttribute(name); a != nil {
			to.SetAttributeRaw(name, a.Expr().BuildTokens(nil))
		}
	}
}

// secrets are the variables of the sensitive inputs that the example gives.
func (r *root) secrets() (names []string) {
	for _, name := range r.model.Sensitive() {
		if _, given := r.input.Get(name); given {
			names = append(names, model.SnakeCase(name))
		}
	}
	return names
}

// readme says what the example shows, and how it is planned.
func (r *root) readme(example *model.ExampleModule) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", example.Title)
	if text := strings.TrimSpace(example.Text); text != "" {
		fmt.Fprintf(&b, "%s\n\n", text)
	}
	b.WriteString("```sh\n")
	for _, name := range r.secrets() {
		fmt.Fprintf(&b, "export TF_VAR_%s=… # which is sensitive, and in no file\n", name)
	}
	b.WriteString("export KUBE_CONFIG_PATH=~/.kube/config\nterraform init\nterraform plan\n```\n\n")
	fmt.Fprintf(&b, "The module is the one that the example is in: `source = %q`. In a module of your own, write its address and its `version`.\n", parent)
	return []byte(b.String())
}
