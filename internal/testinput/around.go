package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Element is the step to the element of a list or map that an [Around] gives values to.
const Element = "[]"

// Around makes inputs that a contract accepts around something that they are to show. Places
// in inputs are given by the names that lead to them, and [Element].
type Around struct {
	finder *finder
	valued map[*spot][]model.Value // once they are known
}

// NewAround prepares for the inputs of a model. It fails as [Find] does.
func NewAround(m *model.Model) (*Around, error) {
	f := newFinder(m)
	if err := f.findBase(); err != nil {
		return nil, err
	}
	return &Around{f, map[*spot][]model.Value{}}, nil
}

// Base is the smallest input.
func (a *Around) Base() model.Object { return a.finder.base }

// Path is the path of a place; "" for one that the model does not have.
func (a *Around) Path(place []string) model.Path {
	s := a.spot(place)
	if s == nil {
		return ""
	}
	return s.path()
}

// With is a small accepted input that has v at a place, and the path of that place; false when
// none was found.
func (a *Around) With(place []string, v model.Value) (model.Object, model.Path, bool) {
	s := a.spot(place)
	if s == nil {
		return nil, "", false
	}
	input, ok := a.finder.repair(a.finder.put(a.finder.base, s, v), s)
	return input, s.path(), ok
}

// Without is a small accepted input that has nothing at a place, though it has what is around
// it; false when none was found.
func (a *Around) Without(place []string) (model.Object, model.Path, bool) {
	s := a.spot(place)
	if s == nil {
		return nil, "", false
	}
	start, f := a.finder.base, a.finder
	if outer := a.spot(place[:len(place)-1]); outer != nil {
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
func (a *Around) Values(place []string) []model.Value {
	s := a.spot(place)
	if s == nil {
		return nil
	}
	return slices.Clone(a.values(s))
}

func (a *Around) values(s *spot) []model.Value {
	values, ok := a.valued[s]
	if !ok {
		b := &builder{finder: a.finder}
		values = slices.DeleteFunc(b.variants(s), func(v model.Value) bool { return v == nil })
		a.valued[s] = values
	}
	return values
}

// Sized is a list or map with n elements for a place.
func (a *Around) Sized(place []string, n int64) model.Value {
	s := a.spot(place)
	switch {
	case s == nil:
		return nil
	case s.typ.Kind == model.Map:
		return a.finder.mapping(s.typ, n, s.name())
	}
	return a.finder.list(s.typ, n, s.name())
}

// Breaking is a small input that one of the model's checks refuses and nothing else does, and
// that is suitable besides; false when none was found.
func (a *Around) Breaking(c *model.Check, suitable func(model.Object) bool) (model.Object, bool) {
	f := a.finder
	alone := func(input model.Object) bool {
		return f.refusals(input) == f.refusalsOf(input, c) && suitable(input)
	}
	input, ok := f.refusedBy(c, alone)
	return input, ok && alone(input)
}

// spot is nil for a place that the model does not have.
func (a *Around) spot(place []string) *spot {
	for _, s := range a.finder.spots {
		if len(s.steps) == len(place) && s.isAt(place) {
			return s
		}
	}
	return nil
}

func (s *spot) isAt(place []string) bool {
	i := 0
	for step, holder := range s.walk() {
		if holder.Kind == model.Record && step != place[i] || holder.Kind != model.Record && place[i] != Element {
			return false
		}
		i++
	}
	return true
}
