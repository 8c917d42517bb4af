package terraform

import "github.com/base-k8s/base-k8s/internal/model"

// list is a list expression: a tuple, comprehensions, or concat() of several.
func (s *scope) list(e *model.Expr) code {
	var segments []code
	var static []code
	flush := func() {
		if len(static) > 0 {
			segments = append(segments, tuple(static, s.flat))
			static = nil
		}
	}
	for _, elem := range s.liveElements(e.Elems) {
		if len(elem.Clauses) == 0 {
			static = append(static, s.expr(elem.Value))
			continue
		}
		flush()
		segments = append(segments, s.listSegment(elem))
	}
	flush()
	switch len(segments) {
	case 0:
		return postfix("[]")
	case 1:
		return segments[0]
	}
	return call("concat", segments, s.flat)
}

// listSegment is the list that one guarded or repeated element stands for.
func (s *scope) listSegment(elem *model.Element) code {
	if !hasFor(elem.Clauses) {
		return s.guarded(s.conditions(elem.Clauses), tuple([]code{s.expr(elem.Value)}, s.flat), postfix("[]"))
	}
	return s.comprehension(elem.Clauses, func(inner *scope) code { return inner.expr(elem.Value) },
		inElement(elem.Value), s.within(elem.Clauses).typeOf(elem.Value))
}

// comprehension is the list of value for everything that the clauses let through. uses
// says which variables the value mentions, elem is its type.
func (s *scope) comprehension(clauses []*model.Clause, value func(*scope) code, uses func(string) bool, elem *typ) code {
	switch {
	case countLoops(clauses) < 2:
		return s.loops(clauses, value, uses)
	case elem.kind == model.List || elem.kind == "": // flatten() would go on into the elements
		list := s.loops(clauses, value, uses)
		for range countLoops(clauses) - 1 {
			list = call("concat", []code{postfix("[]"), {text: list.text + "...", prec: precPostfix}}, s.flat)
		}
		return list
	}
	return call("flatten", []code{s.narrowed("flatten()").loops(clauses, value, uses)}, s.flat)
}
