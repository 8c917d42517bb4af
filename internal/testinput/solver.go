package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Element is the step to the element of a list or map that a [Solver] is asked about.
const Element = "[]"

// Solver finds inputs that a contract accepts and that have what a caller asks for: a value at
// some place, or none, or one check alone that refuses them. Places in inputs are given by the
// names that lead to them, and [Element].
type Solver struct {
	finder *finder
	valued map[*location][]model.Value // once they are known
}

// NewSolver prepares for the inputs of a model. It fails as [Find] does.
func NewSolver(m *model.Model) (*Solver, error) {
	f := newFinder(m)
	if err := f.findBase(); err != nil {
		return nil, err
	}
	return &Solver{f, map[*location][]model.Value{}}, nil
}

// Base is the smallest input.
func (a *Solver) Base() model.Object { return a.finder.base }

// Path is the path of a place; "" for one that the model does not have.
func (a *Solver) Path(place []string) model.Path {
	s := a.location(place)
	if s == nil {
		return ""
	}
	return s.path()
}

// With returns a small accepted input that has v at a place, and the path of that place;
// false when none was found.
func (a *Solver) With(place []string, v model.Value) (model.Object, model.Path, bool) {
	s := a.location(place)
	if s == nil {
		return nil, "", false
	}
	input, ok := a.finder.repair(a.finder.put(a.finder.base, s, v), s)
	return input, s.path(), ok
}

// Without returns a small accepted input that has nothing at a place, but has the object, list
// or map that the place is in; false when none was found.
func (a *Solver) Without(place []string) (model.Object, model.Path, bool) {
	s := a.location(place)
	if s == nil {
		return nil, "", false
	}
	start, f := a.finder.base, a.finder
	if outer := a.location(place[:len(place)-1]); outer != nil {
		v, given := outer.get(start)
		if !given || v == nil {
			v = f.simplest(outer.typ, outer.name())
		}
		start = f.put(start, outer, v)
	}
	bare := without(start, s.steps).(model.Object)
	input, ok := f.repair(bare, s)
	return input, s.path(), ok
}

// Values are different values that the type of a place accepts, null aside.
func (a *Solver) Values(place []string) []model.Value {
	s := a.location(place)
	if s == nil {
		return nil
	}
	return slices.Clone(a.values(s))
}

func (a *Solver) values(s *location) []model.Value {
	values, ok := a.valued[s]
	if !ok {
		b := &builder{finder: a.finder}
		values = slices.DeleteFunc(b.variants(s), func(v model.Value) bool { return v == nil })
		a.valued[s] = values
	}
	return values
}

// Sized is a list or map with n elements for a place.
func (a *Solver) Sized(place []string, n int64) model.Value {
	s := a.location(place)
	switch {
	case s == nil:
		return nil
	case s.typ.Kind == model.Map:
		return a.finder.mapping(s.typ, n, s.name())
	}
	return a.finder.list(s.typ, n, s.name())
}

// Breaking returns a small suitable input that one of the model's checks refuses and nothing
// else does; false when none was found.
func (a *Solver) Breaking(c *model.Check, suitable func(model.Object) bool) (model.Object, bool) {
	f := a.finder
	alone := func(input model.Object) bool {
		return f.refusals(input) == f.refusalsOf(input, c) && suitable(input)
	}
	input, ok := f.refusedBy(c, alone)
	return input, ok && alone(input)
}

// location is nil for a place that the model does not have.
func (a *Solver) location(place []string) *location {
	for _, s := range a.finder.locations {
		if len(s.steps) == len(place) && s.isAt(place) {
			return s
		}
	}
	return nil
}

func (s *location) isAt(place []string) bool {
	i := 0
	for step, holder := range s.walk() {
		if holder.Kind == model.Record && step != place[i] || holder.Kind != model.Record && place[i] != Element {
			return false
		}
		i++
	}
	return true
}
