package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	// fewTries is how many inputs are evaluated for one that is near another one and accepted.
	fewTries = 60
	// mostNearby is how many values a place is given, besides none.
	mostNearby = 5
)

// Full is an accepted input with as many fields and elements as possible.
func (a *Solver) Full() model.Object {
	full := a.Base()
	for _, s := range a.finder.locations {
		if _, given := s.get(full); given && s.typ.Kind != model.List && s.typ.Kind != model.Map {
			continue
		}
		values := slices.Clone(a.values(s))
		slices.SortStableFunc(values, func(v, w model.Value) int { return length(w) - length(v) })
		for _, v := range values {
			if input := a.finder.put(full, s, v); v != "" && v != false && a.finder.accepts(input) {
				full = input
				break
			}
		}
	}
	return full
}

// Near is an accepted input that has v at a place and otherwise differs as little as possible
// from the given one; false when none was found.
func (a *Solver) Near(input model.Object, place []string, v model.Value) (model.Object, bool) {
	s := a.location(place)
	if s == nil {
		return nil, false
	}
	return a.near(input, s, v)
}

func (a *Solver) near(input model.Object, s *location, v model.Value) (model.Object, bool) {
	changed := a.finder.put(input, s, v)
	if a.finder.accepts(changed) {
		return changed, true
	}
	if !a.finder.legal(changed) {
		return nil, false
	}
	search := a.finder.search(a.finder.breaking(changed), []*location{s}, a.finder.accepts)
	search.most = fewTries
	return search.run(changed)
}

// Nearby are accepted inputs that differ from the given one at a place only: it has no value
// there, if it may, or one of the first few values.
func (a *Solver) Nearby(input model.Object, place []string, values []model.Value) (inputs []model.Object) {
	s := a.location(place)
	if s == nil {
		return nil
	}
	add := func(other model.Object) {
		same := func(known model.Object) bool { return model.Equal(known, other) }
		if !slices.ContainsFunc(inputs, same) && a.finder.accepts(other) {
			inputs = append(inputs, other)
		}
	}
	if _, is := s.get(input); is {
		add(input)
		add(without(input, s.steps).(model.Object))
	}
	for _, v := range values {
		if len(inputs) > mostNearby {
			break
		}
		add(a.finder.put(input, s, v))
	}
	return inputs
}

// CoverBranches are accepted inputs with which the conditions that objects depend on are both
// true and false, as far as two changes of the fullest or the smallest input do that. These two
// come first.
func (a *Solver) CoverBranches() []model.Object {
	w := newWatch(a.finder.model)
	w.only = a.finder.inObjects()
	var inputs []model.Object
	add := func(input model.Object) {
		if w.shows(input) {
			inputs = append(inputs, input)
		}
	}
	inputs = []model.Object{a.Full(), a.Base()}
	for _, input := range inputs {
		w.shows(input)
	}
	for round := range 2 {
		locations := a.undecided(w)
		for i, start := range slices.Clone(inputs) {
			for _, s := range locations {
				for _, v := range a.values(s)[:min(mostNearby, len(a.values(s)))] {
					if input := a.finder.put(start, s, v); a.finder.accepts(input) {
						add(input)
					}
					if round == 0 && i == 1 { // the smallest one needs others that go with the value
						if input, ok := a.near(start, s, v); ok {
							add(input)
						}
					}
				}
			}
		}
	}
	return inputs
}

// inObjects are the expressions on which objects depend.
func (f *finder) inObjects() map[*model.Expr]bool {
	var roots []*model.Expr
	for _, o := range f.model.Objects {
		roots = append(roots, o.If, o.Whole())
	}
	in := map[*model.Expr]bool{}
	for e := range model.Reached(f.model.Local, roots...) {
		in[e] = true
	}
	return in
}

// undecided are the places on which conditions depend that have not been both true and false.
func (a *Solver) undecided(w *watch) (locations []*location) {
	for _, cond := range w.conditions() {
		if w.reached[outcome{cond, true}] && w.reached[outcome{cond, false}] {
			continue
		}
		for _, s := range a.finder.read([]*model.Clause{{If: cond}}).locations {
			if s.typ.Kind != model.Record && !slices.Contains(locations, s) {
				locations = append(locations, s)
			}
		}
	}
	return locations
}
