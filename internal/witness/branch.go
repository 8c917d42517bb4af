package witness

import "github.com/base-k8s/base-k8s/internal/model"

// branchTries is how many inputs are judged in search of one that turns a condition.
const branchTries = 80

// branches adds inputs in which conditions are what they are in no input so far. Of a
// condition that cannot be both there is none.
func (b *builder) branches() {
	w := newWatch(b.model)
	for _, input := range b.list {
		w.evaluate(input)
	}
	for _, cond := range w.conditions() {
		for _, want := range []bool{true, false} {
			if w.reached[outcome{cond, want}] {
				continue
			}
			if input, ok := b.turn(w, cond, want); ok {
				b.most++ // it is there for a reason
				b.add(input)
			}
		}
	}
}

// turn looks for an accepted input in which a condition is what is wanted, near the
// smallest and near the fullest input.
func (b *builder) turn(w *watch, cond *model.Expr, want bool) (model.Object, bool) {
	rule := b.read([]*model.Clause{{If: cond}})
	for _, start := range []model.Object{b.base, b.full} {
		s := b.search([]*reader{rule}, nil, func(input model.Object) bool {
			return b.legal(input) && w.evaluate(input) && w.last[outcome{cond, want}]
		})
		s.most = branchTries
		if input, ok := s.run(start); ok {
			return input, true
		}
	}
	return nil, false
}

// outcome is a condition and what it is.
type outcome struct {
	cond  *model.Expr
	holds bool
}

// watch evaluates inputs and notes what conditions are.
type watch struct {
	model         *model.Model
	observer      *model.Observer
	reached, last map[outcome]bool // by accepted inputs: ever, and by the last one
}

func newWatch(m *model.Model) *watch {
	w := &watch{reached: map[outcome]bool{}, last: map[outcome]bool{}}
	w.observer = &model.Observer{
		Condition:  func(e *model.Expr, holds bool) { w.last[outcome{e, holds}] = true },
		Constraint: func(*model.Constraint, bool) {},
		Check:      func(*model.Check) {},
		Failure:    func(*model.Expr) {},
	}
	w.model = m.Observed(w.observer)
	return w
}

func (w *watch) conditions() []*model.Expr {
	_ = w.model.Link() // it is known to link
	return w.observer.Conditions
}

// evaluate reports whether an input is accepted, or accepted and then fails.
func (w *watch) evaluate(input model.Object) bool {
	clear(w.last)
	result, _ := w.model.Evaluate(input)
	accepted := result != nil || !w.model.Refusals(input).HasErrors()
	for o := range w.last {
		w.reached[o] = w.reached[o] || accepted
	}
	return accepted
}
