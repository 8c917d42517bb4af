package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// A resource with a count, and a dynamic block with a condition, need not test their
// condition again inside.

// given is the scope in which a condition is known to hold.
func (s *scope) given(cond *model.Expr) *scope {
	switch {
	case cond == nil || !s.binds(cond):
		return s
	case cond.Op == model.OpAnd:
		return s.given(cond.Args[0]).given(cond.Args[1])
	case cond.Op == model.OpIf && isLiteral(cond.Args[2], false): // an && whose second part needs the first
		s = s.given(cond.Args[0]).given(cond.Args[1])
	}
	c := *s
	c.facts = append(slices.Clone(s.facts), s.expr(cond))
	return &c
}

// binds reports whether the scope has all comprehension variables of an expression.
func (s *scope) binds(e *model.Expr) bool {
	return !anyExpr(e, func(e *model.Expr) bool { return e.Op == model.OpVar && s.vars[e.Name] == nil })
}

// known tells the value of a condition, where the scope decides it.
func (s *scope) known(cond *model.Expr) (value, ok bool) {
	if len(s.facts) == 0 || !s.binds(cond) {
		return false, false
	}
	if cond.Op == model.OpAnd { // given takes conjunctions apart
		x, knowsX := s.known(cond.Args[0])
		y, knowsY := s.known(cond.Args[1])
		if knowsX && knowsY || knowsX && !x || knowsY && !y {
			return x && y, true
		}
	}
	switch {
	case s.isFact(cond):
		return true, true
	case s.isFact(not(cond)):
		return false, true
	}
	return false, false
}

// isFact reports whether a condition is one of those that are known to hold.
func (s *scope) isFact(cond *model.Expr) bool {
	e := s.expr(cond)
	return slices.ContainsFunc(s.facts, func(fact hcl.Expr) bool { return same(fact, e) })
}

// live is the element without the conditions that are known to hold; false when one of
// them is known not to.
func (s *scope) live(elem *model.Element) (*model.Element, bool) {
	clauses, ok := s.liveClauses(elem.Clauses)
	if !ok || len(clauses) == len(elem.Clauses) {
		return elem, ok
	}
	c := *elem
	c.Clauses = clauses
	return &c, true
}

func (s *scope) liveClauses(clauses []*model.Clause) ([]*model.Clause, bool) {
	if len(s.facts) == 0 {
		return clauses, true
	}
	var live []*model.Clause
	for _, c := range clauses {
		if c.If == nil {
			live = append(live, c)
			continue
		}
		value, known := s.known(c.If)
		if known && !value {
			return nil, false
		}
		if !known {
			live = append(live, c)
		}
	}
	return live, true
}

// holds reports whether all of these clauses are conditions that are known to hold.
func (s *scope) holds(clauses []*model.Clause) bool {
	rest, possible := s.liveClauses(clauses)
	return possible && len(rest) == 0
}

// liveElements are the elements that may be there.
func (s *scope) liveElements(elems []*model.Element) []*model.Element {
	var live []*model.Element
	for _, elem := range elems {
		if elem, ok := s.live(elem); ok {
			live = append(live, elem)
		}
	}
	return live
}
