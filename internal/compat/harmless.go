package compat

import (
	"github.com/base-k8s/base-k8s/internal/model"
)

// harmless reports whether it is certain that a rule of the new contract refuses nothing that
// the old one accepts: a rule of the old contract refuses the same inputs already, or the
// conditions of the new rule never hold for inputs of the old contract.
func (c *comparison) harmless(check *model.Check) bool {
	if c.neverFires(check.Clauses) || c.impossible(check.Clauses) {
		return true
	}
	clauses := model.RewriteClauses(check.Clauses, withLocals(c.newLocals))
	for _, o := range c.old.Checks {
		if implied(clauses, model.RewriteClauses(o.Clauses, withLocals(c.oldLocals))) && c.meansTheSame(o) {
			return true
		}
	}
	return false
}

// stillThere reports whether the new contract has a rule with the conditions of one of the old
// contract.
func (c *comparison) stillThere(check *model.Check) bool {
	want := model.ClausesKey(model.RewriteClauses(check.Clauses, withLocals(c.oldLocals)))
	for _, n := range c.new.Checks {
		if model.ClausesKey(model.RewriteClauses(n.Clauses, withLocals(c.newLocals))) == want {
			return true
		}
	}
	return false
}

// meansTheSame reports whether what a rule of the old contract depends on is the same in both
// contracts when it is left out.
func (c *comparison) meansTheSame(check *model.Check) bool {
	inner := map[*model.Expr]bool{}
	for e := range model.Reached(c.old.Local, model.Exprs(check.Clauses)...) {
		if steps := selection(e); steps != nil && !inner[e] && !sameAt(c.old.Inputs, c.new.Inputs, steps) {
			return false
		}
		if e.Op == model.OpGet || e.Op == model.OpHas && len(e.Args) > 0 {
			inner[e.Args[0]] = true
		}
	}
	return true
}

// selection are the names of an input and of attributes that an expression selects, nil for
// another expression.
func selection(e *model.Expr) []string {
	switch {
	case e.IsInput():
		return []string{e.Name}
	case e.Op == model.OpGet, e.Op == model.OpHas:
		if outer := selection(e.Args[0]); outer != nil {
			return append(outer, e.Name)
		}
	}
	return nil
}

// sameAt reports whether what names lead to is the same in both contracts when it is left out.
func sameAt(old, new []*model.Field, steps []string) bool {
	o, n := model.FindField(old, steps[0]), model.FindField(new, steps[0])
	switch {
	case o == nil || n == nil:
		return false
	case len(steps) == 1:
		return sameLeftOut(o, n)
	}
	return o.Optional == n.Optional && o.Type.Nullable == n.Type.Nullable && sameAt(o.Type.Fields, n.Type.Fields, steps[1:])
}

// sameLeftOut reports whether two fields, and all attributes that both have, have the same
// defaults.
func sameLeftOut(o, n *model.Field) bool {
	if o.Optional != n.Optional || o.Type.Nullable != n.Type.Nullable || !sameDefault(o, n) {
		return false
	}
	inner, other := o.Type, n.Type
	for inner.Elem != nil && other.Elem != nil {
		inner, other = inner.Elem, other.Elem
	}
	for _, f := range inner.Fields {
		if g := other.Field(f.Name); g != nil && !sameLeftOut(f, g) {
			return false
		}
	}
	return true
}
