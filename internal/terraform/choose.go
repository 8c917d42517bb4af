package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// choose is a conditional. HCL converts the branches of a conditional to one type, so
// that branches which CUE keeps apart are refused where the conversion would show.
func (s *scope) choose(e *model.Expr) hcl.Expr {
	cond, then, otherwise := e.Args[0], e.Args[1], e.Args[2]
	if value, known := s.known(cond); known {
		return s.expr(branch(e, value))
	}
	switch {
	case isLiteral(then, true) && isLiteral(otherwise, false):
		return s.expr(cond)
	case isLiteral(then, false) && isLiteral(otherwise, true):
		return s.expr(not(cond))
	}
	if !unifies(s.typeOf(then), s.typeOf(otherwise)) {
		s.p.refuse(e.Pos, "let both branches have one type, or write null for the one that is absent",
			"Terraform would convert the branches of this choice to one type")
	}
	return hcl.Conditional{Cond: s.expr(cond), Then: s.expr(then), Else: s.expr(otherwise)}
}

// guarded is a value, or what stands for nothing where the condition does not hold. The
// condition is written without a negation.
func (s *scope) guarded(cond *model.Expr, value, nothing hcl.Expr) hcl.Expr {
	if cond.Op == model.OpNot && cond.Args[0].Op != model.OpHas {
		return hcl.Conditional{Cond: s.expr(cond.Args[0]), Then: nothing, Else: value}
	}
	return hcl.Conditional{Cond: s.expr(cond), Then: value, Else: nothing}
}

// unifies reports whether HCL finds a type for both branches of a conditional that
// changes neither value. What is not known is taken to fit.
func unifies(a, b *typ) bool {
	switch {
	case a == nil, b == nil, a.kind == "", b.kind == "", a.kind == model.Null, b.kind == model.Null:
		return true
	case isObject(a.kind) && isObject(b.kind):
		return sameFields(a, b) || uniform(a, b)
	}
	return a.kind == b.kind && unifies(a.elem, b.elem)
}

// sameFields reports whether two objects have the same attributes, of types that
// unify.
func sameFields(a, b *typ) bool {
	if a.kind != model.Record || b.kind != model.Record || len(a.fields) != len(b.fields) {
		return false
	}
	for _, f := range a.fields {
		g, ok := b.field(f.name)
		if !ok || f.guarded || g.guarded || !unifies(f.typ, g.typ) {
			return false
		}
	}
	return true
}

// uniform reports whether all values of all the objects are of one type, so that the
// objects become maps unchanged.
func uniform(objects ...*typ) bool {
	var all *typ
	for _, o := range objects {
		for _, f := range o.fields {
			if !unifies(all, f.typ) {
				return false
			}
			all = join(all, f.typ)
		}
		if !unifies(all, o.elem) {
			return false
		}
		all = join(all, o.elem)
	}
	return true
}
