package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// The rules on a value of type any are those that conversion to a type would enforce, in
// the words of the contract, besides its constraint.

// isGiven reports whether a spot is in a variable of type any.
func (sp *spot) isGiven() bool { return sp.s.own != "" }

// required reports whether the spot is an attribute that must be there.
func (sp *spot) required() bool { return sp.field != nil && sp.field.Required() }

// insideGiven is what leads to the elements of a spot.
func (sp *spot) insideGiven() []*model.Clause {
	clauses := sp.clauses[:len(sp.clauses):len(sp.clauses)]
	switch {
	case sp.ref.Op == model.OpInput: // its rules are tried
		return clauses
	case sp.typ.Kind == model.Map:
		return append(clauses, &model.Clause{If: isGivenObject(sp.ref)})
	}
	return append(clauses, &model.Clause{If: isGivenList(sp.ref)})
}

// givenRules are the rule on the value, and the one on the names of its attributes, which
// a sensitive input has alone.
func (sp *spot) givenRules() (rules []rule) {
	if !sp.s.p.inputs[sp.s.own].Sensitive {
		clauses := sp.clauses[:len(sp.clauses):len(sp.clauses)]
		if sp.required() {
			clauses = append(clauses, &model.Clause{If: isGivenObject(sp.holder.ref)})
		}
		rules = append(rules, rule{outer: sp.outer, clauses: clauses, holds: sp.givenHolds(), message: sp.givenSentence(), fails: rooted(clauses), shown: true})
	}
	if sp.typ.Kind == model.Record {
		rules = append(rules, sp.namesRule())
	}
	return rules
}

// rooted reports whether clauses iterate over a variable, which may be no collection.
func rooted(clauses []*model.Clause) bool {
	return slices.ContainsFunc(clauses, func(c *model.Clause) bool { return c.For != nil && c.For.In.Op == model.OpInput })
}

// givenHolds is what must hold of the value: its kind and its constraint, or that it is
// null where it may be, or absent.
func (sp *spot) givenHolds() *model.Expr {
	isNull := operation(model.OpEqual, sp.ref, exprNull)
	holds := sp.ofKind()
	if sp.s.mayFail(holds) {
		holds = function("try", holds, exprFalse)
	}
	switch {
	case sp.field != nil && !sp.required() && sp.simple():
		return function("can", function(conversions[sp.typ.Kind], function("try", sp.ref, exprNull))) // says the same
	case sp.field != nil && !sp.required():
		return operation(model.OpOr, absent(sp.ref), holds)
	case sp.allowed && sp.field != nil:
		return operation(model.OpOr, function("try", isNull, exprFalse), holds)
	case sp.allowed:
		return operation(model.OpOr, isNull, holds)
	}
	return holds
}

// simple reports whether a spot's values are all that can be converted to its type.
func (sp *spot) simple() bool {
	return sp.typ.Constraint == nil && (sp.typ.Kind == model.String || sp.typ.Kind == model.Bool)
}

// ofKind is what must hold of a value that is there.
func (sp *spot) ofKind() (holds *model.Expr) {
	value := *sp
	switch conversion, scalar := conversions[sp.typ.Kind]; {
	case scalar:
		value.ref = function(conversion, sp.ref)
	case sp.typ.Kind == model.List:
		holds = isGivenList(sp.ref)
	default:
		holds = isGivenObject(sp.ref)
	}
	switch c := sp.typ.Constraint; {
	case c != nil:
		return chain(model.OpAnd, holds, value.anyOf(c.AnyOf))
	case sp.typ.Kind == model.Number:
		return value.whole()
	case holds == nil:
		return operation(model.OpNotEqual, value.ref, exprNull)
	}
	return holds
}

// givenSentence is "path = value: words." or "path is required."
func (sp *spot) givenSentence() *model.Expr {
	sentence := sp.sentence(sp.typ.Words())
	if sp.required() {
		return function("try", sentence, interpolation(extend(sp.path, textLiteral(" is required."))))
	}
	return sentence
}

// namesRule refuses attributes that the object has not. The name that is meant is the
// first with a pattern of misspellings that matches.
func (sp *spot) namesRule() rule {
	name, known, misspelt := variable("name", model.String), variable("known", model.String), variable("misspelt", model.String)
	table := &model.Expr{Op: opAttributes, Name: sp.object}
	clauses := sp.clauses[:len(sp.clauses):len(sp.clauses)]
	if hasFor(clauses) {
		clauses = append(clauses, &model.Clause{If: isGivenObject(sp.ref)})
	}
	names := function("keys", sp.ref)
	clauses = append(clauses, &model.Clause{For: &model.For{Value: name.Name, In: names}})
	canonical := function("replace", function("lower", name), textLiteral("-"), textLiteral("_"))
	meant := &model.Expr{Op: model.OpList, Kind: model.List, Elems: []*model.Element{{
		Clauses: []*model.Clause{
			{For: &model.For{Key: known.Name, Value: misspelt.Name, In: table}},
			{If: function("can", function("regex", misspelt, canonical))},
		},
		Value: interpolation([]*model.Expr{textLiteral("did you mean "), known}),
	}}}
	otherwise := &model.Expr{Op: model.OpList, Kind: model.List, Elems: []*model.Element{{Value: textLiteral("remove it")}}}
	advice := function("element", function("concat", meant, otherwise), numberLiteral(0))
	return rule{
		outer: sp.outer, clauses: clauses, fails: rooted(clauses) || countLoops(clauses) == 1, shown: true, secret: sp.s.p.inputs[sp.s.own].Sensitive,
		holds:   function("contains", function("keys", table), name),
		message: interpolation(extend(sp.path, textLiteral(" has no attribute "), function("jsonencode", name), textLiteral(": "), advice, textLiteral("."))),
	}
}

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
patterns of their misspellings: one letter more, less or other.`

// misspellings is the pattern for the misspellings of a name.
var misspellings = call("join", hcl.String("|"), hcl.For{
	Value: "i", In: call("range", hcl.Binary{Op: hcl.Add, X: call("length", hcl.Name("name")), Y: hcl.Int(1)}),
	Result: hcl.Template{
		hcl.String("(?s)^"), call("substr", hcl.Name("name"), hcl.Int(0), hcl.Name("i")),
		hcl.String("(?:.?"), call("substr", hcl.Name("name"), hcl.Binary{Op: hcl.Add, X: hcl.Name("i"), Y: hcl.Int(1)}, hcl.Int(-1)),
		hcl.String("|."), call("substr", hcl.Name("name"), hcl.Name("i"), hcl.Int(-1)), hcl.String(")$"),
	},
})
