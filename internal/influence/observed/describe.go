package observed

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

const element = testinput.Element

// mostTries bounds the inputs that are evaluated for one field.
const mostTries = 300

// describe is the effect of a field in words.
func (o *observer) describe(f *field) string {
	bound := o.bound.Effect(f.Field)
	if bound.Worst() == effect.None {
		return bound.String()
	}
	s := &search{observer: o, places: append([]*field{f}, f.inner...), bound: bound}
	for _, state := range o.states {
		less := state.bound.Effect(f.Field)
		if less.Worst() < bound.Worst() && !f.within(state.field) && !state.field.within(f) {
			s.states = append(s.states, &lessened{state: state, bound: less})
		}
	}
	slices.SortStableFunc(s.states, func(a, b *lessened) int { return int(a.bound.Worst() - b.bound.Worst()) })
	s.run()
	most := claim(s.worst, bound)
	for _, state := range s.states {
		if state.bound.Worst() < s.worst.Worst() {
			return claim(state.worst, state.bound) + "; " + most + " " + state.otherwise
		}
	}
	return most
}

// claim is the text where pairs have shown one effect and another one is derived: "at most"
// precedes what no pair has shown.
func claim(seen, bound effect.Ways) string {
	if seen == bound {
		return bound.String()
	}
	return "at most " + bound.String()
}

// and is the worst of both, way by way.
func and(a, b effect.Ways) effect.Ways {
	return effect.Ways{Terraform: max(a.Terraform, b.Terraform), Kubectl: max(a.Kubectl, b.Kubectl)}
}

// search looks for pairs of inputs that differ in one field, or in one inside it.
type search struct {
	*observer
	places []*field // the field, and those inside it
	bound  effect.Ways
	worst  effect.Ways // that was seen
	tries  int         // inputs that were evaluated
	states []*lessened // the one with the best bound first
}

// lessened is a state in which a change of the field does less.
type lessened struct {
	*state
	bound, worst effect.Ways
}

// run goes on until every possible effect has been seen.
func (s *search) run() {
	for _, a := range s.inputs {
		if s.look(a); s.done() {
			return
		}
	}
	for _, f := range s.places {
		for _, v := range f.values {
			for _, start := range s.inputs {
				if input, ok := s.solver.Near(start.input, f.place, v); ok {
					s.look(s.accepted(input))
				}
				if s.done() {
					return
				}
			}
		}
	}
}

func (s *search) done() bool {
	return s.tries > mostTries || s.worst == s.bound && (len(s.states) == 0 || s.states[0].worst == s.states[0].bound)
}

// look compares what an input gives with each value of the field.
func (s *search) look(a *accepted) {
	var states []*lessened
	for _, state := range s.states {
		if state.holds(a) {
			states = append(states, state)
		}
	}
	if s.worst == s.bound && !slices.ContainsFunc(states, func(l *lessened) bool { return l.worst != l.bound }) {
		return
	}
	for _, f := range s.places {
		for _, ways := range s.pairs(a, f) {
			s.worst = and(s.worst, ways)
			for _, state := range states {
				state.worst = and(state.worst, ways)
			}
		}
	}
}

// pairs are the effects of all changes of a field from and to one of a few values.
func (s *search) pairs(a *accepted, f *field) (effects []effect.Ways) {
	var results []*model.Result
	for _, input := range s.solver.Nearby(a.input, f.place, f.values) {
		s.tries++
		result, _ := s.model.Evaluate(input)
		if result == nil {
			continue
		}
		for _, other := range results {
			effects = append(effects, s.comparer.Compare(other, result).Effect, s.comparer.Compare(result, other).Effect)
		}
		results = append(results, result)
	}
	return effects
}
