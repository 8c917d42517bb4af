package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// The rules on a value of type any are those that conversion to a type would enforce, in
// the words of the contract, besides its constraint.

// tableType is the type of the table of an object's attributes, see [printer.attributeTable].
var tableType = &typed.Type{Kind: model.Map, Elem: &typed.Type{Kind: model.String}}

func isInput(e typed.Expr) bool {
	_, ok := e.(*typed.Input)
	return ok
}

// isGiven reports whether a location is in a variable of type any.
func (l *location) isGiven() bool { return l.ref.Type().Given != nil }

// required reports whether the location is an attribute that must be there.
func (l *location) required() bool { return l.field != nil && l.field.Required() }

// insideGiven is what leads to the elements of a location.
func (l *location) insideGiven() []*typed.Clause {
	clauses := l.clauses[:len(l.clauses):len(l.clauses)]
	switch {
	case isInput(l.ref): // its rules are tried
		return clauses
	case l.typ.Kind == model.Map:
		return append(clauses, &typed.Clause{If: isGivenObject(l.ref)})
	}
	return append(clauses, &typed.Clause{If: isGivenList(l.ref)})
}

// givenRules are the rule on the value, and the one on the names of its attributes, which
// a sensitive input has alone.
func (l *location) givenRules() (rules []rule) {
	if !l.input.Sensitive {
		clauses := l.clauses[:len(l.clauses):len(l.clauses)]
		if l.required() {
			clauses = append(clauses, &typed.Clause{If: isGivenObject(l.holder.ref)})
		}
		clauses = l.unlessComplete(clauses)
		rules = append(rules, rule{clauses: clauses, holds: l.givenHolds(), message: l.givenSentence(), fails: rooted(clauses), shown: true})
	}
	if l.typ.Kind == model.Record {
		rules = append(rules, l.namesRule())
	}
	return rules
}

// rooted reports whether clauses iterate over a variable, which may be no collection.
func rooted(clauses []*typed.Clause) bool {
	return slices.ContainsFunc(clauses, func(c *typed.Clause) bool { return c.For != nil && isInput(c.For.In) })
}

// givenHolds is what must hold of the value: its kind and its constraint, or that it is
// null where it may be, or absent.
func (l *location) givenHolds() typed.Expr {
	isNull := isNull(l.ref)
	holds := l.ofKind()
	if l.facts.MayFail(holds) {
		holds = function("try", holds, typed.False)
	}
	switch {
	case l.field != nil && !l.required() && l.simple():
		return function("can", function(conversions[l.typ.Kind], function("try", l.ref, typed.Null))) // says the same
	case l.field != nil && !l.required():
		return typed.NewLogic(model.OpOr, absent(l.ref), holds)
	case l.allowed && l.field != nil:
		return typed.NewLogic(model.OpOr, function("try", isNull, typed.False), holds)
	case l.allowed:
		return typed.NewLogic(model.OpOr, isNull, holds)
	}
	return holds
}

// simple reports whether a location's values are all that can be converted to its type.
func (l *location) simple() bool {
	return l.typ.Constraint == nil && (l.typ.Kind == model.String || l.typ.Kind == model.Bool)
}

// ofKind is what must hold of a value that is there.
func (l *location) ofKind() (holds typed.Expr) {
	value := *l
	switch conversion, scalar := conversions[l.typ.Kind]; {
	case scalar:
		value.ref = function(conversion, l.ref)
	case l.typ.Kind == model.List:
		holds = isGivenList(l.ref)
	default:
		holds = isGivenObject(l.ref)
	}
	switch c := l.typ.Constraint; {
	case c != nil:
		return typed.NewLogic(model.OpAnd, holds, value.anyOf(c.AnyOf))
	case l.typ.Kind == model.Number:
		return value.whole()
	case holds == nil:
		return typed.NewBinary(model.OpNotEqual, value.ref, typed.Null)
	}
	return holds
}

// givenSentence is "path = value: words." or "path is required."
func (l *location) givenSentence() typed.Expr {
	sentence := l.sentence(l.typ.Words())
	if l.required() {
		return function("try", sentence, typed.NewText(extend(l.path, typed.NewLiteral(" is required."))...))
	}
	return sentence
}

// namesRule refuses attributes that the object has not. The name that is meant is the
// first with a pattern of misspellings that matches.
func (l *location) namesRule() rule {
	table := typed.NewForeign(l.object, tableType)
	clauses := l.clauses[:len(l.clauses):len(l.clauses)]
	if hasFor(clauses) {
		clauses = append(clauses, &typed.Clause{If: isGivenObject(l.ref)})
	}
	names := typed.NewLoop("", "name", function("keys", l.ref))
	name := typed.NewVar(names.Value)
	clauses = append(clauses, &typed.Clause{For: names})
	canonical := function("replace", function("lower", name), typed.NewLiteral("-"), typed.NewLiteral("_"))
	known := typed.NewLoop("known", "misspelt", table)
	meant := typed.NewList([]*typed.Element{{
		Clauses: []*typed.Clause{{For: known}, {If: function("can", function("regex", typed.NewVar(known.Value), canonical))}},
		Value:   typed.NewText(typed.NewLiteral("did you mean "), typed.NewVar(known.Key)),
	}})
	otherwise := typed.NewList([]*typed.Element{{Value: typed.NewLiteral("remove it")}})
	advice := function("element", function("concat", meant, otherwise), typed.NewLiteral(int64(0)))
	doc := ""
	if l.input.Sensitive {
		doc = secretNamesDoc
	}
	return rule{
		doc: doc, clauses: clauses, fails: rooted(clauses) || countLoops(clauses) == 1, shown: true, secret: l.input.Sensitive,
		holds:   function("contains", function("keys", table), name),
		message: typed.NewText(extend(l.path, typed.NewLiteral(" has no attribute "), function("jsonencode", name), typed.NewLiteral(": "), advice, typed.NewLiteral("."))...),
	}
}

const secretNamesDoc = "nonsensitive() because only names are looked at and shown, which are no secret."

// attributeTable is the local with the names of all objects' attributes, each with a
// pattern of what is taken for a misspelling: one letter more, less or other. The model
// has the same notion of the nearest name.
func (p *printer) attributeTable() *hcl.Body {
	var objects []hcl.Member
	var walk func(path string, t *model.Type)
	walk = func(path string, t *model.Type) {
		for t.Elem != nil {
			t = t.Elem
		}
		if t.Kind != model.Record {
			return
		}
		names := make(hcl.Tuple, len(t.Fields))
		for i, f := range t.Fields {
			names[i] = hcl.String(f.Name)
		}
		objects = append(objects, hcl.Member{Key: hcl.String(path), Value: names})
		for _, f := range t.Fields {
			walk(path+"."+f.Name, f.Type)
		}
	}
	for _, f := range p.model.Inputs {
		walk(f.Name, f.Type)
	}
	b := &hcl.Body{}
	if len(objects) > 0 {
		patterns := hcl.For{Value: "name", In: hcl.Name("names"), ResultKey: hcl.Name("name"), Result: misspellings}
		b.Commented(attributesDoc, p.attributes, hcl.For{
			Key: "object", Value: "names", In: hcl.Object{Members: objects, Shape: hcl.Tall}, ResultKey: hcl.Name("object"), Result: patterns,
		})
	}
	return b
}

const attributesDoc = `Objects are of type any: conversion to an object type would drop the attributes that the type
does not name, so that a misspelt one would be no error. These are the attributes of each, and
patterns of their misspellings: one letter more, less or other.

Validations have try() and can() because Terraform evaluates all of them, whatever another one
refuses: what is no object has no attributes, and null no length.`

// misspellings is the pattern for the misspellings of a name.
var misspellings = call("join", hcl.String("|"), hcl.For{
	Value: "i", In: call("range", hcl.Binary{Op: hcl.Add, X: call("length", hcl.Name("name")), Y: hcl.Int(1)}),
	Result: hcl.Template{
		hcl.String("(?s)^"), call("substr", hcl.Name("name"), hcl.Int(0), hcl.Name("i")),
		hcl.String("(?:.?"), call("substr", hcl.Name("name"), hcl.Binary{Op: hcl.Add, X: hcl.Name("i"), Y: hcl.Int(1)}, hcl.Int(-1)),
		hcl.String("|."), call("substr", hcl.Name("name"), hcl.Name("i"), hcl.Int(-1)), hcl.String(")$"),
	},
})
