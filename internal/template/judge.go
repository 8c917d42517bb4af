package template

import (
	"fmt"
	"maps"
	"slices"

	"github.com/base-k8s/base-k8s/internal/caller"
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/modulecall"
)

// judge reports what the module would refuse whoever makes a workspace: of the defaults of parameters and
// variables, of each preset, and of what the section gives inputs, as far as it is constant. A form does
// not know the rules between inputs.
func (p *printer) judge() {
	found := map[string]bool{}
	report := func(what string, pos model.Position, values []model.PresetParameter) {
		for _, d := range p.refusals(values) {
			if !found[d.Summary] {
				p.refuse(pos, d.Detail, "with %s, the module refuses %s", what, d.Summary)
			}
			found[d.Summary] = true
		}
	}
	for _, c := range p.choices {
		p.ownRules(c)
	}
	report("all defaults", p.template.Pos, nil)
	for _, preset := range p.template.Presets {
		report(fmt.Sprintf("preset %q", preset.Title), preset.Pos, preset.Parameters)
	}
}

// ownRules reports values of a parameter that a rule about its input alone refuses.
func (p *printer) ownRules(c *choice) {
	inputs := p.examples()
	if len(inputs) == 0 {
		return
	}
	var refusing *model.Check
	observed := p.model.Observed(&model.Observer{
		Condition: func(*model.Expr, bool) {}, Constraint: func(*model.Constraint, bool) {}, Failure: func(*model.Expr) {},
		Check: func(check *model.Check) {
			if slices.Equal(check.Inputs, []string{c.Input}) {
				refusing = check
			}
		},
	})
	for _, v := range c.values() {
		if observed.Refusals(inputs[0].WithAt(c.path(), &model.Literal{Value: c.input(v)})); refusing != nil {
			p.refuse(c.Pos, "narrow the parameter, or write the rule as a constraint of the input", "parameter %s: the rule %s of the module refuses %v", c.Name, refusing.Name, v)
			return
		}
	}
}

// values are those that the parameter accepts, where they can be counted.
func (c *choice) values() (all []model.Value) {
	switch {
	case len(c.options) > 0 && c.typ != typeList:
		for _, o := range c.options {
			v, _ := optionValue(o.Value, c.field.Type)
			all = append(all, v)
		}
	case c.typ == typeBool:
		all = []model.Value{true, false}
	case c.typ == typeNumber && c.Min != nil && c.Max != nil && *c.Max-*c.Min < mostNumbers:
		for _, n := range c.every() {
			all = append(all, n)
		}
	}
	return all
}

// refusals are those of the call with values of parameters, and with the defaults of the other ones and of
// variables. Where the values of parameters come from is not asked: they stand for the references.
func (p *printer) refusals(values []model.PresetParameter) (errors model.Diagnostics) {
	set := maps.Clone(p.set)
	for _, c := range p.choices {
		text := c.initial
		if i := slices.IndexFunc(values, func(v model.PresetParameter) bool { return v.Name == c.Name }); i >= 0 {
			given, _ := c.given(values[i].Value)
			text = &given
		}
		if text != nil {
			set[c.Input] = source{expr: c.valueOf(hcl.String(*text))}
		}
	}
	for _, v := range p.template.Variables {
		if f := p.variable(v); f != nil && f.Default != nil {
			set[v.Path()] = source{expr: modulecall.Literal(f.Default.Value)}
		}
	}
	file := &hcl.Body{}
	file.Block("", p.arguments(set), "module", p.template.Module)
	for _, verdict := range caller.JudgeText(p.withoutOrigins(), "main.tf", []byte(file.String()), []string{p.template.Module}) {
		for _, d := range verdict.Diagnostics {
			if d.Severity == model.Error {
				errors = append(errors, d)
			}
		}
	}
	return errors
}

// withoutOrigins is the model without the rules about where inputs that parameters set come from.
func (p *printer) withoutOrigins() *model.Model {
	m := p.model.Observed(nil)
	around := *p.model.Surroundings()
	if around.Callers == nil {
		return m
	}
	callers := *around.Callers
	callers.Rules = slices.DeleteFunc(slices.Clone(callers.Rules), func(rule *model.CallerRule) bool {
		return len(rule.From) > 0 && slices.ContainsFunc(p.choices, func(c *choice) bool { return c.path()[0] == rule.Input })
	})
	around.Callers = &callers
	m.Around = &around
	return m
}
