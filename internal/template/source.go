package template

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// source is what gives an input its value in the call of the module.
type source struct {
	expr hcl.Expr
	pos  model.Position
}

// resolve finds the inputs that the section names, and what each parameter is.
func (p *printer) resolve() {
	for _, parameter := range p.template.Parameters {
		field := p.input(parameter.Input, parameter.Pos)
		if field == nil {
			continue
		}
		c := p.choice(parameter, field)
		p.choices = append(p.choices, c)
		p.give(parameter.Input, source{c.value(), parameter.Pos})
	}
	for _, v := range p.template.Variables {
		if p.input(v.Path(), v.Pos) != nil {
			p.give(v.Path(), source{hcl.Name("var." + v.Name), v.Pos})
		}
	}
	for _, given := range p.template.Given {
		if p.input(given.Input, given.Value.Pos) != nil {
			p.give(given.Input, source{p.expression(given.Value), given.Value.Pos})
		}
	}
	p.complete(p.model.Inputs, "")
}

// input is the field of a path, which is to be there.
func (p *printer) input(path string, pos model.Position) *model.Field {
	f := model.FieldAt(p.model.Inputs, strings.Split(path, "."))
	if f == nil {
		p.refuse(pos, "name an input, or an attribute of one as in a.b", "%q is no input", path)
	}
	return f
}

// give notes a source. An input, and what is inside it, can have one only.
func (p *printer) give(path string, s source) {
	for _, other := range sorted(p.set) {
		if path == other || strings.HasPrefix(path, other+".") || strings.HasPrefix(other, path+".") {
			p.refuse(s.pos, "leave one of them out", "%s has a value from %s, too", path, p.set[other].pos)
		}
	}
	p.set[path] = s
}

// complete reports required inputs that have no source.
func (p *printer) complete(fields []*model.Field, prefix string) {
	for _, f := range fields {
		path := prefix + f.Name
		switch {
		case p.set[path].expr != nil:
		case inside(p.set, path):
			p.complete(f.Type.Fields, path+".")
		case f.Required() && prefix != "" || f.Required() && !hasDefaults(f.Type):
			p.refuse(p.template.Pos, "make it a parameter or a variable, or give it a value in inputs", "nothing gives %s a value, which is required", path)
		}
	}
}

// inside reports whether something inside the input has a source.
func inside(set map[string]source, path string) bool {
	for other := range set {
		if strings.HasPrefix(other, path+".") {
			return true
		}
	}
	return false
}

// hasDefaults reports whether an object may be left out because all that is in it may.
func hasDefaults(t *model.Type) bool {
	return t.Kind == model.Record && !slices.ContainsFunc(t.Fields, (*model.Field).Required)
}

// call is the call of the module, with the inputs in the order of the contract.
func (p *printer) call() *hcl.Body {
	body := &hcl.Body{}
	body.Block("", p.arguments(p.set), "module", p.template.Module)
	p.declare(p.template.Pos, "module."+p.template.Module, p.outputs())
	return body
}

// arguments are those of the call with such sources of inputs.
func (p *printer) arguments(set map[string]source) *hcl.Body {
	content := &hcl.Body{Airy: true}
	content.Attribute("source", hcl.String("./"+ModuleDir+"/"+p.template.Module))
	content.Gap()
	for _, m := range members(set, p.model.Inputs, "") {
		content.Attribute(model.SnakeCase(string(m.Key.(hcl.String))), m.Value)
	}
	if len(p.choices) > 0 {
		content.Gap()
		content.Attribute("depends_on", p.parameterAddresses())
	}
	return content
}

// parameterAddresses are those of all parameters: what depends on them is not planned while one of
// them refuses its value, also where the value does not matter.
func (p *printer) parameterAddresses() hcl.Expr {
	list := make(hcl.Tuple, len(p.choices))
	for i, c := range p.choices {
		list[i] = hcl.Name(c.address())
	}
	return list
}

// members are those of the fields that have a source, or something inside of which has.
func members(set map[string]source, fields []*model.Field, prefix string) (all []hcl.Member) {
	for _, f := range fields {
		path := prefix + f.Name
		if s, ok := set[path]; ok {
			all = append(all, hcl.Member{Key: hcl.String(f.Name), Value: s.expr})
		} else if inside(set, path) {
			all = append(all, hcl.Member{Key: hcl.String(f.Name), Value: hcl.Object{Members: members(set, f.Type.Fields, path+"."), Shape: hcl.Tall}})
		}
	}
	return all
}

func (p *printer) outputs() map[string]bool {
	names := map[string]bool{}
	for _, o := range p.model.Outputs {
		names[o.Name] = true
	}
	return names
}
