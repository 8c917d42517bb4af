package compat

import (
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
	"github.com/base-k8s/base-k8s/internal/testinput/texts"
)

// searched looks for an input that the old contract accepts and a rule of the new one refuses,
// nil when none was found: with the rules of the old contract and that one, for an input that
// it alone refuses, and then with that rule and the defaults of the new contract.
func (c *comparison) searched(check *model.Check) model.Object {
	for _, h := range []*model.Model{c.hybrid(check, c.old.Inputs, c.old.Checks), c.hybrid(check, c.new.Inputs, nil)} {
		solver, err := testinput.NewSolver(h)
		if err != nil {
			continue
		}
		input, ok := solver.Breaking(h.Checks[len(h.Checks)-1], func(input model.Object) bool {
			input = model.Known(input, c.old.Inputs)
			return !c.old.Refusals(input).HasErrors() && c.refuses(check, input) != ""
		})
		if ok {
			return model.Known(input, c.old.Inputs)
		}
	}
	return nil
}

// rename is the name of a local of the new contract among those of the old one.
func rename(local string) string { return "new " + local }

// hybrid is the old contract with one rule of the new contract added at the end. Inputs that
// only the new contract has are fixed at the values that they have when they are left out. The
// defaults of the others are those of the given fields, and the other rules the given ones.
func (c *comparison) hybrid(check *model.Check, defaults []*model.Field, others []*model.Check) *model.Model {
	h := &model.Model{Inputs: c.merged(c.old.Inputs, c.new.Inputs, defaults), Locals: c.old.Locals[:len(c.old.Locals):len(c.old.Locals)]}
	for _, l := range c.new.Locals {
		h.Locals = append(h.Locals, &model.Local{Name: rename(l.Name), Value: l.Value.Rewrite(withLocals(rename))})
	}
	added := *check
	added.Clauses = model.RewriteClauses(check.Clauses, withLocals(rename))
	added.Message = model.NewLiteral(check.Name)
	added.Target, added.Implied = nil, false
	h.Checks = append(others[:len(others):len(others)], &added)
	return h
}

// merged are the old fields, with other defaults, and the new ones locked.
func (c *comparison) merged(old, new, defaults []*model.Field) []*model.Field {
	var fields []*model.Field
	for _, o := range old {
		f := *o
		var inside *model.Type
		if d := model.FindField(defaults, o.Name); d != nil && d.Type.Kind == o.Type.Kind {
			inside = d.Type
			if o.Default != nil && d.Default != nil {
				f.Default, f.Parts = d.Default, d.Parts
			}
		}
		if n := model.FindField(new, o.Name); n != nil {
			f.Type = c.mergedType(o.Type, n.Type, inside)
		}
		fields = append(fields, &f)
	}
	for _, n := range new {
		if model.FindField(old, n.Name) == nil {
			fields = append(fields, c.locked(n))
		}
	}
	return fields
}

func (c *comparison) mergedType(o, n, defaults *model.Type) *model.Type {
	if o == nil || n == nil || o.Kind != n.Kind {
		return o
	}
	if defaults == nil || defaults.Kind != o.Kind {
		defaults = o
	}
	t := *o
	t.Elem = c.mergedType(o.Elem, n.Elem, defaults.Elem)
	if o.Kind == model.Record {
		t.Fields = c.merged(o.Fields, n.Fields, defaults.Fields)
	}
	return &t
}

// locked is a field that has one value. A new input that is required has the one of the
// smallest input.
func (c *comparison) locked(n *model.Field) *model.Field {
	f, t := *n, *n.Type
	f.Type = &t
	if v, ok := c.newSolver.Base().Get(n.Name); ok && f.Required() {
		f.Default = &model.Literal{Value: v}
	}
	t.Constraint = &model.Constraint{Words: "must be left out"}
	if f.Default != nil {
		t.Constraint.AnyOf = []*model.Rule{{Equals: f.Default}}
	}
	return &f
}

// vocabulary is what models mention.
func vocabulary(models ...*model.Model) (words testinput.Vocabulary) {
	v := &texts.Visitor{
		Text:    func(s string) { words.Texts = append(words.Texts, s) },
		Pattern: func(p string) { words.Patterns = append(words.Patterns, p) },
		Expr: func(e *model.Expr) {
			if e.Value == nil {
				return
			}
			if n, ok := e.Value.Value.(int64); ok {
				words.Numbers = append(words.Numbers, n)
			}
		},
	}
	for _, m := range models {
		for _, f := range m.Inputs {
			v.Type(f.Type)
		}
		for _, check := range m.Checks {
			v.Clauses(check.Clauses)
		}
		for _, l := range m.Locals {
			v.Visit(l.Value)
		}
	}
	return words
}
