package terraform

import (
	"regexp"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// A constraint becomes one validation of the variable, however deep inside the
// variable's value the constrained value is. Null, which Terraform's types let through
// in attributes and elements, is refused by the same validation.

// constraint is what must hold of the value, null included, and the words for it. It is
// nil when everything that Terraform's type lets through is allowed.
func (sp *spot) constraint() (holds typed.Expr, words string) {
	switch c := sp.typ.Constraint; {
	case c != nil:
		holds, words = sp.anyOf(c.AnyOf), c.Words
	case sp.typ.Kind == model.Number:
		holds, words = sp.whole(), sp.typ.Words()
	case sp.mayBeNull() && !sp.allowed:
		return isNotNull(sp.ref), sp.typ.Words()
	default:
		return nil, ""
	}
	isNull := isNull(sp.ref)
	switch fails := sp.facts.MayFail(holds); {
	case sp.allowed && fails:
		holds = typed.NewIf(isNull, typed.True, holds)
	case sp.allowed:
		holds = typed.NewLogic(model.OpOr, isNull, holds)
	case fails:
		holds = function("try", holds, typed.False)
	}
	return holds, words
}

// sentence is "path = value: words."
func (sp *spot) sentence(words string) typed.Expr {
	if sp.typ.Constraint == nil && sp.typ.Kind != model.Number && !sp.isGiven() { // it is only null that is refused
		return typed.NewText(extend(sp.path, typed.NewLiteral(" = null: "+words+"."))...)
	}
	return typed.NewText(extend(sp.path, typed.NewLiteral(" = "), function("jsonencode", sp.ref), typed.NewLiteral(": "+words+"."))...)
}

// anyOf joins the alternatives of a constraint, the constants among them as a list.
func (sp *spot) anyOf(rules []*model.Rule) typed.Expr {
	var constants []typed.Expr
	var alternatives typed.Expr
	for _, r := range rules {
		switch {
		case r.Equals != nil && len(r.Match)+len(r.NoMatch) > 0:
			alternatives = typed.NewLogic(model.OpOr, alternatives, typed.NewLogic(model.OpAnd, sp.equals(typed.NewLiteral(r.Equals.Value)), sp.rule(r)))
		case r.Equals == nil:
			alternatives = typed.NewLogic(model.OpOr, alternatives, sp.rule(r))
		case r.Equals.Value == nil && sp.allowed: // null has a condition of its own
		case !slices.ContainsFunc(rules, func(other *model.Rule) bool { return covers(other, r.Equals.Value) }):
			constants = append(constants, typed.NewLiteral(r.Equals.Value))
		}
	}
	switch len(constants) {
	case 0:
		return alternatives
	case 1:
		return typed.NewLogic(model.OpOr, sp.equals(constants[0]), alternatives)
	}
	return typed.NewLogic(model.OpOr, sp.contained(constants), alternatives)
}

// covers reports whether a rule that is no constant accepts a value, so that the value
// needs no mention: a default within its own bounds.
func covers(r *model.Rule, v model.Value) bool {
	if r.Equals != nil {
		return false
	}
	switch v := v.(type) {
	case int64:
		return (r.Min == nil || v >= *r.Min) && (r.Max == nil || v <= *r.Max)
	case string:
		matches := func(pattern string) bool {
			re, err := regexp.Compile(pattern)
			return err == nil && re.MatchString(v)
		}
		return !slices.ContainsFunc(r.Match, func(p string) bool { return !matches(p) }) && !slices.ContainsFunc(r.NoMatch, matches)
	}
	return false
}

// equals compares with a constant. HCL compares lists and objects by their exact types
// too, so that those are compared as JSON.
func (sp *spot) equals(constant typed.Expr) typed.Expr {
	return typed.NewBinary(model.OpEqual, sp.encoded(sp.ref), sp.encoded(constant))
}

func (sp *spot) contained(constants []typed.Expr) typed.Expr {
	elems := make([]*typed.Element, len(constants))
	for i, c := range constants {
		elems[i] = &typed.Element{Value: sp.encoded(c)}
	}
	return function("contains", typed.NewList(elems), sp.encoded(sp.ref))
}

// encoded is JSON where HCL would compare types too.
func (sp *spot) encoded(e typed.Expr) typed.Expr {
	if sp.typ.Elem != nil || sp.typ.Kind == model.Record {
		return function("jsonencode", e)
	}
	return e
}

// rule is the conjunction of what one rule states.
func (sp *spot) rule(r *model.Rule) typed.Expr {
	var all typed.Expr
	size := sp.ref
	if sp.typ.Kind == model.Number {
		all = sp.whole()
	}
	if sp.typ.Elem != nil {
		size = function("length", sp.ref)
	}
	if r.Min != nil {
		all = typed.NewLogic(model.OpAnd, all, typed.NewBinary(model.OpMoreEq, size, typed.NewLiteral(*r.Min)))
	}
	if r.Max != nil {
		all = typed.NewLogic(model.OpAnd, all, typed.NewBinary(model.OpLessEq, size, typed.NewLiteral(*r.Max)))
	}
	if len(r.Match) == 0 && len(r.NoMatch) > 0 && sp.mayBeNull() {
		all = typed.NewLogic(model.OpAnd, all, isNotNull(sp.ref))
	}
	for _, pattern := range r.Match {
		all = typed.NewLogic(model.OpAnd, all, sp.matches(pattern))
	}
	for _, pattern := range r.NoMatch {
		all = typed.NewLogic(model.OpAnd, all, typed.NewNot(sp.matches(pattern)))
	}
	if all == nil {
		return isNotNull(sp.ref)
	}
	return all
}

// whole is for numbers: Terraform's have fractions, a contract's have none.
func (sp *spot) whole() typed.Expr {
	return typed.NewBinary(model.OpEqual, function("floor", sp.ref), sp.ref)
}

func (sp *spot) matches(pattern string) typed.Expr {
	return typed.NewCall(typed.Contract(model.LookupFunction("regexp_match")), typed.NewLiteral(pattern), sp.ref)
}
