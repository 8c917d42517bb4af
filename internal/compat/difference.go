package compat

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/regular"
)

// errNotMade is the error for lists and maps that differ in lengths beyond those that are made.
var errNotMade = errors.New("they differ for lists and maps that could not be made")

// longest is the longest list or map that is made.
const longest = 1000

// difference returns values that the constraint of one type accepts and that of another type of
// the same kind does not, the simplest first; not all, but at least one if there is any. It does
// not compare what is inside of lists, maps and objects. An error means that there may be others;
// sized makes a list or map of a length.
func difference(in, out *model.Type, sized func(int64) model.Value) ([]model.Value, error) {
	if out.Constraint == nil || reflect.DeepEqual(rules(in.Constraint), rules(out.Constraint)) {
		return nil, nil
	}
	values := constantsLost(in, out)
	switch in.Kind {
	case model.String:
		texts, err := textsLost(in, out, values)
		return bySize(append(values, texts...)), err
	case model.Number:
		for _, i := range without(intervals(in.Constraint, math.MinInt64), intervals(out.Constraint, math.MinInt64)) {
			values = append(values, i.simplest(), i.low, i.high)
		}
		return bySize(values), nil
	case model.List, model.Map:
		var err error
		for _, i := range without(intervals(in.Constraint, 0), intervals(out.Constraint, 0)) {
			if i.low > longest {
				err = errNotMade
				continue
			}
			if v := sized(i.low); out.Constraint.Accepts(v) {
				err = errNotMade // it is a constant, and others as long are lost
			} else {
				values = append(values, v)
			}
		}
		return values, err
	case model.Bool, model.Record, model.Null: // which no bounds or patterns are for
	}
	return values, nil
}

// rules are those of a constraint, without its words.
func rules(c *model.Constraint) []*model.Rule {
	if c == nil {
		return nil
	}
	return c.AnyOf
}

// constantsLost are the constants of one constraint, or both bools, that the other does not
// accept.
func constantsLost(in, out *model.Type) (values []model.Value) {
	try := func(v model.Value) {
		if (in.Constraint == nil || in.Constraint.Accepts(v)) && !out.Constraint.Accepts(v) {
			values = append(values, v)
		}
	}
	if in.Kind == model.Bool {
		try(false)
		try(true)
		return values
	}
	if in.Constraint == nil {
		return nil
	}
	for _, r := range in.Constraint.AnyOf {
		if r.Equals != nil {
			try(r.Equals.Value)
		}
	}
	return values
}

// bySize sorts values, the shortest first, and drops repeated ones.
func bySize(values []model.Value) []model.Value {
	slices.SortStableFunc(values, func(a, b model.Value) int {
		x, y := encode(a), encode(b)
		return cmp.Or(utf8.RuneCountInString(x)-utf8.RuneCountInString(y), cmp.Compare(x, y))
	})
	return slices.CompactFunc(values, model.Equal)
}

// textsLost are texts that one constraint accepts and another one does not, apart from those
// that are known.
func textsLost(in, out *model.Type, known []model.Value) (texts []model.Value, err error) {
	var constants []string
	for _, v := range known {
		constants = append(constants, v.(string))
	}
	lost := regular.All(Texts(in.Constraint), regular.Not(Texts(out.Constraint)), regular.Not(regular.Only(constants...)))
	for text, err := range lost.Texts() {
		if err != nil {
			return texts, fmt.Errorf("patterns: %w", err)
		}
		if texts = append(texts, text); len(texts) == mostTried {
			break
		}
	}
	return texts, nil
}

// Texts are the texts that a constraint on texts accepts; nil accepts all.
func Texts(c *model.Constraint) regular.Set {
	if c == nil {
		return regular.All()
	}
	var constants []string
	var rules []regular.Set
	for _, r := range c.AnyOf {
		var parts []regular.Set
		for _, pattern := range r.Match {
			parts = append(parts, regular.Matching(pattern))
		}
		for _, pattern := range r.NoMatch {
			parts = append(parts, regular.Not(regular.Matching(pattern)))
		}
		if r.Equals == nil {
			rules = append(rules, regular.All(parts...))
			continue
		}
		text, ok := r.Equals.Value.(string)
		switch {
		case !ok: // null
		case len(parts) == 0:
			constants = append(constants, text)
		default:
			rules = append(rules, regular.All(append(parts, regular.Only(text))...))
		}
	}
	return regular.Any(append(rules, regular.Only(constants...))...)
}
