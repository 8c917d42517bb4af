package sample

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Visitor is told of the constant strings and of the patterns in what it visits.
type Visitor struct {
	Text    func(string)
	Pattern func(string)
	// Expr, if it is not nil, is told of every expression, and For of every loop.
	Expr func(*model.Expr)
	For  func(*model.For)
}

// Type visits the constraints of a type and of what is in it.
func (v *Visitor) Type(t *model.Type) {
	if t == nil {
		return
	}
	if t.Constraint != nil {
		for _, rule := range t.Constraint.AnyOf {
			v.Rule(rule)
		}
	}
	v.Type(t.Elem)
	for _, field := range t.Fields {
		v.Type(field.Type)
	}
}

// Rule visits a rule of a constraint.
func (v *Visitor) Rule(rule *model.Rule) {
	if rule.Equals != nil {
		v.value(rule.Equals.Value)
	}
	for _, pattern := range slices.Concat(rule.Match, rule.NoMatch) {
		v.Pattern(pattern)
	}
}

// value takes the strings of a constant, keys included.
func (v *Visitor) value(value model.Value) {
	switch value := value.(type) {
	case string:
		v.Text(value)
	case []model.Value:
		for _, elem := range value {
			v.value(elem)
		}
	case model.Object:
		for _, member := range value {
			v.Text(member.Key)
			v.value(member.Value)
		}
	}
}

// Clauses visits the conditions and the loops of a comprehension.
func (v *Visitor) Clauses(clauses []*model.Clause) {
	for _, clause := range clauses {
		v.Visit(clause.If)
		if clause.For != nil {
			v.Visit(clause.For.In)
			if v.For != nil {
				v.For(clause.For)
			}
		}
	}
}

// Visit visits an expression, nil for none. The first argument of a function of CUE's
// package regexp is a pattern.
func (v *Visitor) Visit(e *model.Expr) {
	if e == nil {
		return
	}
	if v.Expr != nil {
		v.Expr(e)
	}
	if e.Value != nil {
		v.value(e.Value.Value)
	}
	args := e.Args
	if f := model.LookupFunction(e.Name); e.Op == model.OpCall && f != nil && takesPattern(f) && args[0].Value != nil {
		if pattern, ok := args[0].Value.Value.(string); ok {
			v.Pattern(pattern)
		}
		args = args[1:]
	}
	for _, arg := range args {
		v.Visit(arg)
	}
	for _, elem := range e.Elems {
		v.Clauses(elem.Clauses)
		v.Visit(elem.Key)
		v.Visit(elem.Value)
	}
}

func takesPattern(f *model.Function) bool { return strings.HasPrefix(f.CUE, "regexp.") }

// Model visits the types, rules and expressions of a model.
func (v *Visitor) Model(m *model.Model) {
	for _, field := range m.Inputs {
		v.Type(field.Type)
	}
	for _, check := range m.Checks {
		v.Clauses(check.Clauses)
		v.Visit(check.Message)
	}
	for _, local := range m.Locals {
		v.Visit(local.Value)
	}
	for _, object := range m.Objects {
		v.Visit(object.If)
		v.Visit(object.Body)
	}
	for _, output := range m.Outputs {
		v.Visit(output.Value)
	}
	for _, warning := range m.Warnings {
		v.Visit(warning.When)
		v.Visit(warning.Message)
	}
}
