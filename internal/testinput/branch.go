package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// branchTries is how many inputs are evaluated in search of one that changes a condition.
const branchTries = 20

// branches adds inputs for conditions that have been only true or only false so far. There
// is none where a condition is constant.
func (b *builder) branches() {
	w := newWatch(b.model)
	for _, input := range b.list {
		w.shows(input)
	}
	for _, cond := range w.conditions() {
		for _, want := range []bool{true, false} {
			b.turn(w, outcome{cond, want})
		}
	}
}

// turn looks for an accepted input with an outcome, near the smallest and near the fullest
// input, and adds every input on the way that has a new outcome.
func (b *builder) turn(w *watch, want outcome) {
	if w.reached[want] {
		return
	}
	rule := b.read([]*model.Clause{{If: want.cond}})
	for _, start := range []model.Object{b.base, b.full} {
		s := b.search([]*reader{rule}, nil, func(input model.Object) bool {
			if w.shows(input) {
				b.most++ // it is there for a reason
				b.add(input)
			}
			return w.reached[want]
		})
		s.most = branchTries
		if _, ok := s.run(start); ok {
			return
		}
	}
}

// outcome is a condition and its value.
type outcome struct {
	cond  *model.Expr
	holds bool
}

// watch evaluates inputs and records the outcomes of conditions.
type watch struct {
	model    *model.Model
	observer *model.Observer
	reached  map[outcome]bool     // by accepted inputs
	last     []outcome            // of the last input
	only     map[*model.Expr]bool // the conditions that are watched; nil for all
	seen     map[string]bool      // inputs
}

func newWatch(m *model.Model) *watch {
	w := &watch{reached: map[outcome]bool{}, seen: map[string]bool{}}
	w.observer = &model.Observer{
		Condition: func(e *model.Expr, holds bool) {
			if w.only == nil || w.only[e] {
				w.last = append(w.last, outcome{e, holds})
			}
		},
		Constraint: func(*model.Constraint, bool) {},
		Check:      func(*model.Check) {},
		Failure:    func(*model.Expr) {},
	}
	w.model = m.Observed(w.observer)
	return w
}

func (w *watch) conditions() []*model.Expr {
	_ = w.model.Link() // it is known to link
	return slices.DeleteFunc(slices.Clone(w.observer.Conditions), func(e *model.Expr) bool { return w.only != nil && !w.only[e] })
}

// shows reports whether an input is accepted, or accepted and then fails, and has a new
// outcome.
func (w *watch) shows(input model.Object) (news bool) {
	key := encode(input)
	if w.seen[key] {
		return false
	}
	w.seen[key] = true
	w.last = w.last[:0]
	if result, _ := w.model.Evaluate(input); result == nil && w.model.Refusals(input).HasErrors() {
		return false
	}
	for _, o := range w.last {
		news = news || !w.reached[o]
		w.reached[o] = true
	}
	return news
}
