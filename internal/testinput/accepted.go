package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// findValue looks for an accepted input that has v at a location, if possible one in which
// the value makes a difference.
func (f *finder) findValue(s *location, v model.Value) {
	start := f.put(f.base, s, v)
	input, ok := f.repair(start, s)
	if !ok {
		f.refuseValue(s, v, start)
		return
	}
	found := f.accepted(s, v, input, s)
	if found.Result == nil {
		_, diagnostics := f.model.Evaluate(input)
		f.missing(model.Position{}, "%s = %s has no test, because it is accepted and then fails: %s", s.path(), encode(v), diagnostics[0].Summary)
		return
	}
	if better := f.withEffect(s, v, input, found); better != nil {
		found = better
	}
	if was, _ := s.get(f.defaults); found.Other == nil && model.Equal(was, v) {
		return // the base shows it
	}
	f.set.Values = append(f.set.Values, found)
}

func (f *finder) refuseValue(s *location, v model.Value, input model.Object) {
	_, diagnostics := f.model.Evaluate(input)
	f.set.Refused = append(f.set.Refused, &Refused{
		Input: s.steps[0], Path: s.path(), Value: v, Checks: f.broken(input), Changes: f.changes(input), Diagnostics: diagnostics,
	})
}

// accepted compares the input with one that has another value at the location: the base's
// value, if that is accepted there. Where no other value is accepted, the input is changed,
// except at the fixed locations, so that both are.
func (f *finder) accepted(s *location, v model.Value, input model.Object, fixed ...*location) *Accepted {
	var others []model.Value
	if was, ok := s.get(f.defaults); ok {
		others = append(others, was)
	}
	others = slices.DeleteFunc(append(others, f.enumerated(s)...), func(other model.Value) bool { return model.Equal(other, v) })
	for _, other := range others {
		if f.accepts(f.put(input, s, other)) {
			return f.compared(s, v, input, other)
		}
	}
	for _, other := range others {
		if found, ok := f.both(s, input, other, fixed); ok {
			return f.compared(s, v, found, other)
		}
	}
	return f.compared(s, v, input, v)
}

// both is an input that is accepted as it is and with another value at the location.
func (f *finder) both(s *location, input model.Object, other model.Value, fixed []*location) (model.Object, bool) {
	return f.search(f.breaking(f.put(input, s, other)), fixed, func(input model.Object) bool {
		return f.accepts(f.put(input, s, other)) && f.accepts(input)
	}).run(input)
}

func (f *finder) compared(s *location, v model.Value, input model.Object, other model.Value) *Accepted {
	a := &Accepted{Path: s.path(), Value: v, Changes: f.changes(input)}
	result, warnings := f.model.Evaluate(input)
	a.Result = result
	if len(warnings) > 0 {
		a.Warnings = f.warnings(input)
	}
	if !model.Equal(v, other) {
		a.Other, _ = f.model.Evaluate(f.put(input, s, other))
	}
	return a
}

// withEffect returns an input in which another enumerated field has a value that gives this
// one an effect: some fields matter in one mode only. It is nil when the value has an effect
// already, or never has.
func (f *finder) withEffect(s *location, v model.Value, input model.Object, found *Accepted) *Accepted {
	if found.Other == nil || f.differ(found.Result, found.Other) {
		return nil
	}
	for _, c := range f.choices {
		if c.location.overlaps(s) {
			continue
		}
		changed, ok := f.repair(f.put(input, c.location, c.value), s, c.location)
		if !ok {
			continue
		}
		if a := f.accepted(s, v, changed, s, c.location); a.Result != nil && a.Other != nil && f.differ(a.Result, a.Other) {
			f.prefer(c)
			return a
		}
	}
	return nil
}

// choice is a value of an enumerated location.
type choice struct {
	location *location
	value    model.Value
}

// allChoices are the values of all enumerated locations that the base does not have.
func (f *finder) allChoices() (choices []choice) {
	for _, s := range f.locations {
		was, given := s.get(f.defaults)
		for _, v := range f.enumerated(s) {
			if !given || !model.Equal(was, v) {
				choices = append(choices, choice{s, v})
			}
		}
	}
	return choices
}

// prefer makes a choice the first to be tried: it tends to matter for the next value of
// the same location too.
func (f *finder) prefer(c choice) {
	f.choices = slices.DeleteFunc(f.choices, func(other choice) bool { return other == c })
	f.choices = slices.Insert(f.choices, 0, c)
}

// differ reports whether two results have other objects or outputs.
func (f *finder) differ(a, b *model.Result) bool {
	if len(a.Objects) != len(b.Objects) || encode(f.model.WithoutRecords(a.Outputs)) != encode(f.model.WithoutRecords(b.Outputs)) {
		return true
	}
	for i := range a.Objects {
		if a.Objects[i].Name != b.Objects[i].Name || encode(a.Objects[i].Body) != encode(b.Objects[i].Body) {
			return true
		}
	}
	return false
}
