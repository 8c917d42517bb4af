package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// VisitList is a list expression: a tuple, comprehensions, or concat() of several.
func (s *scope) VisitList(e *typed.List) hcl.Expr {
	var segments []hcl.Expr
	var static hcl.Tuple
	flush := func() {
		if len(static) > 0 {
			segments = append(segments, static)
			static = nil
		}
	}
	for _, elem := range s.facts.Live(e.Elems) {
		if len(elem.Clauses) == 0 {
			static = append(static, s.commented(elem.Doc, func() hcl.Expr { return s.expr(elem.Value) }))
			continue
		}
		flush()
		segments = append(segments, s.commented(elem.Doc, func() hcl.Expr { return s.listSegment(elem) }))
	}
	flush()
	switch len(segments) {
	case 0:
		return hcl.Tuple{}
	case 1:
		return segments[0]
	}
	return call("concat", segments...)
}

// listSegment is the list that one guarded or repeated element stands for.
func (s *scope) listSegment(elem *typed.Element) hcl.Expr {
	if !hasFor(elem.Clauses) {
		return s.guarded(s.conditions(elem.Clauses), hcl.Tuple{s.expr(elem.Value)}, hcl.Tuple{})
	}
	return s.comprehension(elem.Clauses, func(inner *scope) hcl.Expr { return inner.expr(elem.Value) },
		inElement(elem.Value), elem.Value.Type())
}

// comprehension is the list of value for everything that the clauses let through. uses
// says which variables the value mentions, elem is its type.
func (s *scope) comprehension(clauses []*typed.Clause, value func(*scope) hcl.Expr, uses func(*typed.Variable) bool, elem *typed.Type) hcl.Expr {
	switch {
	case countLoops(clauses) < 2:
		return s.loops(clauses, value, uses, elem)
	case elem.Kind == model.List || elem.Kind == "": // flatten() would go on into the elements
		list := s.loops(clauses, value, uses, elem)
		for range countLoops(clauses) - 1 {
			list = hcl.Call{Function: "concat", Args: []hcl.Expr{hcl.Tuple{}, list}, Expand: true}
		}
		return list
	}
	return call("flatten", s.loops(clauses, value, uses, elem))
}
