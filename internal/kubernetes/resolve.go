package kubernetes

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// bound is an expression together with the comprehensions and conditions around it.
type bound struct {
	*model.Expr
	scope *scope
}

// scope says what a comprehension variable iterates over, or is a condition that holds.
type scope struct {
	name  string
	in    bound
	cond  *model.Expr
	outer *scope
}

// given is the scope inside of a condition.
func (s *scope) given(cond *model.Expr) *scope { return &scope{cond: cond, outer: s} }

// notNull reports whether the conditions say that a value is not null.
func (s *scope) notNull(e *model.Expr) bool {
	for ; s != nil; s = s.outer {
		if s.cond != nil && saysNotNull(s.cond, e) {
			return true
		}
	}
	return false
}

func saysNotNull(cond, e *model.Expr) bool {
	switch {
	case cond.Op == model.OpAnd, cond.Op == model.OpIf && cond.Args[2].IsLiteral(false):
		return saysNotNull(cond.Args[0], e) || saysNotNull(cond.Args[1], e)
	case cond.Op == model.OpNotEqual && cond.Args[1].IsLiteral(nil):
		return cond.Args[0].Same(e)
	case cond.Op == model.OpNotEqual && cond.Args[0].IsLiteral(nil):
		return cond.Args[1].Same(e)
	}
	return false
}

func (s *scope) find(name string) (bound, bool) {
	for ; s != nil; s = s.outer {
		if s.name == name {
			return s.in, true
		}
	}
	return bound{}, false
}

// element is the value of one of the expression's elements, in the scope of its
// clauses.
func (b bound) element(elem *model.Element) bound {
	inner := b.scope
	for _, clause := range elem.Clauses {
		if clause.For != nil {
			inner = &scope{name: clause.For.Value, in: bound{clause.For.In, inner}, outer: inner}
		} else {
			inner = inner.given(clause.If)
		}
	}
	return bound{elem.Value, inner}
}

// expand turns a literal object or list into an object or list expression, so that
// both are walked in one way.
func (b bound) expand() bound {
	if b.Op != model.OpLiteral {
		return b
	}
	literal := func(v model.Value) *model.Expr {
		return &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}, Pos: b.Pos}
	}
	expanded := &model.Expr{Kind: b.Kind, Pos: b.Pos}
	switch v := b.Value.Value.(type) {
	case model.Object:
		expanded.Op = model.OpObject
		for _, m := range v {
			expanded.Elems = append(expanded.Elems, &model.Element{Key: literal(m.Key), Value: literal(m.Value)})
		}
	case []model.Value:
		expanded.Op = model.OpList
		for _, value := range v {
			expanded.Elems = append(expanded.Elems, &model.Element{Value: literal(value)})
		}
	default:
		return b
	}
	return bound{expanded, b.scope}
}

// alternatives are the expressions that an expression can turn out to be, once its
// locals, inputs, conditionals, selectors, indexes and variables are looked through. An
// expression that cannot be looked through is its own alternative.
func (c *checker) alternatives(b bound) []bound {
	var found []bound
	switch b.Op {
	case model.OpLocal:
		if value, ok := c.locals[b.Name]; ok {
			found = c.alternatives(bound{value, b.scope})
		}
	case model.OpInput:
		if t := c.inputs[b.Name]; t != nil && (t.Elem != nil || t.Kind == model.Record || t.Nullable) {
			found = c.alternatives(bound{ofType(t, b.Pos), nil})
		}
	case model.OpObjRef:
		found = c.alternatives(bound{b.Args[0], b.scope})
	case model.OpIf:
		found = append(c.alternatives(bound{b.Args[1], b.scope.given(b.Args[0])}), c.alternatives(bound{b.Args[2], b.scope.given(b.Args[0].Negate())})...)
	case model.OpGet:
		found = c.members(bound{b.Args[0], b.scope}, b.Name)
	case model.OpIndex:
		found = c.elements(bound{b.Args[0], b.scope})
	case model.OpCall:
		found = c.lists(b)
	case model.OpVar:
		if in, ok := b.scope.find(b.Name); ok {
			found = c.elements(in)
		}
	case model.OpLiteral, model.OpList, model.OpObject, model.OpRecorded, model.OpText, model.OpHas, model.OpGiven, model.OpHasKey,
		model.OpNot, model.OpAnd, model.OpOr, model.OpAdd, model.OpSub, model.OpMul,
		model.OpEqual, model.OpNotEqual, model.OpLess, model.OpLessEq, model.OpMore, model.OpMoreEq:
	default:
		panic("what the operation " + string(b.Op) + " comes to is not known")
	}
	if len(found) == 0 {
		return []bound{b}
	}
	if b.scope.notNull(b.Expr) {
		found = slices.DeleteFunc(found, func(f bound) bool { return f.IsLiteral(nil) })
	}
	return found
}

// lists are lists that together have the elements of the list that a function gives,
// where these are elements of its arguments.
func (c *checker) lists(call bound) []bound {
	f := model.LookupFunction(call.Name)
	if f == nil || f.Result != model.List || f.Elem != "" {
		return nil
	}
	var found []bound
	for i, arg := range call.Args {
		switch list := (bound{arg, call.scope}); {
		case f.Flattens:
			found = append(found, c.elements(list)...)
		case f.Param(i) == model.List:
			found = append(found, c.alternatives(list)...)
		}
	}
	return found
}

// ofType is an expression with the parts that every value of the type of an input has,
// and those that it may have, for which the input itself says nothing more.
func ofType(t *model.Type, pos model.Position) *model.Expr {
	e := &model.Expr{Op: model.OpInput, Kind: t.Kind, Pos: pos}
	part := func(key *model.Expr, t *model.Type) *model.Element {
		return &model.Element{Key: key, Value: ofType(t, pos)}
	}
	switch {
	case t.Nullable:
		there := *t
		there.Nullable = false
		null := &model.Expr{Op: model.OpLiteral, Value: &model.Literal{}, Kind: model.Null, Pos: pos}
		return &model.Expr{Op: model.OpIf, Args: []*model.Expr{e, ofType(&there, pos), null}, Pos: pos}
	case t.Kind == model.List:
		e.Op, e.Elems = model.OpList, []*model.Element{part(nil, t.Elem)}
	case t.Kind == model.Map:
		e.Op, e.Elems = model.OpObject, []*model.Element{part(&model.Expr{Op: model.OpVar, Pos: pos}, t.Elem)}
	case t.Kind == model.Record:
		e.Op = model.OpObject
		for _, f := range t.Fields {
			key := &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: f.Name}, Pos: pos}
			member := part(key, f.Type)
			if f.Optional {
				member.Clauses = []*model.Clause{{If: &model.Expr{Op: model.OpHas, Name: f.Name}}}
			}
			e.Elems = append(e.Elems, member)
		}
	}
	return e
}

// members are the values that the member called name can have.
func (c *checker) members(b bound, name string) []bound {
	var found []bound
	for _, e := range c.alternatives(b) {
		e = e.expand()
		for _, elem := range e.Elems {
			if elem.Key == nil {
				found = append(found, c.members(e.element(elem), name)...)
			} else if key, _ := elem.Key.LiteralString(); key == name {
				found = append(found, c.alternatives(e.element(elem))...)
			}
		}
	}
	return found
}

// elements are the values that an element of a list or a member of an object can
// have.
func (c *checker) elements(b bound) []bound {
	var found []bound
	for _, e := range c.alternatives(b) {
		e = e.expand()
		for _, elem := range e.Elems {
			if elem.Key == nil && e.Op == model.OpObject {
				found = append(found, c.elements(e.element(elem))...)
			} else {
				found = append(found, c.alternatives(e.element(elem))...)
			}
		}
	}
	return found
}
