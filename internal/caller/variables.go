package caller

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// called is a contract with its inputs under the names of their variables, which are those that
// a call has: what is said about a call then names its arguments. It is the contract itself where
// these are the same.
func called(m *model.Model) *model.Model {
	if !slices.ContainsFunc(m.Inputs, func(f *model.Field) bool { return f.Variable() != f.Name }) {
		return m
	}
	r := *m.Observed(nil)
	r.Inputs, r.Checks, r.Locals, r.Warnings = nil, nil, nil, nil
	for _, f := range m.Inputs {
		named := *f
		named.Name = f.Variable()
		r.Inputs = append(r.Inputs, &named)
	}
	for _, c := range m.Checks {
		named := *c
		named.Clauses, named.Message, named.Target = model.RewriteClauses(c.Clauses, ofVariable), c.Message.Rewrite(ofVariable), targetOfVariable(c.Target)
		named.Inputs = nil
		for _, name := range c.Inputs {
			named.Inputs = append(named.Inputs, model.SnakeCase(name))
		}
		r.Checks = append(r.Checks, &named)
	}
	for _, l := range m.Locals {
		named := *l
		named.Value = l.Value.Rewrite(ofVariable)
		r.Locals = append(r.Locals, &named)
	}
	for _, w := range m.Warnings {
		named := *w
		named.When, named.Message = w.When.Rewrite(ofVariable), w.Message.Rewrite(ofVariable)
		r.Warnings = append(r.Warnings, &named)
	}
	around := *m.Surroundings()
	around.Callers = rulesOfVariables(around.Callers)
	r.Around = &around
	return &r
}

// ofVariable makes an expression refer to an input by the name of its variable.
func ofVariable(e *model.Expr) *model.Expr {
	if e.IsInput() {
		e.Name = model.SnakeCase(e.Name)
	}
	return e
}

// targetOfVariable is the path of what a check refuses, which begins with the name of an input.
func targetOfVariable(target *model.Expr) *model.Expr {
	target = target.Rewrite(ofVariable)
	if target == nil || len(target.Elems) == 0 {
		return target
	}
	if first := target.Elems[0].Value; first.Op == model.OpLiteral {
		if name, ok := first.Value.Value.(string); ok {
			target.Elems[0].Value = model.NewLiteral(model.SnakeCase(name))
		}
	}
	return target
}

func rulesOfVariables(c *model.Callers) *model.Callers {
	if c == nil {
		return nil
	}
	named := *c
	named.Rules = nil
	for _, rule := range c.Rules {
		r := *rule
		r.Input, r.When = model.SnakeCase(rule.Input), nil
		for _, v := range rule.When {
			steps := v.Path.Steps()
			values := make([]model.Value, len(steps))
			copy(values, steps)
			values[0] = model.SnakeCase(values[0].(string))
			r.When = append(r.When, &model.InputValue{Path: model.PathOf(values), Value: v.Value})
		}
		named.Rules = append(named.Rules, &r)
	}
	return &named
}
