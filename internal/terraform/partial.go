package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// legal is the condition that the inputs keep to their constraints which functions in e
// take and may fail on, such as the number in a text of digits: Terraform evaluates a
// check also when they do not. It is nil when e has no such function. loops are the clauses
// around e, and the facts hold inside them.
func (p *printer) legal(facts typed.Facts, e typed.Expr, loops []*typed.Clause) typed.Expr {
	elements := map[*typed.Variable]*model.Type{}
	for _, c := range loops {
		if c.For != nil && c.For.Value != nil {
			if t := p.inputType(c.For.In, elements); t != nil {
				elements[c.For.Value] = t.Elem
			}
		}
	}
	var all typed.Expr
	var seen []typed.Expr
	for _, ref := range refusable(e) {
		t := p.inputType(ref, elements)
		known := func(other typed.Expr) bool { return typed.Same(other, ref) }
		if t == nil || t.Kind != model.String || t.Constraint == nil || slices.ContainsFunc(seen, known) {
			continue
		}
		seen = append(seen, ref)
		all = typed.NewLogic(model.OpAnd, all, (&location{facts: facts, ref: ref, typ: t}).anyOf(t.Constraint.AnyOf))
	}
	return all
}

// refusable lists all that is in the arguments of functions which refuse some arguments.
func refusable(e typed.Expr) (all []typed.Expr) {
	for x := range typed.All(e) {
		if call, ok := x.(*typed.Call); ok && call.Function.Partial {
			for _, arg := range call.Args {
				all = slices.AppendSeq(all, typed.All(arg))
			}
		}
	}
	return all
}

// inputType is the type of an input, of an attribute of one or of an element that a loop goes
// through; nil for everything else.
func (p *printer) inputType(e typed.Expr, elements map[*typed.Variable]*model.Type) *model.Type {
	switch e := e.(type) {
	case *typed.Input:
		if f := p.inputs[e.Name]; f != nil {
			return f.Type
		}
	case *typed.Var:
		return elements[e.Variable]
	case *typed.Get:
		if of := p.inputType(e.Of, elements); of != nil && of.Kind == model.Record {
			if f := of.Field(e.Name); f != nil {
				return f.Type
			}
		}
	case *typed.Converted:
		return p.inputType(e.Ref, elements)
	}
	return nil
}
