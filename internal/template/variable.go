package template

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// variables prints the variables of the template as those of the module are printed, with the
// rules between inputs that are all variables.
func (p *printer) variables() *hcl.Body {
	part := &model.Model{Name: p.model.Name, Texts: p.model.Texts, Locals: p.model.Locals}
	whole := map[string]bool{}
	for _, v := range p.template.Variables {
		if f := p.variable(v); f != nil {
			part.Inputs = append(part.Inputs, f)
			whole[f.Name] = v.Path() == f.Name
			p.declare(v.Pos, "var."+v.Name, nil)
		}
	}
	for _, check := range p.model.Checks {
		if !check.Implied && len(check.Inputs) > 0 && !slices.ContainsFunc(check.Inputs, func(name string) bool { return !whole[name] }) {
			part.Checks = append(part.Checks, check)
		}
	}
	body, err := terraform.Variables(part)
	if diagnostics, ok := err.(model.Diagnostics); ok {
		p.diagnostics = append(p.diagnostics, diagnostics...)
	}
	return body
}

// variable is the input of a variable under its name, with its default.
func (p *printer) variable(v *model.TemplateVariable) *model.Field {
	f := p.input(v.Path(), v.Pos)
	if f == nil {
		return nil
	}
	named := *f
	named.Pos = v.Pos
	if named.Variable() != v.Name || f.Name != v.Path() {
		named.Name = v.Name
	}
	if v.Default != nil {
		if !f.Type.Accepts(v.Default.Value) {
			p.refuse(v.Pos, "write another default", "the default of variable %s: %s %s", v.Name, v.Path(), wordsOf(f.Type))
			return nil
		}
		named.Default, named.Optional, named.Parts = v.Default, false, false
	}
	return &named
}
