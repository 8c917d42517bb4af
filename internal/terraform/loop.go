package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// loops is one for expression per for clause, nested. The ifs before a for guard it, those
// after it filter. uses says which variables the value mentions, elem is its type.
func (s *scope) loops(clauses []*typed.Clause, value func(*scope) hcl.Expr, uses func(*typed.Variable) bool, elem *typed.Type) hcl.Expr {
	if !hasFor(clauses) {
		return value(s)
	}
	guards, loop, filters, rest := splitLoop(clauses)
	outer, filters := s.around(loop, guards, filters)
	used := func(v *typed.Variable) bool { return uses(v) || clausesUse(filters, v) || clausesUse(rest, v) }
	inner := s.loop(loop)
	cond := inner.conditions(filters)
	body := inner.present(cond).loops(rest, value, uses, elem)
	c := s.forList(loop, inner, body, cond, used)
	if outer != nil {
		c = s.guardedCollection(outer, c, &typed.Type{Kind: model.List, Elem: elem})
	}
	return c
}

// around is the condition that must hold for a loop to be evaluated, nil for none, and what
// filters inside it: the guards are filters, too, where what the loop goes through is there
// without them.
func (s *scope) around(loop *typed.Loop, guards, filters []*typed.Clause) (typed.Expr, []*typed.Clause) {
	if s.facts.MayFail(loop.In) || s.facts.Null(loop.In) {
		return s.conditions(guards), filters
	}
	return nil, slices.Concat(guards, filters)
}

// collection is what a loop goes through, which needs no conversion.
func (s *scope) collection(loop *typed.Loop) hcl.Expr { return s.expr(typed.Whole(loop.In)) }

// forList is one list comprehension; "[for v in list : v]" is the list itself.
func (s *scope) forList(f *typed.Loop, inner *scope, body hcl.Expr, cond typed.Expr, used func(*typed.Variable) bool) hcl.Expr {
	in, t := s.collection(f), f.In.Type()
	if cond == nil {
		switch {
		case inner.isVariable(body, f.Value) && t.Kind == model.List:
			return in
		case inner.isVariable(body, f.Value) && t.IsObject():
			return call("values", in)
		case inner.isVariable(body, f.Key) && t.IsObject():
			return call("keys", in)
		}
	}
	comprehension := inner.comprehensionOf(f, in, used)
	comprehension.Result = body
	if cond != nil {
		comprehension.If = inner.expr(cond)
	}
	return comprehension
}

// isVariable reports whether an expression is a variable that a loop declares.
func (s *scope) isVariable(e hcl.Expr, v *typed.Variable) bool { return v != nil && same(e, s.vars[v]) }

// comprehensionOf is "for k, v in collection" with the variables that are in use, in whose
// scope s is.
func (s *scope) comprehensionOf(f *typed.Loop, in hcl.Expr, used func(*typed.Variable) bool) hcl.For {
	key := f.Key != nil && used(f.Key)
	value := f.Value != nil && used(f.Value)
	switch {
	case key && !value && f.In.Type().IsObject():
		return hcl.For{Value: s.nameOf(f.Key), In: call("keys", in)}
	case key:
		return hcl.For{Key: s.nameOf(f.Key), Value: s.forValue(f), In: in}
	}
	return hcl.For{Value: s.forValue(f), In: in}
}

func (s *scope) forValue(f *typed.Loop) string {
	if f.Value == nil {
		return s.fresh("v")
	}
	return s.nameOf(f.Value)
}

// nameOf is the name of a variable that a loop declares.
func (s *scope) nameOf(v *typed.Variable) string {
	name, _ := s.vars[v].(hcl.Name)
	return string(name)
}
