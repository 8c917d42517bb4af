// Package generate makes everything that is derived from a contract.
//
// What goes in is the directory of a contract and one of example inputs; what comes
// out is a tree of files: the Terraform module, the examples' manifests, the compiled
// model and a JSON Schema of the inputs. The package refuses to know how any of them
// is made.
package generate

import (
	"fmt"
	"path"
	"slices"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/jsonschema"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/terraform"
	"github.com/base-k8s/base-k8s/internal/witness"
)

// The files of a generated tree.
const (
	ModelFile       = "model.json"
	InputSchemaFile = "input.schema.json"
	TerraformDir    = "terraform"
	ManifestDir     = "manifests"
)

// Files returns everything that is generated from the contract in the directory
// schema and the inputs in the directory inputs, "" for none. The error is a
// [model.Diagnostics] when the contract is at fault, and [batch.ErrRefused] when
// inputs are; say is called with what is wrong with them. It is called with warnings,
// too, such as for a rule that no test was found for.
func Files(schema, inputs string, say func(model.Diagnostic)) ([]output.File, error) {
	m, err := compile.Compile(schema)
	if err != nil {
		return nil, err
	}
	var all []output.File
	for _, part := range []func(*model.Model) ([]output.File, error){module, modelFile, inputSchema} {
		files, err := part(m)
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	tests, err := moduleTests(m, say)
	if err != nil {
		return nil, err
	}
	manifests, err := manifests(m, inputs, say)
	return slices.Concat(all, tests, manifests), err
}

func module(m *model.Model) ([]output.File, error) {
	printed, err := terraform.Print(m)
	return inModule(printed), err
}

// moduleTests are the tests that "terraform test" runs on the module. A contract that
// no accepted input is found for has none, and say is called with a warning.
func moduleTests(m *model.Model, say func(model.Diagnostic)) ([]output.File, error) {
	witnesses, err := witness.Find(m)
	if err != nil {
		say(model.Diagnostic{Severity: model.Warn, Summary: fmt.Sprintf("the module has no tests: %v", err)})
		return nil, nil
	}
	for _, d := range witnesses.Missing {
		say(d)
	}
	printed, err := terraform.PrintTests(m, witnesses)
	return inModule(printed), err
}

func inModule(printed []terraform.File) []output.File {
	files := make([]output.File, len(printed))
	for i, f := range printed {
		files[i] = output.File{Path: path.Join(TerraformDir, f.Name), Content: f.Content}
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

// Tree is the directory that the files go to. What Terraform leaves beside the module
// stays.
func Tree(dir string) *output.Tree { return &output.Tree{Dir: dir, Writer: "gen"} }
