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

// guardedCollection is a list or an object of a type, or an empty one where the condition does
// not hold. Where the conditional operator would convert it, its branches are lists with the
// whole in it and without: of one element no type has to be found.
func (s *scope) guardedCollection(cond typed.Expr, value hcl.Expr, t *typed.Type) hcl.Expr {
	function, nothing := "concat", hcl.Expr(hcl.Tuple{})
	if t.IsObject() {
		function, nothing = "merge", hcl.Object{}
	}
	if t.IsObject() && uniform(t) || !t.IsObject() && !diverse(t.Elem) {
		return s.guarded(cond, value, nothing)
	}
	whole := s.guarded(cond, hcl.Tuple{value}, hcl.Tuple{})
	return hcl.Call{Function: function, Args: []hcl.Expr{nothing, whole}, Expand: true}
}

// choice is one of two values that have no type in common, as it is.
func (s *scope) choice(e *typed.If) hcl.Expr {
	switch {
	case isNothing(e.Else, e.Then.Type()):
		return s.guardedCollection(e.Cond, s.expr(e.Then), e.Then.Type())
	case isNothing(e.Then, e.Else.Type()):
		return s.guardedCollection(typed.Negate(e.Cond), s.expr(e.Else), e.Else.Type())
	}
	name := s.fresh("yes")
	yes, in := hcl.Name(name), hcl.Tuple{s.expr(e.Cond)}
	then := hcl.For{Value: name, In: in, Result: s.expr(e.Then), If: yes}
	otherwise := hcl.For{Value: name, In: in, Result: s.expr(e.Else), If: hcl.Not{X: yes}}
	return hcl.Index{Of: call("concat", then, otherwise), Key: hcl.Int(0)}
}

// isNothing reports whether an expression is the empty list or object of a type.
func isNothing(e typed.Expr, t *typed.Type) bool {
	switch e := e.(type) {
	case *typed.List:
		return len(e.Elems) == 0 && t.Kind == model.List
	case *typed.Object:
		return len(e.Elems) == 0 && t.IsObject()
	}
	return false
}

// unifies reports whether HCL finds a type for both branches of a conditional that
// changes neither value.
func unifies(a, b *typed.Type) bool {
	switch {
	case a == nil, b == nil, a.Kind == model.Null, b.Kind == model.Null:
		return true
	case a.IsObject() && b.IsObject():
		return sameFields(a, b) || uniform(a, b)
	}
	return a.Kind != "" && a.Kind == b.Kind && unifies(a.Elem, b.Elem) && !diverse(a.Elem) && !diverse(b.Elem)
}

// diverse reports whether two values of one type of the contract may have different types to
// HCL, which then finds none for a list of both: an attribute may be missing, and null in the
// place of an object or a list has no type.
func diverse(t *typed.Type) bool {
	switch {
	case t == nil:
		return false
	case t.Kind == "", t.Null && (t.IsObject() || t.Kind == model.List):
		return true
	}
	for _, f := range t.Fields {
		if f.Guarded || diverse(f.Type) {
			return true
		}
	}
	return diverse(t.Elem)
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
			if !unifies(all, f.Type) || diverse(all) {
				return false
			}
			all = typed.Join(all, f.Type)
		}
		if !unifies(all, o.Elem) || diverse(o.Elem) {
			return false
		}
		all = typed.Join(all, o.Elem)
	}
	return true
}
