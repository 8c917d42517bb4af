package terraform

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// File is a file of a Terraform module.
type File struct {
	Name    string // the file's name within the module
	Content []byte
}

// Print writes a model as a Terraform module: versions.tf, variables.tf, main.tf, a file
// for each file of the contract that has objects if there are several, outputs.tf and
// README.md. The files are as "terraform fmt" leaves them. The error is
// a [model.Diagnostics] that says what of the contract has no form in Terraform.
func Print(m *model.Model) ([]File, error) {
	p := newPrinter(m)
	p.refuseNames()
	p.refuseCycles()
	p.printing = variablesFile
	variables := p.variables()
	p.printing = mainFile // has the locals that outputs use
	outputs := p.outputs()
	content := p.content()
	variables.Append(content.of(variablesFile))
	p.convertedInputs(variables)
	delete(content, variablesFile)
	versions := &hcl.Body{}
	versions.Block("", Requirements(), "terraform")
	files := []File{p.file("versions.tf", versions), p.file(variablesFile, variables)}
	for _, name := range slices.Sorted(maps.Keys(content)) {
		files = append(files, p.file(name, content[name]))
	}
	files = append(files, p.file("outputs.tf", outputs), File{Name: "README.md", Content: []byte(p.readme())})
	if len(p.diagnostics) > 0 {
		slices.SortStableFunc(p.diagnostics, byPosition)
		return nil, p.diagnostics
	}
	return files, nil
}

// The versions that a module takes: Terraform 1.9 for validations that refer to other variables and to locals
// (OpenTofu has them since 1.9, too), and version 3 of the provider: 2 has other names for
// some resources, and of 4 nobody knows.
const (
	terraformVersion = ">= 1.9"
	providerVersion  = "~> 3.0"
)

// Provider is a provider that a module requires.
type Provider struct{ Name, Source, Version string }

// Requirements is the content of a terraform block: the version of Terraform, the Kubernetes provider, and others
// before it.
func Requirements(others ...Provider) *hcl.Body {
	providers := &hcl.Body{}
	for _, r := range append(others, Provider{"kubernetes", "hashicorp/kubernetes", providerVersion}) {
		providers.Attribute(r.Name, hcl.Object{Shape: hcl.Tall, Members: []hcl.Member{
			{Key: hcl.String("source"), Value: hcl.String(r.Source)}, {Key: hcl.String("version"), Value: hcl.String(r.Version)},
		}})
	}
	content := &hcl.Body{}
	content.Attribute("required_version", hcl.String(terraformVersion))
	content.Block("", providers, "required_providers")
	return content
}

// printer collects what the parts of one module have in common.
type printer struct {
	model       *model.Model
	inputs      map[string]*model.Field
	locals      map[string]*model.Local
	objects     map[string]*model.KubernetesObject
	used        map[string]map[string]bool // locals, and the files in which something refers to them
	comments    map[string]bool            // the paragraphs of the resource, or of the variables, see firstTime
	printing    string                     // the name of the file that is being printed
	recorded    []string                   // timestamps to be recorded, in order of use
	lowered     map[string]*typed.Local    // locals by name
	converted   map[string]string          // the locals of the inputs that are strict, by input
	usedInputs  map[string]bool            // those that something printed refers to
	texts       map[string]*model.Text     // the named texts, by value
	textNames   map[string]string          // the names of their locals, by value
	attributes  string                     // the local with the names of attributes
	diagnostics model.Diagnostics
}

func newPrinter(m *model.Model) *printer {
	p := &printer{
		model:      m,
		inputs:     map[string]*model.Field{},
		locals:     map[string]*model.Local{},
		objects:    map[string]*model.KubernetesObject{},
		used:       map[string]map[string]bool{},
		lowered:    map[string]*typed.Local{},
		converted:  map[string]string{},
		usedInputs: map[string]bool{},
		texts:      map[string]*model.Text{},
		textNames:  map[string]string{},
	}
	for _, f := range m.Inputs {
		p.inputs[f.Name] = f
	}
	for _, l := range m.Locals {
		p.locals[l.Name] = l
	}
	for _, o := range m.Objects {
		p.objects[o.Name] = o
	}
	p.nameLocals()
	return p
}

// refuse notes that something at pos has no form in Terraform, and what to write.
func (p *printer) refuse(pos model.Position, detail, format string, args ...any) {
	d := model.Diagnostic{Severity: model.Error, Summary: fmt.Sprintf(format, args...), Detail: detail}
	if pos != (model.Position{}) {
		d.Positions = []model.Position{pos}
	}
	same := func(other model.Diagnostic) bool { return other.String() == d.String() }
	if !slices.ContainsFunc(p.diagnostics, same) { // an expression may be printed twice
		p.diagnostics = append(p.diagnostics, d)
	}
}

// file is a file of the module. A mistake of this package is found here, so that it never reaches a module.
func (p *printer) file(name string, b *hcl.Body) File {
	f, err := Format(name, b)
	if len(p.diagnostics) > 0 {
		return File{Name: name}
	}
	if err != nil {
		p.refuse(model.Position{}, "", "%v", err)
	}
	return f
}

// Format is a file as "terraform fmt" leaves it. It fails when the body is not HCL: when something has a
// name that cannot be one.
func Format(name string, b *hcl.Body) (File, error) {
	src := hclwrite.Format([]byte(b.String()))
	if _, diags := hclsyntax.ParseConfig(src, name, hclv2.InitialPos); diags.HasErrors() {
		line := 0
		if subject := diags[0].Subject; subject != nil {
			line = subject.Start.Line
		}
		return File{}, fmt.Errorf("%s is not HCL: %s in line %d: %s", name, diags[0].Error(), line, lineAt(src, line))
	}
	return File{name, src}, nil
}

func byPosition(a, b model.Diagnostic) int {
	if len(a.Positions) == 0 || len(b.Positions) == 0 {
		return len(b.Positions) - len(a.Positions)
	}
	return model.ByPlace(a, b)
}

func lineAt(src []byte, line int) string {
	lines := strings.Split(string(src), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[line-1])
}
