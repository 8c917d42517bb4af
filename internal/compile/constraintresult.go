package compile

import (
	"cmp"
	"math"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// result is the type and the default.
func (k *constraints) result() (*model.Type, *model.Literal) {
	if k.typ == nil || k.typ.Kind == "" {
		if !k.failed {
			k.report(k.at.pos(), k.at.label+" has no type", "write string, bool, int, a list, a map or a struct")
		}
		return &model.Type{Kind: model.String}, k.fallback
	}
	if k.typ.Kind == model.Number {
		k.rules = within64Bits(k.rules)
	}
	if len(k.rules) > 0 {
		k.typ.Constraint = &model.Constraint{AnyOf: distinct(k.rules), Words: k.words, Pos: Position(k.at.pos())}
		if k.words == "" {
			k.typ.Constraint.Words = k.describe(k.typ.Kind, k.rules)
		}
	}
	k.checkTexts()
	if len(k.further) > 0 {
		k.typeRules[k.typ] = k.further
	}
	k.dropDefault()
	k.completeDefault()
	if !isComplete(k.typ) && !k.failed {
		k.report(k.at.pos(), k.at.name()+" has elements of no known type", "write the type: [...string] or {[string]: string}")
	}
	if len(k.rules) == 1 && k.rules[0].Equals != nil && k.fallback == nil && !k.typ.Nullable {
		k.fallback = k.rules[0].Equals // the one value that there is need not be given
	}
	return k.typ, k.fallback
}

// dropDefault drops a default that another conjunct excludes: (*"a" | "b" | "c") & ("b" | "c") has none.
func (k *constraints) dropDefault() {
	if k.fallback == nil || k.fallback.Value == nil || k.typ.Constraint == nil || k.typ.Constraint.Accepts(k.fallback.Value) {
		return
	}
	if k.aggregate == nil || len(k.at.leaves) > 1 {
		k.fallback, k.aggregate = nil, nil
	}
}

// completeDefault gives an open list its default, which is no list where it has too few
// elements, and checks a default that is a struct or a list.
func (k *constraints) completeDefault() {
	switch {
	case k.fallback == nil && k.openList && !k.typ.Nullable:
		if k.typ.Constraint == nil || k.typ.Constraint.Accepts([]model.Value{}) {
			k.fallback = &model.Literal{Value: []model.Value{}}
		}
	case k.fallback != nil && k.aggregate != nil:
		k.checkAggregate()
	}
}

// isComplete reports whether the elements of lists and maps have types.
func isComplete(t *model.Type) bool {
	switch {
	case t == nil:
		return false
	case t.Kind == model.List || t.Kind == model.Map:
		return isComplete(t.Elem)
	}
	return !slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return !isComplete(f.Type) })
}

// within64Bits are the rules on a number with the bounds that they leave out: those of 64 bits,
// in which numbers are held.
func within64Bits(rules []*model.Rule) (bounded []*model.Rule) {
	if len(rules) == 0 {
		rules = []*model.Rule{{}}
	}
	for _, r := range rules {
		if r.Equals == nil {
			low, high, within := int64(math.MinInt64), int64(math.MaxInt64), *r
			within.Min, within.Max = cmp.Or(r.Min, &low), cmp.Or(r.Max, &high)
			r = &within
		}
		bounded = append(bounded, r)
	}
	return bounded
}

// distinct are the rules without constants that are among them already: a default is
// often one of the alternatives.
func distinct(rules []*model.Rule) []*model.Rule {
	var kept []*model.Rule
	for _, r := range rules {
		if isConstantRule(r) && slices.ContainsFunc(kept, func(other *model.Rule) bool {
			return isConstantRule(other) && model.Equal(r.Equals.Value, other.Equals.Value)
		}) {
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

// isConstantRule reports whether a rule says nothing but what the value is.
func isConstantRule(r *model.Rule) bool {
	return r.Equals != nil && r.Min == nil && r.Max == nil && len(r.Match)+len(r.NoMatch) == 0
}
