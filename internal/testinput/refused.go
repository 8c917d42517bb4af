package testinput

import (
	"iter"
	"math"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// findConstraint looks for a value that the constraint at a location refuses, and nothing
// else.
func (f *finder) findConstraint(s *location) {
	for v := range f.wrong(s) {
		input := f.put(f.base, s, v)
		_, diagnostics := f.model.Evaluate(input)
		if len(diagnostics) == 1 && diagnostics[0].Path == s.path() {
			f.set.Refused = append(f.set.Refused, &Refused{
				Input: s.steps[0], Path: s.path(), Value: v, Changes: f.changes(input), Diagnostics: diagnostics,
			})
			return
		}
	}
	if s.typ.Constraint.Is64Bit() {
		return
	}
	f.missing(s.typ.Constraint.Pos, "no value of %s was found that its constraint refuses", s.path())
}

// findUnknown makes an input in which the object at a location has an attribute too many: its
// first one, misspelt.
func (f *finder) findUnknown(s *location) {
	misspelt := s.typ.Fields[0].Name + "x"
	for s.typ.Field(misspelt) != nil {
		misspelt += "x"
	}
	object, ok := s.get(f.base)
	if !ok || object == nil {
		object = f.simplest(s.typ, s.name())
	}
	input := f.put(f.base, s, object.(model.Object).With(misspelt, "x"))
	_, diagnostics := f.model.Evaluate(input)
	f.set.Refused = append(f.set.Refused, &Refused{
		Input: s.steps[0], Path: s.path().Key(misspelt), Value: "x", Changes: f.changes(input), Diagnostics: diagnostics,
	})
}

// wrong goes through values of a location's type that its constraint may refuse.
func (f *finder) wrong(s *location) iter.Seq[model.Value] {
	return func(yield func(model.Value) bool) {
		for _, v := range unlikely(s.typ.Kind) {
			if !yield(v) {
				return
			}
		}
		for _, rule := range s.typ.Constraint.AnyOf {
			for _, v := range f.beyond(s, rule) {
				if !yield(v) {
					return
				}
			}
		}
	}
}

// unlikely are values of a kind that few constraints accept.
func unlikely(kind model.Kind) (values []model.Value) {
	if kind == model.Bool {
		return []model.Value{true, false}
	}
	if kind == model.String {
		for _, text := range append(odd, strings.Repeat("a", 254)) {
			values = append(values, text)
		}
	}
	return values
}

// beyond are values just outside a rule.
func (f *finder) beyond(s *location, rule *model.Rule) (values []model.Value) {
	for _, expr := range rule.NoMatch {
		for text := range f.strings(expr) {
			values = append(values, text)
		}
	}
	for _, n := range outside(rule) {
		switch s.typ.Kind {
		case model.Number:
			values = append(values, n)
		case model.List:
			values = append(values, f.list(s.typ, n, s.name()))
		case model.Map:
			values = append(values, f.mapping(s.typ, n, s.name()))
		case model.String, model.Bool, model.Record, model.Null: // have no size
		}
	}
	return values
}

// outside are numbers, or lengths, just outside a rule.
func outside(rule *model.Rule) (numbers []int64) {
	if rule.Min != nil && *rule.Min > math.MinInt64 {
		numbers = append(numbers, *rule.Min-1)
	}
	if rule.Max != nil && *rule.Max < math.MaxInt64 {
		numbers = append(numbers, *rule.Max+1)
	}
	if rule.Equals != nil {
		if n, ok := rule.Equals.Value.(int64); ok {
			numbers = append(numbers, n+1, n-1)
		}
	}
	return append(numbers, 0, 1)
}

// findCheck looks for an input that the check refuses and, if possible, nothing else
// does.
func (f *finder) findCheck(c *model.Check) {
	if c.Implied {
		f.findImplied(c)
		return
	}
	input, ok := f.refusedBy(c, func(input model.Object) bool { return f.refusals(input) == f.refusalsOf(input, c) })
	if !ok {
		f.missing(c.Pos, "no input was found that the check %s refuses", c.Name)
		return
	}
	_, diagnostics := f.model.Evaluate(input)
	f.set.Refused = append(f.set.Refused, &Refused{
		Check: c, Checks: f.broken(input), Changes: f.changes(input), Diagnostics: diagnostics,
	})
}

// refusedBy looks for an input that the check refuses and that suits, such as one that nothing
// else refuses. If there is none, it returns one that few other rules refuse.
func (f *finder) refusedBy(c *model.Check, suits func(model.Object) bool) (model.Object, bool) {
	var shared model.Object
	input, ok := f.search([]*reader{f.checkReaders[c]}, nil, func(input model.Object) bool {
		if !f.breaks(input, c) || !f.legal(input) {
			return false
		}
		if shared == nil {
			shared = input
		}
		return suits(input)
	}).run(f.base)
	if !ok && shared != nil {
		return f.fewest(c, shared), true
	}
	return input, ok
}

// findImplied looks for an input that an implied check refuses. #Input's own rules may refuse
// all of these already, so the search is short, and its failure is not reported.
func (f *finder) findImplied(c *model.Check) {
	s := f.search([]*reader{f.checkReaders[c]}, nil, func(input model.Object) bool {
		return f.legal(input) && f.breaks(input, c)
	})
	s.most = mostImplied
	input, ok := s.run(f.base)
	if !ok {
		return
	}
	_, diagnostics := f.model.Evaluate(input)
	f.set.Refused = append(f.set.Refused, &Refused{
		Check: c, Checks: f.broken(input), Changes: f.changes(input), Diagnostics: diagnostics,
	})
}

// fewest changes an input so that as few checks other than c as possible refuse it. What c
// mentions stays.
func (f *finder) fewest(c *model.Check, input model.Object) model.Object {
	for {
		before := f.refusals(input)
		better, ok := f.search(f.breaking(input), f.checkReaders[c].locations, func(input model.Object) bool {
			return f.legal(input) && f.refusals(input) < before && f.breaks(input, c)
		}).run(input)
		if !ok {
			return input
		}
		input = better
	}
}
