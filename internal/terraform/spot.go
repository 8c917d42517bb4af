package terraform

import "github.com/base-k8s/base-k8s/internal/model"

// spot is a value inside an input.
type spot struct {
	s, outer *scope // with and without the loops around the value
	ref      *model.Expr
	// path is the value's place in a message: the parts of an interpolation.
	path []*model.Expr
	// clauses lead to the value: a for per collection, an if where what holds the
	// value may be null.
	clauses []*model.Clause
	typ     *model.Type
	object  string // the names of inputs and attributes on the way
	// allowed says that null is a value of the spot.
	allowed bool
	// holder is the spot of the object that field is an attribute of; both are nil for
	// what is no attribute.
	holder      *spot
	field       *model.Field
	lists, maps int // the numbers of collections around the value
}

// constraintRules are the rules that an input's type asks for.
func (p *printer) constraintRules(f *model.Field) []rule {
	s := p.scope()
	s.raw = true
	if strict(f.Type) {
		s.own, s.plain = f.Name, true
	}
	root := &spot{
		s:       s,
		outer:   s,
		ref:     &model.Expr{Op: model.OpInput, Name: f.Name, Kind: f.Type.Kind},
		path:    []*model.Expr{textLiteral(f.Name)},
		typ:     f.Type,
		object:  f.Name,
		allowed: f.Type.Nullable || f.Optional,
	}
	return root.rules(nil)
}

// rules appends the rules for the spot and for everything inside it.
func (sp *spot) rules(rules []rule) []rule {
	switch holds, words := sp.constraint(); {
	case sp.isGiven():
		rules = append(rules, sp.givenRules()...)
	case holds != nil:
		rules = append(rules, rule{outer: sp.outer, clauses: sp.clauses, holds: holds, message: sp.sentence(words)})
	}
	switch sp.typ.Kind {
	case model.List, model.Map:
		rules = sp.element().rules(rules)
	case model.Record:
		for _, f := range sp.typ.Fields {
			rules = sp.attribute(f).rules(rules)
		}
	}
	return rules
}

func (sp *spot) mayBeNull() bool { return sp.s.typeOf(sp.ref).null }

// inside is what leads to a value inside the spot.
func (sp *spot) inside() []*model.Clause {
	clauses := sp.clauses[:len(sp.clauses):len(sp.clauses)]
	if !sp.mayBeNull() {
		return clauses
	}
	guard := operation(model.OpNotEqual, sp.ref, exprNull)
	if n := len(clauses); n > 0 && clauses[n-1].If != nil { // what holds the spot may be null too
		clauses, guard = clauses[:n-1:n-1], function("try", guard, exprFalse)
	}
	return append(clauses, &model.Clause{If: guard})
}

func (sp *spot) attribute(f *model.Field) *spot {
	clauses := sp.inside()
	if sp.isGiven() {
		clauses = sp.clauses
	}
	s := sp.s
	if n := len(clauses); n > 0 {
		s = s.present(clauses[n-1].If)
	}
	return &spot{
		s:       s,
		outer:   sp.outer,
		ref:     attributeOf(sp.ref, f),
		path:    extend(sp.path, textLiteral("."+f.Name)),
		clauses: clauses,
		typ:     f.Type,
		allowed: f.Type.Nullable || f.Optional,
		object:  sp.object + "." + f.Name,
		holder:  sp,
		field:   f,
		lists:   sp.lists,
		maps:    sp.maps,
	}
}

// element is the spot of a collection's elements.
func (sp *spot) element() *spot {
	inner := &spot{outer: sp.outer, typ: sp.typ.Elem, object: sp.object, allowed: sp.typ.Elem.Nullable, lists: sp.lists, maps: sp.maps}
	loop := &model.For{Value: string("vwxyz"[sp.lists+sp.maps]), In: sp.ref}
	var index *model.Expr
	if sp.typ.Kind == model.Map {
		loop.Key = string("klmn"[sp.maps])
		index = function("jsonencode", variable(loop.Key, model.String))
		inner.maps++
	} else {
		loop.Key = string("ijpq"[sp.lists])
		index = variable(loop.Key, model.Number)
		inner.lists++
	}
	inner.s = sp.s.notNull(sp.ref).loop(loop)
	inner.ref = variable(loop.Value, sp.typ.Elem.Kind)
	inner.path = extend(sp.path, textLiteral("["), index, textLiteral("]"))
	inner.clauses = append(sp.inside(), &model.Clause{For: loop})
	if sp.isGiven() {
		inner.clauses = append(sp.insideGiven(), &model.Clause{For: loop})
	}
	return inner
}
