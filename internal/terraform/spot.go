package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// spot is a value inside an input.
type spot struct {
	input *model.Field // that the value is in
	facts typed.Facts  // what is known inside of the clauses
	ref   typed.Expr
	// path is the value's place in a message: the parts of an interpolation.
	path []typed.Expr
	// clauses lead to the value: a for per collection, an if where what holds the
	// value may be null.
	clauses []*typed.Clause
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
	root := &spot{
		input:   f,
		ref:     p.asGiven(f.Name),
		path:    []typed.Expr{typed.NewLiteral(f.Name)},
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
		given := sp.givenRules()
		for i := range min(1, len(given)) {
			given[i].doc = sp.doc()
		}
		rules = append(rules, given...)
	case holds != nil:
		rules = append(rules, rule{doc: sp.doc(), clauses: sp.clauses, holds: holds, message: sp.sentence(words)})
	}
	if sp.typ.Elem != nil {
		rules = sp.element().rules(rules)
	}
	for _, f := range sp.typ.Fields {
		rules = sp.attribute(f).rules(rules)
	}
	return rules
}

// doc is the comment on the constraint.
func (sp *spot) doc() string {
	if sp.typ.Constraint == nil {
		return ""
	}
	return sp.typ.Constraint.Doc
}

func (sp *spot) mayBeNull() bool { return sp.facts.Null(sp.ref) }

// inside is what leads to a value inside the spot.
func (sp *spot) inside() []*typed.Clause {
	clauses := sp.clauses[:len(sp.clauses):len(sp.clauses)]
	if !sp.mayBeNull() {
		return clauses
	}
	guard := isNotNull(sp.ref)
	if n := len(clauses); n > 0 && clauses[n-1].If != nil { // what holds the spot may be null too
		clauses, guard = clauses[:n-1:n-1], function("try", guard, typed.False)
	}
	return append(clauses, &typed.Clause{If: guard})
}

func (sp *spot) attribute(f *model.Field) *spot {
	clauses := sp.inside()
	if sp.isGiven() {
		clauses = sp.clauses
	}
	facts := sp.facts
	if n := len(clauses); n > 0 {
		facts = facts.Present(clauses[n-1].If)
	}
	return &spot{
		input:   sp.input,
		facts:   facts,
		ref:     attributeOf(sp.ref, f),
		path:    extend(sp.path, typed.NewLiteral("."+f.Name)),
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
	inner := &spot{input: sp.input, typ: sp.typ.Elem, object: sp.object, allowed: sp.typ.Elem.Nullable, lists: sp.lists, maps: sp.maps}
	value := string("vwxyz"[sp.lists+sp.maps])
	var loop *typed.Loop
	var index typed.Expr
	if sp.typ.Kind == model.Map {
		loop = typed.NewLoop(string("klmn"[sp.maps]), value, sp.ref)
		index = function("jsonencode", typed.NewVar(loop.Key))
		inner.maps++
	} else {
		loop = typed.NewLoop(string("ijpq"[sp.lists]), value, sp.ref)
		index = typed.NewVar(loop.Key)
		inner.lists++
	}
	inner.facts = sp.facts.NotNull(sp.ref)
	inner.ref = typed.NewVar(loop.Value)
	inner.path = extend(sp.path, typed.NewLiteral("["), index, typed.NewLiteral("]"))
	inner.clauses = append(sp.inside(), &typed.Clause{For: loop})
	if sp.isGiven() {
		inner.clauses = append(sp.insideGiven(), &typed.Clause{For: loop})
	}
	return inner
}

// extend appends to a copy.
func extend(list []typed.Expr, more ...typed.Expr) []typed.Expr { return slices.Concat(list, more) }
