package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// A constraint becomes one validation of the variable, however deep inside the
// variable's value the constrained value is. Null, which Terraform's types let through
// in attributes and elements, is refused by the same validation.

// constraint is what must hold of the value, null included, and the words for it. It is
// nil when everything that Terraform's type lets through is allowed.
func (l *location) constraint() (holds typed.Expr, words string) {
	switch c := l.typ.Constraint; {
	case c != nil:
		holds, words = l.anyOf(c.AnyOf), c.Words
	case l.typ.Kind == model.Number:
		holds, words = l.whole(), l.typ.Words()
	case l.mayBeNull() && !l.allowed:
		return isNotNull(l.ref), l.typ.Words()
	default:
		return nil, ""
	}
	isNull := isNull(l.ref)
	switch fails := l.facts.MayFail(holds); {
	case l.allowed && fails:
		holds = typed.NewIf(isNull, typed.True, holds)
	case l.allowed:
		holds = typed.NewLogic(model.OpOr, isNull, holds)
	case fails:
		holds = function("try", holds, typed.False)
	}
	return holds, words
}

// sentence is "path = value: words."
func (l *location) sentence(words string) typed.Expr {
	if l.typ.Constraint == nil && l.typ.Kind != model.Number && !l.isGiven() { // it is only null that is refused
		return typed.NewText(extend(l.path, typed.NewLiteral(" = null: "+words+"."))...)
	}
	return typed.NewText(extend(l.path, typed.NewLiteral(" = "), function("jsonencode", l.ref), typed.NewLiteral(": "+words+"."))...)
}

// anyOf joins the alternatives of a constraint, the constants among them as a list.
func (l *location) anyOf(rules []*model.Rule) typed.Expr {
	var constants []typed.Expr
	var alternatives typed.Expr
	for _, r := range rules {
		switch {
		case r.Equals != nil && len(r.Match)+len(r.NoMatch) > 0:
			alternatives = typed.NewLogic(model.OpOr, alternatives, typed.NewLogic(model.OpAnd, l.equals(typed.NewLiteral(r.Equals.Value)), l.rule(r)))
		case r.Equals == nil:
			alternatives = typed.NewLogic(model.OpOr, alternatives, l.rule(r))
		case r.Equals.Value == nil && l.allowed: // null has a condition of its own
		case !slices.ContainsFunc(rules, func(other *model.Rule) bool { return covers(other, r.Equals.Value) }):
			constants = append(constants, typed.NewLiteral(r.Equals.Value))
		}
	}
	switch len(constants) {
	case 0:
		return alternatives
	case 1:
		return typed.NewLogic(model.OpOr, l.equals(constants[0]), alternatives)
	}
	return typed.NewLogic(model.OpOr, l.contained(constants), alternatives)
}

// covers reports whether a rule that is no constant accepts a value, so that the value
// needs no mention: a default within its own bounds.
func covers(r *model.Rule, v model.Value) bool {
	switch v.(type) {
	case int64, string:
		return r.Equals == nil && r.Accepts(v)
	}
	return false
}

// equals compares with a constant. HCL compares lists and objects by their exact types
// too, so that those are compared as JSON.
func (l *location) equals(constant typed.Expr) typed.Expr {
	return typed.NewBinary(model.OpEqual, l.encoded(l.ref), l.encoded(constant))
}

func (l *location) contained(constants []typed.Expr) typed.Expr {
	elems := make([]*typed.Element, len(constants))
	for i, c := range constants {
		elems[i] = &typed.Element{Value: l.encoded(c)}
	}
	return function("contains", typed.NewList(elems), l.encoded(l.ref))
}

// encoded is JSON where HCL would compare types too.
func (l *location) encoded(e typed.Expr) typed.Expr {
	if l.typ.Elem != nil || l.typ.Kind == model.Record {
		return function("jsonencode", e)
	}
	return e
}

// rule is the conjunction of what one rule states.
func (l *location) rule(r *model.Rule) typed.Expr {
	var all typed.Expr
	size := l.ref
	if l.typ.Kind == model.Number {
		all = l.whole()
	}
	if l.typ.Elem != nil {
		size = function("length", l.ref)
	}
	if r.Min != nil {
		all = typed.NewLogic(model.OpAnd, all, typed.NewBinary(model.OpMoreEq, size, typed.NewLiteral(*r.Min)))
	}
	if r.Max != nil {
		all = typed.NewLogic(model.OpAnd, all, typed.NewBinary(model.OpLessEq, size, typed.NewLiteral(*r.Max)))
	}
	if len(r.Match) == 0 && len(r.NoMatch) > 0 && l.mayBeNull() {
		all = typed.NewLogic(model.OpAnd, all, isNotNull(l.ref))
	}
	for _, pattern := range r.Match {
		all = typed.NewLogic(model.OpAnd, all, l.matches(pattern))
	}
	for _, pattern := range r.NoMatch {
		all = typed.NewLogic(model.OpAnd, all, typed.NewNot(l.matches(pattern)))
	}
	if all == nil {
		return isNotNull(l.ref)
	}
	return all
}

// whole is for numbers: Terraform's have fractions, a contract's have none.
func (l *location) whole() typed.Expr {
	return typed.NewBinary(model.OpEqual, function("floor", l.ref), l.ref)
}

func (l *location) matches(pattern string) typed.Expr {
	return typed.NewCall(typed.Contract(model.LookupFunction("regexp_match")), typed.NewLiteral(pattern), l.ref)
}
