package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// location is a value inside an input.
type location struct {
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
	// allowed says that null is a value of the location.
	allowed bool
	// holder is the location of the object that field is an attribute of; both are nil for
	// what is no attribute.
	holder      *location
	field       *model.Field
	lists, maps int // the numbers of collections around the value
	// complete is the condition that the value, or one that it is inside of, is a part of a default
	// that stands for it, so that nothing need be there. It is nil for never.
	complete typed.Expr
}

// constraintRules are the rules that an input's type asks for.
func (p *printer) constraintRules(f *model.Field) []rule {
	root := &location{
		input:   f,
		ref:     p.asGiven(f.Name),
		path:    []typed.Expr{typed.NewLiteral(f.Name)},
		typ:     f.Type,
		object:  f.Name,
		allowed: f.Type.Nullable || f.Optional,
	}
	root.completedBy(f)
	return root.rules(nil)
}

// rules appends the rules for the location and for everything inside it.
func (l *location) rules(rules []rule) []rule {
	switch holds, words := l.constraint(); {
	case l.isGiven():
		given := l.givenRules()
		for i := range min(1, len(given)) {
			given[i].doc = l.doc()
		}
		rules = append(rules, given...)
	case holds != nil:
		rules = append(rules, rule{doc: l.doc(), clauses: l.unlessComplete(l.clauses), holds: holds, message: l.sentence(words)})
	}
	if l.typ.Elem != nil {
		rules = l.element().rules(rules)
	}
	for _, f := range l.typ.Fields {
		rules = l.attribute(f).rules(rules)
	}
	return rules
}

// completedBy notes that a part of a field's default stands for it.
func (l *location) completedBy(f *model.Field) {
	if f.Parts {
		l.complete = typed.NewLogic(model.OpOr, l.complete, standsForDefault(l.ref, f))
	}
}

// unlessComplete are clauses that lead to the value where it has to be there. What is there, of a
// part of a default, is as in the default.
func (l *location) unlessComplete(clauses []*typed.Clause) []*typed.Clause {
	if l.complete == nil || !l.required() && l.typ.Kind != model.Map {
		return clauses
	}
	return append(clauses[:len(clauses):len(clauses)], &typed.Clause{If: typed.NewNot(l.complete)})
}

// doc is the comment on the constraint.
func (l *location) doc() string {
	if l.typ.Constraint == nil {
		return ""
	}
	return l.typ.Constraint.Doc
}

func (l *location) mayBeNull() bool { return l.facts.Null(l.ref) }

// inside is what leads to a value inside the location.
func (l *location) inside() []*typed.Clause {
	clauses := l.clauses[:len(l.clauses):len(l.clauses)]
	if !l.mayBeNull() {
		return clauses
	}
	guard := isNotNull(l.ref)
	if n := len(clauses); n > 0 && clauses[n-1].If != nil { // what holds the location may be null too
		clauses, guard = clauses[:n-1:n-1], function("try", guard, typed.False)
	}
	return append(clauses, &typed.Clause{If: guard})
}

func (l *location) attribute(f *model.Field) *location {
	clauses := l.inside()
	if l.isGiven() {
		clauses = l.clauses
	}
	facts := l.facts
	if n := len(clauses); n > 0 {
		facts = facts.Present(clauses[n-1].If)
	}
	attribute := &location{
		input:    l.input,
		facts:    facts,
		ref:      attributeOf(l.ref, f),
		path:     extend(l.path, typed.NewLiteral("."+f.Name)),
		clauses:  clauses,
		typ:      f.Type,
		allowed:  f.Type.Nullable || f.Optional,
		object:   l.object + "." + f.Name,
		holder:   l,
		field:    f,
		lists:    l.lists,
		maps:     l.maps,
		complete: l.complete,
	}
	attribute.completedBy(f)
	return attribute
}

// element is the location of a collection's elements.
func (l *location) element() *location {
	inner := &location{input: l.input, typ: l.typ.Elem, object: l.object, allowed: l.typ.Elem.Nullable, lists: l.lists, maps: l.maps, complete: l.complete}
	value := nth("vwxyz", l.lists+l.maps)
	var loop *typed.Loop
	var index typed.Expr
	if l.typ.Kind == model.Map {
		loop = typed.NewLoop(nth("klmn", l.maps), value, l.ref)
		index = function("jsonencode", typed.NewVar(loop.Key))
		inner.maps++
	} else {
		loop = typed.NewLoop(nth("ijpq", l.lists), value, l.ref)
		index = typed.NewVar(loop.Key)
		inner.lists++
	}
	inner.facts = l.facts.NotNull(l.ref)
	inner.ref = typed.NewVar(loop.Value)
	inner.path = extend(l.path, typed.NewLiteral("["), index, typed.NewLiteral("]"))
	inner.clauses = append(l.inside(), &typed.Clause{For: loop})
	if l.isGiven() {
		inner.clauses = append(l.insideGiven(), &typed.Clause{For: loop})
	}
	return inner
}

// extend appends to a copy.
func extend(list []typed.Expr, more ...typed.Expr) []typed.Expr { return slices.Concat(list, more) }
