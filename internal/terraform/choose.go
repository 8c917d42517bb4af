package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// guarded is a value, or what stands for nothing where the condition does not hold. The
// condition is written without a negation.
func (s *scope) guarded(cond typed.Expr, value, nothing hcl.Expr) hcl.Expr {
	if not, ok := cond.(*typed.Not); ok && !isHas(not.X) {
		return hcl.Conditional{Cond: s.expr(not.X), Then: nothing, Else: value}
	}
	return hcl.Conditional{Cond: s.expr(cond), Then: value, Else: nothing}
}

func isHas(e typed.Expr) bool {
	_, ok := e.(*typed.Has)
	return ok
}

// unifies reports whether HCL finds a type for both branches of a conditional that
// changes neither value. What is not known is taken to fit.
func unifies(a, b *typed.Type) bool {
	switch {
	case a == nil, b == nil, a.Kind == "", b.Kind == "", a.Kind == model.Null, b.Kind == model.Null:
		return true
	case a.IsObject() && b.IsObject():
		return sameFields(a, b) || uniform(a, b)
	}
	return a.Kind == b.Kind && unifies(a.Elem, b.Elem)
}

// sameFields reports whether two objects have the same attributes, of types that
// unify.
func sameFields(a, b *typed.Type) bool {
	if a.Kind != model.Record || b.Kind != model.Record || len(a.Fields) != len(b.Fields) {
		return false
	}
	for _, f := range a.Fields {
		g, ok := b.Field(f.Name)
		if !ok || f.Guarded || g.Guarded || !unifies(f.Type, g.Type) {
			return false
		}
	}
	return true
}

// uniform reports whether all values of all the objects are of one type, so that the
// objects become maps unchanged.
func uniform(objects ...*typed.Type) bool {
	var all *typed.Type
	for _, o := range objects {
		for _, f := range o.Fields {
			if !unifies(all, f.Type) {
				return false
			}
			all = typed.Join(all, f.Type)
		}
		if !unifies(all, o.Elem) {
			return false
		}
		all = typed.Join(all, o.Elem)
	}
	return true
}
