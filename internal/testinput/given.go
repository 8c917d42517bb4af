package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// mostGiven is how many inputs are evaluated in search of values for some of them.
const mostGiven = 500

// Given returns an accepted input in which those of the named inputs that had no value have
// one, and everything else is as before; false when none of the values that were tried is
// accepted.
func (a *Solver) Given(input model.Object, names []string) (model.Object, bool) {
	f := a.finder
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		v, _ := input.Get(name)
		return v != nil || model.FindField(f.model.Inputs, name) == nil
	})
	for _, name := range names {
		if field := model.FindField(f.model.Inputs, name); field.Required() {
			input = input.With(name, f.simplest(field.Type, name))
		}
	}
	if f.accepts(input) {
		return input, true
	}
	if len(names) == 0 || !f.legal(input) {
		return nil, false
	}
	var fixed []*location
	for _, s := range f.locations {
		if !slices.Contains(names, s.steps[0]) {
			fixed = append(fixed, s)
		}
	}
	s := f.search(f.breaking(input), fixed, f.accepts)
	s.most = mostGiven
	return s.run(input)
}
