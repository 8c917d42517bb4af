package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// legal is the condition that the inputs keep to their constraints which functions in e
// take and may fail on, such as the number in a text of digits: Terraform evaluates a
// check also when they do not. It is nil when e has no such function. loops are the clauses
// around e, and s is the scope inside them.
func (s *scope) legal(e *model.Expr, loops []*model.Clause) *model.Expr {
	p := s.p
	elements := map[string]*model.Type{}
	for _, c := range loops {
		if c.For != nil {
			if t := p.inputType(c.For.In, elements); t != nil {
				elements[c.For.Value] = t.Elem
			}
		}
	}
	var all *model.Expr
	var seen []string
	visit := func(e *model.Expr) bool {
		t := p.inputType(e, elements)
		if t == nil || t.Kind != model.String || t.Constraint == nil {
			return false
		}
		if key := pathOf(e); !slices.Contains(seen, key) {
			seen = append(seen, key)
			all = chain(model.OpAnd, all, (&spot{s: s, ref: e, typ: t}).anyOf(t.Constraint.AnyOf))
		}
		return false
	}
	anyExpr(e, func(e *model.Expr) bool {
		if f := model.LookupFunction(e.Name); e.Op == model.OpCall && f != nil && f.Partial {
			for _, arg := range e.Args {
				anyExpr(arg, visit)
			}
		}
		return false
	})
	return all
}

// pathOf names what inputType has the type of.
func pathOf(e *model.Expr) string {
	if e.Op == model.OpGet {
		return pathOf(e.Args[0]) + "." + e.Name
	}
	return string(e.Op) + " " + e.Name
}

// inputType is the type of an input, of an attribute of one or of an element that a loop goes
// through; nil for everything else.
func (p *printer) inputType(e *model.Expr, elements map[string]*model.Type) *model.Type {
	switch e.Op {
	case model.OpInput:
		for _, f := range p.model.Inputs {
			if f.Name == e.Name {
				return f.Type
			}
		}
	case model.OpVar:
		return elements[e.Name]
	case model.OpGet:
		if of := p.inputType(e.Args[0], elements); of != nil && of.Kind == model.Record {
			if f := of.Field(e.Name); f != nil {
				return f.Type
			}
		}
	}
	return nil
}
