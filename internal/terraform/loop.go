package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// countLoops counts the for clauses.
func countLoops(clauses []*model.Clause) int {
	n := 0
	for _, c := range clauses {
		if c.For != nil {
			n++
		}
	}
	return n
}

// loops is one for expression per for clause, nested. The ifs before a for guard it, those
// after it filter. uses says which variables the value mentions.
func (s *scope) loops(clauses []*model.Clause, value func(*scope) hcl.Expr, uses func(string) bool) hcl.Expr {
	if !hasFor(clauses) {
		return value(s)
	}
	guards, loop, filters, rest := splitLoop(clauses)
	outer := s.conditions(guards)
	if outer != nil && !s.mayFail(loop.In) && !s.typeOf(loop.In).null {
		filters, outer = slices.Concat(guards, filters), nil
	}
	used := func(name string) bool {
		return uses(name) || clausesMention(filters, name) || clausesMention(rest, name)
	}
	inner := s.loop(loop)
	cond := inner.conditions(filters)
	body := inner.present(cond).loops(rest, value, uses)
	c := s.forList(loop, inner, body, cond, used)
	if outer != nil {
		c = s.guarded(outer, c, hcl.Tuple{})
	}
	return c
}

// splitLoop splits clauses into the ifs before the first for, the for, the ifs after it,
// and what follows from the next for on.
func splitLoop(clauses []*model.Clause) (guards []*model.Clause, loop *model.For, filters, rest []*model.Clause) {
	isFor := func(c *model.Clause) bool { return c.For != nil }
	first := slices.IndexFunc(clauses, isFor)
	guards, loop, filters = clauses[:first], clauses[first].For, clauses[first+1:]
	if next := slices.IndexFunc(filters, isFor); next >= 0 {
		filters, rest = filters[:next], filters[next:]
	}
	return guards, loop, filters, rest
}

// forList is one list comprehension; "[for v in list : v]" is the list itself.
func (s *scope) forList(f *model.For, inner *scope, body hcl.Expr, cond *model.Expr, used func(string) bool) hcl.Expr {
	in, kind := s.collection(f.In), s.typeOf(f.In).kind
	if cond == nil {
		switch {
		case f.Value != "" && same(body, inner.vars[f.Value]) && kind == model.List:
			return in
		case f.Value != "" && same(body, inner.vars[f.Value]) && isObject(kind):
			return call("values", in)
		case f.Key != "" && same(body, inner.vars[f.Key]) && isObject(kind):
			return call("keys", in)
		}
	}
	comprehension := inner.comprehensionOf(f, in, used, isObject(kind))
	comprehension.Result = body
	if cond != nil {
		comprehension.If = inner.expr(cond)
	}
	return comprehension
}

// comprehensionOf is "for k, v in collection" with the variables that are in use, in whose
// scope s is.
func (s *scope) comprehensionOf(f *model.For, in hcl.Expr, used func(string) bool, object bool) hcl.For {
	key := f.Key != "" && used(f.Key)
	value := f.Value != "" && used(f.Value)
	switch {
	case key && !value && object:
		return hcl.For{Value: s.nameOf(f.Key), In: call("keys", in)}
	case key:
		return hcl.For{Key: s.nameOf(f.Key), Value: s.forValue(f), In: in}
	}
	return hcl.For{Value: s.forValue(f), In: in}
}

func (s *scope) forValue(f *model.For) string {
	if f.Value == "" {
		return s.fresh("v")
	}
	return s.nameOf(f.Value)
}

// nameOf is the name of a variable that a loop declares.
func (s *scope) nameOf(variable string) string {
	name, _ := s.vars[variable].(hcl.Name)
	return string(name)
}
