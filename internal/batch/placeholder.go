package batch

import (
	"slices"
	"sync"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// secrets replaces the sensitive inputs that are not recorded: a token that every build
// renews, a password. Without them an input may be refused, and they say nothing about a
// change.
type secrets struct {
	names  []string // of the sensitive inputs of either contract
	shared []string // those that both have

	mu       sync.Mutex
	old, new *filler
}

func newSecrets(old, new *model.Model) *secrets {
	s := &secrets{old: &filler{model: old}, new: &filler{model: new}}
	for _, m := range []*model.Model{old, new} {
		for _, name := range m.Sensitive() {
			if slices.Contains(s.names, name) {
				continue
			}
			s.names = append(s.names, name)
			if model.FindField(old.Inputs, name) != nil && model.FindField(new.Inputs, name) != nil {
				s.shared = append(s.shared, name)
			}
		}
	}
	return s
}

// hold copies sensitive inputs that only one side gives to the other.
func (s *secrets) hold(old, new model.Value) (model.Value, model.Value) {
	return effect.HoldSecrets(s.shared, s.given(old), s.given(new))
}

// given is an input without the sensitive ones that are null.
func (s *secrets) given(input model.Value) model.Value {
	o, ok := input.(model.Object)
	isNull := func(m model.Member) bool { return m.Value == nil && slices.Contains(s.names, m.Key) }
	if !ok || !slices.ContainsFunc(o, isNull) {
		return input
	}
	return slices.DeleteFunc(slices.Clone(o), isNull)
}

// fill gives values to the sensitive inputs that neither side gives, the same on both sides,
// with which the contracts accept them as far as possible. It reports whether it changed
// anything.
func (s *secrets) fill(old, new model.Value) (model.Object, model.Object, bool) {
	x, isObject := old.(model.Object)
	y, isStill := new.(model.Object)
	if !isObject || !isStill {
		return nil, nil, false
	}
	names := slices.DeleteFunc(slices.Clone(s.names), func(name string) bool {
		_, hadIt := x.Get(name)
		_, hasIt := y.Get(name)
		return hadIt || hasIt
	})
	if len(names) == 0 {
		return nil, nil, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	fewer := len(x) + len(y)
	for range 2 { // what the old contract asks for, the new one has to accept, too
		y = s.new.fill(y, names)
		x = s.old.take(x, y, names)
		x = s.old.fill(x, names)
		y = s.new.take(y, x, names)
	}
	return x, y, len(x)+len(y) > fewer
}

// filler finds values for inputs of a contract.
type filler struct {
	model  *model.Model
	solver *testinput.Solver
	failed bool
}

// fill returns an input with values for some of its inputs, unchanged when none are found.
func (f *filler) fill(input model.Object, names []string) model.Object {
	if f.solver == nil && !f.failed {
		var err error
		f.solver, err = testinput.NewSolver(f.model)
		f.failed = err != nil // then the contract accepts next to nothing
	}
	if f.solver == nil {
		return input
	}
	if filled, ok := f.solver.Given(input, names); ok {
		return filled
	}
	return input
}

// take returns an input completed with values of another one.
func (f *filler) take(input, from model.Object, names []string) model.Object {
	for _, name := range names {
		v, given := from.Get(name)
		_, taken := input.Get(name)
		if given && !taken && model.FindField(f.model.Inputs, name) != nil {
			input = input.With(name, v)
		}
	}
	return input
}
