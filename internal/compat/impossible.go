package compat

import (
	"math"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/regular"
)

// impossible reports whether it is certain that the conditions of a rule cannot hold together for
// inputs of the old contract, because no text, or no number, that it accepts meets all of those
// about one input or attribute.
func (c *comparison) impossible(clauses []*model.Clause) bool {
	conditions := map[string][]*model.Expr{} // by what they are about
	var about []*model.Expr
	for _, e := range conjuncts(clauses) {
		of := subjectOf(e)
		if of == nil || selection(of) == nil {
			continue
		}
		key := of.Key()
		if conditions[key] == nil {
			about = append(about, of)
		}
		conditions[key] = append(conditions[key], e)
	}
	for _, of := range about {
		o, n := model.FieldAt(c.old.Inputs, selection(of)), model.FieldAt(c.new.Inputs, selection(of))
		if o == nil || n == nil || o.Type.Kind != n.Type.Kind || o.Type.Nullable {
			continue
		}
		about := conditions[of.Key()]
		if o.Type.Kind == model.String && noText(o, n, about) || o.Type.Kind == model.Number && noNumber(o, n, about) {
			return true
		}
	}
	return false
}

// conjuncts are the conditions that hold whenever clauses let something through.
func conjuncts(clauses []*model.Clause) (all []*model.Expr) {
	var add func(e *model.Expr)
	add = func(e *model.Expr) {
		if e.Op == model.OpAnd {
			add(e.Args[0])
			add(e.Args[1])
			return
		}
		all = append(all, e)
	}
	for _, clause := range clauses {
		if clause.If != nil {
			add(clause.If)
		}
	}
	return all
}

// subjectOf is the text or number that a condition is about, nil for one of another form.
func subjectOf(e *model.Expr) *model.Expr {
	if _, of, ok := textCondition(e); ok {
		return of
	}
	of, _, _ := bounded(e)
	return of
}

// textCondition returns the texts for which a condition on a text holds.
func textCondition(e *model.Expr) (holds regular.Set, of *model.Expr, ok bool) {
	if e.Op == model.OpNot {
		holds, of, ok = textCondition(e.Args[0])
		return regular.Not(holds), of, ok
	}
	if expr, of, ok := pattern(e); ok {
		return regular.Matching(expr), of, true
	}
	if e.Op != model.OpEqual && e.Op != model.OpNotEqual {
		return holds, nil, false
	}
	for i, arg := range e.Args {
		if arg.Op != model.OpLiteral {
			continue
		}
		if s, ok := arg.Value.Value.(string); ok {
			if e.Op == model.OpNotEqual {
				return regular.Not(regular.Only(s)), e.Args[1-i], true
			}
			return regular.Only(s), e.Args[1-i], true
		}
	}
	return holds, nil, false
}

// noText reports whether no text that the old contract accepts, and that the new one has by
// default, meets all conditions.
func noText(o, n *model.Field, conditions []*model.Expr) bool {
	accepted := Texts(o.Type.Constraint)
	if n.Default != nil {
		if s, ok := n.Default.Value.(string); ok {
			accepted = regular.Any(accepted, regular.Only(s))
		}
	}
	all := []regular.Set{accepted}
	for _, e := range conditions {
		holds, _, _ := textCondition(e)
		all = append(all, holds)
	}
	for range regular.All(all...).Texts() {
		return false // a text, or an error
	}
	return true
}

// noNumber is the same for numbers.
func noNumber(o, n *model.Field, conditions []*model.Expr) bool {
	rest := intervals(o.Type.Constraint, math.MinInt64)
	if n.Default != nil {
		if d, ok := n.Default.Value.(int64); ok {
			rest = append(rest, interval{d, d})
		}
	}
	everything := []interval{{math.MinInt64, math.MaxInt64}}
	for _, e := range conditions {
		_, holds, _ := bounded(e)
		rest = without(rest, without(everything, holds))
	}
	return len(rest) == 0
}
