package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// object is an object expression: an object, a comprehension, or merge() of several. A
// guarded member is missing when its condition does not hold.
func (s *scope) object(e *model.Expr) code {
	var segments []code
	var static []memberCode
	flush := func() {
		if len(static) > 0 {
			segments = append(segments, object(static, s.flat))
			static = nil
		}
	}
	elems := s.liveElements(inlined(e.Elems))
	for i := 0; i < len(elems); i++ {
		elem := elems[i]
		if key, ok := literalString(elem.Key); ok && len(elem.Clauses) == 0 {
			static = append(static, s.member(elem, objectKey(key)))
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
		return postfix("{}")
	case 1:
		return segments[0]
	}
	return call("merge", segments, s.flat)
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

func (s *scope) member(elem *model.Element, key string) memberCode {
	m := memberCode{key: key, value: s.value(elem.Value)}
	if !s.flat {
		m.comment = elem.Doc
	}
	return m
}

// objectSegment is the object that a spread, or one guarded or repeated member, stands
// for.
func (s *scope) objectSegment(elem *model.Element) code {
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
	return s.guarded(s.conditions(elem.Clauses), s.expr(elem.Value), postfix("{}"))
}

// guardedMembers are members under one condition.
func (s *scope) guardedMembers(elems []*model.Element) code {
	members := make([]memberCode, len(elems))
	for i, elem := range elems {
		members[i] = s.member(elem, s.key(elem.Key))
	}
	body := object(members, s.flat)
	cond := s.conditions(elems[0].Clauses)
	if cond == nil {
		return body
	}
	c := s.guarded(cond, body, postfix("{}"))
	if c.open && !body.multiline() { // break inside the object rather than around it
		return s.guarded(cond, expanded(members), postfix("{}"))
	}
	return c
}

// key is a member's key. Only an identifier or a string can stand without parentheses.
func (s *scope) key(e *model.Expr) string {
	if key, ok := literalString(e); ok {
		return objectKey(key)
	}
	if e.Op == model.OpText && len(e.Args) > 1 {
		return s.expr(e).text
	}
	return "(" + s.expr(e).text + ")"
}

// guardedAlike are the members at the front of elems under one and the same condition.
// Together in one object they are converted to one type, so that they stop where the
// type changes.
func (s *scope) guardedAlike(elems []*model.Element) []*model.Element {
	n := 0
	var first string
	var all *typ
	for _, elem := range elems {
		if elem.Key == nil || len(elem.Clauses) == 0 || hasFor(elem.Clauses) {
			break
		}
		cond, t := s.expr(s.conditions(elem.Clauses)).text, s.typeOf(elem.Value)
		if n > 0 && (cond != first || t.kind == "" || !unifies(all, t)) {
			break
		}
		first, all = cond, join(all, t)
		n++
	}
	return elems[:n]
}

// objectFor is a comprehension of members, or of the members of spread objects.
func (s *scope) objectFor(elem *model.Element) code {
	if elem.Key == nil {
		list := s.loops(elem.Clauses, func(inner *scope) code { return inner.expr(elem.Value) }, inElement(elem.Value))
		return s.mergeAll(list, elem.Clauses)
	}
	outer, last := splitLast(elem.Clauses)
	if s.mayRepeat(last[0].For, elem.Key) {
		list := s.loops(elem.Clauses, func(inner *scope) code { return inner.oneMember(elem) }, inElement(elem.Key, elem.Value))
		return s.mergeAll(list, elem.Clauses)
	}
	if !hasFor(outer) {
		return s.objectLoop(outer, last, elem)
	}
	list := s.loops(outer, func(inner *scope) code { return inner.objectLoop(nil, last, elem) }, func(name string) bool {
		return inElement(elem.Key, elem.Value)(name) || clausesMention(last, name)
	})
	return s.mergeAll(list, outer)
}

// mergeAll merges a list of objects, which nested loops give a list of lists of.
func (s *scope) mergeAll(list code, clauses []*model.Clause) code {
	if countLoops(clauses) > 1 {
		list = call("flatten", []code{list}, s.flat)
	}
	list.text += "..."
	return call("merge", []code{list}, s.flat)
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
func (s *scope) objectLoop(guards, last []*model.Clause, elem *model.Element) code {
	loop := last[0].For
	filters := last[1:]
	outer := s.conditions(guards)
	if outer != nil && !s.mayFail(loop.In) && !s.typeOf(loop.In).null {
		filters, outer = slices.Concat(guards, filters), nil
	}
	inner := s.loop(loop)
	cond := inner.conditions(filters)
	in, object := s.collection(loop.In), isObject(s.typeOf(loop.In).kind)
	key, value := inner.flattened().expr(elem.Key), inner.expr(elem.Value)
	c := in
	if !object || cond != nil || key.text != inner.vars[loop.Key] || value.text != inner.vars[loop.Value] {
		head := inner.forHead(loop, in, func(name string) bool {
			return inElement(elem.Key, elem.Value)(name) || clausesMention(filters, name)
		}, object)
		c = inner.brackets("{", head+" : "+key.text+" => ", value, cond, "}")
	}
	if outer != nil {
		c = s.guarded(outer, c, postfix("{}"))
	}
	return c
}

// oneMember is an object of one member.
func (s *scope) oneMember(elem *model.Element) code {
	return object([]memberCode{s.member(elem, s.key(elem.Key))}, s.flat)
}
