package terraform

import (
	"regexp"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// A constraint becomes one validation of the variable, however deep inside the
// variable's value the constrained value is. Null, which Terraform's types let through
// in attributes and elements, is refused by the same validation.

// constraint is what must hold of the value, null included, and the words for it. It is
// nil when everything that Terraform's type lets through is allowed.
func (sp *spot) constraint() (holds *model.Expr, words string) {
	switch c := sp.typ.Constraint; {
	case c != nil:
		holds, words = sp.anyOf(c.AnyOf), c.Words
	case sp.typ.Kind == model.Number:
		holds, words = sp.whole(), sp.typ.Words()
	case sp.mayBeNull() && !sp.allowed:
		return operation(model.OpNotEqual, sp.ref, exprNull), sp.typ.Words()
	default:
		return nil, ""
	}
	isNull := operation(model.OpEqual, sp.ref, exprNull)
	switch fails := sp.s.mayFail(holds); {
	case sp.allowed && fails:
		holds = operation(model.OpIf, isNull, exprTrue, holds)
	case sp.allowed:
		holds = operation(model.OpOr, isNull, holds)
	case fails:
		holds = function("try", holds, exprFalse)
	}
	return holds, words
}

// sentence is "path = value: words."
func (sp *spot) sentence(words string) *model.Expr {
	if sp.typ.Constraint == nil && sp.typ.Kind != model.Number && !sp.isGiven() { // it is only null that is refused
		return interpolation(extend(sp.path, textLiteral(" = null: "+words+".")))
	}
	return interpolation(extend(sp.path, textLiteral(" = "), function("jsonencode", sp.ref), textLiteral(": "+words+".")))
}

// anyOf joins the alternatives of a constraint, the constants among them as a list.
func (sp *spot) anyOf(rules []*model.Rule) *model.Expr {
	var constants []*model.Expr
	var alternatives *model.Expr
	for _, r := range rules {
		switch {
		case r.Equals != nil && len(r.Match)+len(r.NoMatch) > 0:
			alternatives = chain(model.OpOr, alternatives, chain(model.OpAnd, sp.equals(&model.Expr{Op: model.OpLiteral, Value: r.Equals}), sp.rule(r)))
		case r.Equals == nil:
			alternatives = chain(model.OpOr, alternatives, sp.rule(r))
		case r.Equals.Value == nil && sp.allowed: // null has a condition of its own
		case !slices.ContainsFunc(rules, func(other *model.Rule) bool { return covers(other, r.Equals.Value) }):
			constants = append(constants, &model.Expr{Op: model.OpLiteral, Value: r.Equals})
		}
	}
	switch len(constants) {
	case 0:
		return alternatives
	case 1:
		return chain(model.OpOr, sp.equals(constants[0]), alternatives)
	}
	return chain(model.OpOr, sp.contained(constants), alternatives)
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
func (sp *spot) equals(constant *model.Expr) *model.Expr {
	return operation(model.OpEqual, sp.encoded(sp.ref), sp.encoded(constant))
}

func (sp *spot) contained(constants []*model.Expr) *model.Expr {
	list := &model.Expr{Op: model.OpList, Kind: model.List}
	for _, c := range constants {
		list.Elems = append(list.Elems, &model.Element{Value: sp.encoded(c)})
	}
	return function("contains", list, sp.encoded(sp.ref))
}

// encoded is JSON where HCL would compare types too.
func (sp *spot) encoded(e *model.Expr) *model.Expr {
	switch sp.typ.Kind {
	case model.List, model.Map, model.Record:
		return function("jsonencode", e)
	}
	return e
}

// rule is the conjunction of what one rule states.
func (sp *spot) rule(r *model.Rule) *model.Expr {
	var all *model.Expr
	size := sp.ref
	switch sp.typ.Kind {
	case model.Number:
		all = sp.whole()
	case model.List, model.Map:
		size = function("length", sp.ref)
	}
	if r.Min != nil {
		all = chain(model.OpAnd, all, operation(model.OpMoreEq, size, numberLiteral(*r.Min)))
	}
	if r.Max != nil {
		all = chain(model.OpAnd, all, operation(model.OpLessEq, size, numberLiteral(*r.Max)))
	}
	if len(r.Match) == 0 && len(r.NoMatch) > 0 && sp.mayBeNull() {
		all = chain(model.OpAnd, all, operation(model.OpNotEqual, sp.ref, exprNull))
	}
	for _, pattern := range r.Match {
		all = chain(model.OpAnd, all, sp.matches(pattern))
	}
	for _, pattern := range r.NoMatch {
		all = chain(model.OpAnd, all, operation(model.OpNot, sp.matches(pattern)))
	}
	if all == nil {
		return operation(model.OpNotEqual, sp.ref, exprNull)
	}
	return all
}

// whole is for numbers: Terraform's have fractions, a contract's have none.
func (sp *spot) whole() *model.Expr {
	return operation(model.OpEqual, function("floor", sp.ref), sp.ref)
}

func (sp *spot) matches(pattern string) *model.Expr {
	return &model.Expr{Op: model.OpCall, Name: "regexp_match", Kind: model.Bool, Args: []*model.Expr{textLiteral(pattern), sp.ref}}
}
