package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// object is an object expression: an object, a comprehension, or merge() of several. A
// guarded member is missing when its condition does not hold.
func (s *scope) object(e *model.Expr) hcl.Expr {
	var segments []hcl.Expr
	var static []hcl.Member
	flush := func() {
		if len(static) > 0 {
			segments = append(segments, hcl.Object{Members: static})
			static = nil
		}
	}
	elems := s.liveElements(inlined(e.Elems))
	for i := 0; i < len(elems); i++ {
		elem := elems[i]
		if key, ok := literalString(elem.Key); ok && len(elem.Clauses) == 0 {
			static = append(static, s.member(elem, hcl.String(key)))
			continue
		}
		flush()
		alike := s.guardedAlike(elems[i:])
		if len(alike) > 1 {
			i += len(alike) - 1
			segments = append(segments, s.guardedMembers(alike))
			continue
		}
		segments = append(segments, s.objectSegment(elem))
	}
	flush()
	switch len(segments) {
	case 0:
		return hcl.Object{}
	case 1:
		return segments[0]
	}
	return call("merge", segments...)
}

// inlined puts the members of objects that are written out where they are spread in the
// place of the spreads.
func inlined(elems []*model.Element) []*model.Element {
	var all []*model.Element
	for _, elem := range elems {
		if elem.Key != nil || elem.Value.Op != model.OpObject || hasFor(elem.Clauses) {
			all = append(all, elem)
			continue
		}
		for _, inner := range inlined(elem.Value.Elems) {
			c := *inner
			c.Clauses = slices.Concat(elem.Clauses, inner.Clauses)
			all = append(all, &c)
		}
	}
	return all
}

func (s *scope) member(elem *model.Element, key hcl.Expr) hcl.Member {
	return hcl.Member{Key: key, Value: s.expr(elem.Value), Comment: elem.Doc}
}

// objectSegment is the object that a spread, or one guarded or repeated member, stands
// for.
func (s *scope) objectSegment(elem *model.Element) hcl.Expr {
	switch {
	case hasFor(elem.Clauses):
		return s.objectFor(elem)
	case elem.Key != nil:
		return s.guardedMembers([]*model.Element{elem})
	case len(elem.Clauses) == 0:
		return s.expr(elem.Value)
	}
	if !uniform(s.typeOf(elem.Value)) {
		s.p.refuse(elem.Value.Pos, "give all members one type, or leave the object whole and write null for what is absent",
			"Terraform would convert the members of this guarded object to one type")
	}
	return s.guarded(s.conditions(elem.Clauses), s.expr(elem.Value), hcl.Object{})
}

// guardedMembers are members under one condition.
func (s *scope) guardedMembers(elems []*model.Element) hcl.Expr {
	members := make([]hcl.Member, len(elems))
	for i, elem := range elems {
		members[i] = s.member(elem, s.key(elem.Key))
	}
	body := hcl.Object{Members: members}
	cond := s.conditions(elems[0].Clauses)
	if cond == nil {
		return body
	}
	return s.guarded(cond, body, hcl.Object{})
}

// key is a member's key.
func (s *scope) key(e *model.Expr) hcl.Expr {
	if key, ok := literalString(e); ok {
		return hcl.String(key)
	}
	return s.expr(e)
}

// guardedAlike are the members at the front of elems under one and the same condition.
// Together in one object they are converted to one type, so that they stop where the
// type changes.
func (s *scope) guardedAlike(elems []*model.Element) []*model.Element {
	n := 0
	var first hcl.Expr
	var all *typ
	for _, elem := range elems {
		if elem.Key == nil || len(elem.Clauses) == 0 || hasFor(elem.Clauses) {
			break
		}
		cond, t := s.expr(s.conditions(elem.Clauses)), s.typeOf(elem.Value)
		if n > 0 && (!same(cond, first) || t.kind == "" || !unifies(all, t)) {
			break
		}
		first, all = cond, join(all, t)
		n++
	}
	return elems[:n]
}

// objectFor is a comprehension of members, or of the members of spread objects.
func (s *scope) objectFor(elem *model.Element) hcl.Expr {
	if elem.Key == nil {
		list := s.loops(elem.Clauses, func(inner *scope) hcl.Expr { return inner.expr(elem.Value) }, inElement(elem.Value))
		return s.mergeAll(list, elem.Clauses)
	}
	outer, last := splitLast(elem.Clauses)
	if s.mayRepeat(last[0].For, elem.Key) {
		list := s.loops(elem.Clauses, func(inner *scope) hcl.Expr { return inner.oneMember(elem) }, inElement(elem.Key, elem.Value))
		return s.mergeAll(list, elem.Clauses)
	}
	if !hasFor(outer) {
		return s.objectLoop(outer, last, elem)
	}
	list := s.loops(outer, func(inner *scope) hcl.Expr { return inner.objectLoop(nil, last, elem) }, func(name string) bool {
		return inElement(elem.Key, elem.Value)(name) || clausesMention(last, name)
	})
	return s.mergeAll(list, outer)
}

// mergeAll merges a list of objects, which nested loops give a list of lists of.
func (s *scope) mergeAll(list hcl.Expr, clauses []*model.Clause) hcl.Expr {
	if countLoops(clauses) > 1 {
		list = call("flatten", list)
	}
	return hcl.Call{Function: "merge", Args: []hcl.Expr{list}, Expand: true}
}

// splitLast splits clauses before the last for.
func splitLast(clauses []*model.Clause) (before, last []*model.Clause) {
	i := len(clauses) - 1
	for clauses[i].For == nil {
		i--
	}
	return clauses[:i], clauses[i:]
}

// objectLoop is { for … : key => value if … }, its first clause in last, the conditions
// before it in guards.
func (s *scope) objectLoop(guards, last []*model.Clause, elem *model.Element) hcl.Expr {
	loop := last[0].For
	filters := last[1:]
	outer := s.conditions(guards)
	if outer != nil && !s.mayFail(loop.In) && !s.typeOf(loop.In).null {
		filters, outer = slices.Concat(guards, filters), nil
	}
	inner := s.loop(loop)
	cond := inner.conditions(filters)
	in, object := s.collection(loop.In), isObject(s.typeOf(loop.In).kind)
	key, value := inner.expr(elem.Key), inner.expr(elem.Value)
	c := in
	if !object || cond != nil || !same(key, inner.vars[loop.Key]) || !same(value, inner.vars[loop.Value]) {
		comprehension := inner.comprehensionOf(loop, in, func(name string) bool {
			return inElement(elem.Key, elem.Value)(name) || clausesMention(filters, name)
		}, object)
		comprehension.ResultKey, comprehension.Result = key, value
		if cond != nil {
			comprehension.If = inner.expr(cond)
		}
		c = comprehension
	}
	if outer != nil {
		c = s.guarded(outer, c, hcl.Object{})
	}
	return c
}

// oneMember is an object of one member.
func (s *scope) oneMember(elem *model.Element) hcl.Expr {
	return hcl.Object{Members: []hcl.Member{s.member(elem, s.key(elem.Key))}}
}
