// Package template writes a Coder template that calls the module of a contract.
//
// What goes in is a model with a section template; what comes out are the files of the
// template: the form in which users choose inputs, its presets, the variables of its
// administrators, the call of the module, and what the contract writes itself in Terraform's JSON
// syntax. What a parameter accepts, whether it may change, and in which direction, follows
// from the contract: everything that the form accepts for an input the contract accepts, too.
//
// The package knows Coder's provider by its schema, and no contract.
package template

import (
	"fmt"
	"maps"
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// The files that are written from parameters and presets alone.
const (
	parametersFile = "parameters.tf"
	presetsFile    = "presets.tf"
)

// ModuleDir is the directory of the module within the template.
const ModuleDir = "modules"

// Print writes the template of a model; it has no files when the contract describes none. The
// error is a [model.Diagnostics].
func Print(m *model.Model) ([]terraform.File, error) {
	if m.Surroundings().Template == nil {
		return nil, nil
	}
	p := &printer{model: m, template: m.Surroundings().Template, files: map[string]*hcl.Body{}, set: map[string]source{}, declared: map[string]map[string]bool{}}
	p.settle()
	p.resolve()
	if p.diagnostics.HasErrors() {
		return nil, p.diagnostics
	}
	p.ownFiles()
	p.file("variables.tf").Append(p.variables())
	p.file("main.tf").Append(p.call())
	p.file(parametersFile).Append(p.parameters())
	p.file(presetsFile).Append(p.presets())
	p.requirements()
	p.checkReferences()
	if !p.diagnostics.HasErrors() {
		p.judge()
	}
	if p.diagnostics.HasErrors() {
		return nil, p.diagnostics
	}
	files := p.finished(slices.Sorted(maps.Keys(p.files)))
	if p.diagnostics.HasErrors() {
		return nil, p.diagnostics
	}
	return append([]terraform.File{{Name: "README.md", Content: []byte(p.readme())}}, files...), nil
}

// printer collects what the parts of one template have in common.
type printer struct {
	model       *model.Model
	template    *model.Template
	files       map[string]*hcl.Body
	choices     []*choice         // the parameters
	set         map[string]source // what gives an input its value, by path
	fixed       fixedInputs
	declared    map[string]map[string]bool // what the files declare, by address, and its attributes; nil when these are not known
	references  []reference                // what they refer to
	inputs      []model.Object             // see examples
	diagnostics model.Diagnostics
}

// file is the body of a file, which is made when it is first asked for.
func (p *printer) file(name string) *hcl.Body {
	if p.files[name] == nil {
		p.files[name] = &hcl.Body{}
	}
	return p.files[name]
}

// refuse notes what is wrong with the section at a position, and what to write.
func (p *printer) refuse(pos model.Position, detail, format string, args ...any) {
	d := model.Diagnostic{Severity: model.Error, Summary: "template: " + fmt.Sprintf(format, args...), Detail: detail}
	if pos != (model.Position{}) {
		d.Positions = []model.Position{pos}
	}
	p.diagnostics = append(p.diagnostics, d)
}
