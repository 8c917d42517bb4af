package testinput

import (
	"iter"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/texts"
)

// draws is how many strings are made from a pattern in search of one that also meets
// the rest of a rule.
const draws = 200

// simplest is a value that the type accepts, or the best guess at one; name is what an
// arbitrary string is made from.
func (f *finder) simplest(t *model.Type, name string) model.Value {
	rules := []*model.Rule{{}}
	if t.Constraint != nil {
		rules = t.Constraint.AnyOf
	}
	var guess model.Value
	for _, rule := range rules {
		if guess = f.satisfy(t, rule, name); t.Accepts(guess) {
			break
		}
	}
	return guess
}

func (f *finder) satisfy(t *model.Type, rule *model.Rule, name string) model.Value {
	if rule.Equals != nil {
		return rule.Equals.Value
	}
	least := int64(0)
	switch {
	case rule.Min != nil:
		least = *rule.Min
	case t.Kind == model.Number && rule.Max != nil:
		least = min(0, *rule.Max)
	}
	switch t.Kind {
	case model.String:
		return f.text(t, rule, name)
	case model.Number:
		return least
	case model.Bool:
		return false
	case model.List:
		return f.list(t, least, name)
	case model.Map:
		return f.mapping(t, least, name)
	case model.Record:
		return f.record(t)
	case model.Null:
		return nil
	default:
		panic("an input of the kind " + string(t.Kind))
	}
}

// text is a string that meets all patterns of a rule, if one turns up.
func (f *finder) text(t *model.Type, rule *model.Rule, name string) string {
	if len(rule.Match) == 0 {
		return "example-" + name
	}
	if _, ok := f.texts[rule]; !ok {
		f.texts[rule] = f.matching(t, rule)
	}
	return f.texts[rule]
}

func (f *finder) matching(t *model.Type, rule *model.Rule) string {
	for _, expr := range rule.Match {
		for s := range f.strings(expr) {
			if t.Accepts(s) {
				return s
			}
		}
	}
	return exampleKey
}

// strings are some that a pattern matches, the simplest first; none for a pattern that
// is not valid.
func (f *finder) strings(expr string) iter.Seq[string] {
	pattern := f.pattern(expr)
	return func(yield func(string) bool) {
		if pattern == nil {
			return
		}
		left := draws
		for s := range pattern.Simplest() {
			if left--; left < 0 || !yield(s) {
				return
			}
		}
	}
}

// pattern is a parsed pattern, nil for one that is not valid.
func (f *finder) pattern(expr string) *texts.Pattern {
	pattern, ok := f.patterns[expr]
	if !ok {
		pattern, _ = texts.Parse(expr)
		f.patterns[expr] = pattern
	}
	return pattern
}

// longest is the longest list or map that is made.
const longest = 1000

func (f *finder) list(t *model.Type, n int64, name string) model.Value {
	list := make([]model.Value, min(max(n, 0), longest))
	for i := range list {
		list[i] = f.simplest(t.Elem, name)
	}
	return list
}

func (f *finder) mapping(t *model.Type, n int64, name string) model.Value {
	object := model.Object{}
	for i := range min(max(n, 0), longest) {
		object = object.With(f.key(t, int(i)), f.simplest(t.Elem, name))
	}
	return object
}

func (f *finder) record(t *model.Type) model.Value {
	object := model.Object{}
	for _, field := range t.Fields {
		if field.Required() {
			object = object.With(field.Name, f.simplest(field.Type, strings.ReplaceAll(field.Name, "_", "-")))
		}
	}
	return object
}

// enumerated are the values of a location that has few: true and false, or the constants of
// its constraint when there are several and nothing else is allowed.
func (f *finder) enumerated(s *location) (values []model.Value) {
	t := s.typ
	if t.Kind == model.Bool && t.Constraint == nil {
		return []model.Value{true, false}
	}
	if t.Constraint == nil || len(t.Constraint.AnyOf) < 2 {
		return nil
	}
	for _, rule := range t.Constraint.AnyOf {
		if rule.Equals == nil {
			return nil
		}
		if t.Accepts(rule.Equals.Value) && !contains(values, rule.Equals.Value) {
			values = append(values, rule.Equals.Value)
		}
	}
	return values
}

func contains(values []model.Value, v model.Value) bool {
	return slices.ContainsFunc(values, func(other model.Value) bool { return model.Equal(other, v) })
}
