package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// VisitObject is an object expression: an object, a comprehension, or merge() of several. A
// guarded member is missing when its condition does not hold.
func (s *scope) VisitObject(e *typed.Object) hcl.Expr {
	var segments []hcl.Expr
	var static []hcl.Member
	flush := func() {
		if len(static) > 0 {
			segments = append(segments, hcl.Object{Members: static})
			static = nil
		}
	}
	elems := s.facts.Live(inlined(e.Elems))
	for i := 0; i < len(elems); i++ {
		elem := elems[i]
		if key, ok := typed.ConstantText(elem.Key); ok && len(elem.Clauses) == 0 {
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
		doc := elem.Doc
		if elem.Key != nil && !hasFor(elem.Clauses) {
			doc = "" // it stands inside
		}
		segments = append(segments, s.commented(doc, func() hcl.Expr { return s.objectSegment(elem) }))
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
func inlined(elems []*typed.Element) []*typed.Element {
	var all []*typed.Element
	for _, elem := range elems {
		object, written := elem.Value.(*typed.Object)
		if elem.Key != nil || !written || hasFor(elem.Clauses) {
			all = append(all, elem)
			continue
		}
		for i, inner := range inlined(object.Elems) {
			c := *inner
			c.Clauses = slices.Concat(elem.Clauses, inner.Clauses)
			if i == 0 {
				c.Doc = joinDocs(elem.Doc, c.Doc)
			}
			all = append(all, &c)
		}
	}
	return all
}

func (s *scope) member(elem *typed.Element, key hcl.Expr) hcl.Member {
	comment := s.p.firstTime(elem.Doc)
	return hcl.Member{Key: key, Value: s.expr(elem.Value), Comment: comment}
}

// objectSegment is the object that a spread, or one guarded or repeated member, stands
// for.
func (s *scope) objectSegment(elem *typed.Element) hcl.Expr {
	switch {
	case hasFor(elem.Clauses):
		return s.objectFor(elem)
	case elem.Key != nil:
		return s.guardedMembers([]*typed.Element{elem})
	case len(elem.Clauses) == 0:
		return s.expr(elem.Value)
	}
	return s.guardedCollection(s.conditions(elem.Clauses), s.expr(elem.Value), elem.Value.Type())
}

// guardedMembers are members under one condition.
func (s *scope) guardedMembers(elems []*typed.Element) hcl.Expr {
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
func (s *scope) key(e typed.Expr) hcl.Expr {
	if key, ok := typed.ConstantText(e); ok {
		return hcl.String(key)
	}
	return s.expr(e)
}

// guardedAlike are the members at the front of elems under one and the same condition.
// Together in one object they are converted to one type, so that they stop where the
// type changes.
func (s *scope) guardedAlike(elems []*typed.Element) []*typed.Element {
	n := 0
	var first typed.Expr
	var all *typed.Type
	for _, elem := range elems {
		if elem.Key == nil || len(elem.Clauses) == 0 || hasFor(elem.Clauses) {
			break
		}
		cond, t := s.conditions(elem.Clauses), elem.Value.Type()
		if n > 0 && (!typed.Same(cond, first) || t.Kind == "" || !unifies(all, t) || diverse(all) || diverse(t)) {
			break
		}
		first, all = cond, typed.Join(all, t)
		n++
	}
	return elems[:n]
}

// objectFor is a comprehension of members, or of the members of spread objects.
func (s *scope) objectFor(elem *typed.Element) hcl.Expr {
	if elem.Key == nil {
		list := s.loops(elem.Clauses, func(inner *scope) hcl.Expr { return inner.expr(elem.Value) }, inElement(elem.Value), elem.Value.Type())
		return s.mergeAll(list, elem.Clauses)
	}
	outer, last := splitLast(elem.Clauses)
	members := &typed.Type{Kind: model.Map, Elem: elem.Value.Type()}
	if s.mayRepeat(last[0].For, elem.Key) {
		list := s.loops(elem.Clauses, func(inner *scope) hcl.Expr { return inner.oneMember(elem) }, inElement(elem.Key, elem.Value), members)
		return s.mergeAll(list, elem.Clauses)
	}
	if !hasFor(outer) {
		return s.objectLoop(outer, last, elem)
	}
	list := s.loops(outer, func(inner *scope) hcl.Expr { return inner.objectLoop(nil, last, elem) }, func(v *typed.Variable) bool {
		return inElement(elem.Key, elem.Value)(v) || clausesUse(last, v)
	}, members)
	return s.mergeAll(list, outer)
}

// mergeAll merges a list of objects, which nested loops give a list of lists of.
func (s *scope) mergeAll(list hcl.Expr, clauses []*typed.Clause) hcl.Expr {
	if countLoops(clauses) > 1 {
		list = call("flatten", list)
	}
	return hcl.Call{Function: "merge", Args: []hcl.Expr{list}, Expand: true}
}

// objectLoop is { for … : key => value if … }, its first clause in last, the conditions
// before it in guards.
func (s *scope) objectLoop(guards, last []*typed.Clause, elem *typed.Element) hcl.Expr {
	loop := last[0].For
	outer, filters := s.around(loop, guards, last[1:])
	inner := s.loop(loop)
	cond := inner.conditions(filters)
	in := s.collection(loop)
	key, value := inner.expr(elem.Key), inner.expr(elem.Value)
	c := in
	if !loop.In.Type().IsObject() || cond != nil || !inner.isVariable(key, loop.Key) || !inner.isVariable(value, loop.Value) {
		comprehension := inner.comprehensionOf(loop, in, func(v *typed.Variable) bool {
			return inElement(elem.Key, elem.Value)(v) || clausesUse(filters, v)
		})
		comprehension.ResultKey, comprehension.Result = key, value
		if cond != nil {
			comprehension.If = inner.expr(cond)
		}
		c = comprehension
	}
	if outer != nil {
		c = s.guardedCollection(outer, c, &typed.Type{Kind: model.Map, Elem: elem.Value.Type()})
	}
	return c
}

// oneMember is an object of one member.
func (s *scope) oneMember(elem *typed.Element) hcl.Expr {
	return hcl.Object{Members: []hcl.Member{s.member(elem, s.key(elem.Key))}}
}
