package conformance

import "github.com/base-k8s/base-k8s/internal/model"

// Coverage is what evaluations have reached of a model.
type Coverage struct {
	conditions  map[*model.Expr]outcomes
	constraints map[*model.Constraint]outcomes
	checks      map[*model.Check]bool // those that have refused an input
	watched     *model.Observer
}

// outcomes are the values that a condition or a constraint has had.
type outcomes struct{ holds, fails bool }

func (o outcomes) with(holds bool) outcomes { return outcomes{o.holds || holds, o.fails || !holds} }

func newCoverage() *Coverage {
	return &Coverage{
		conditions:  map[*model.Expr]outcomes{},
		constraints: map[*model.Constraint]outcomes{},
		checks:      map[*model.Check]bool{},
	}
}

func (c *Coverage) add(other *Coverage) {
	for e, o := range other.conditions {
		c.conditions[e] = outcomes{c.conditions[e].holds || o.holds, c.conditions[e].fails || o.fails}
	}
	for k, o := range other.constraints {
		c.constraints[k] = outcomes{c.constraints[k].holds || o.holds, c.constraints[k].fails || o.fails}
	}
	for k := range other.checks {
		c.checks[k] = true
	}
	c.watched = other.watched
}

// observer records conditions, constraints and checks in c.
func (c *Coverage) observer() *model.Observer {
	c.watched = &model.Observer{
		Condition:  func(e *model.Expr, holds bool) { c.conditions[e] = c.conditions[e].with(holds) },
		Constraint: func(k *model.Constraint, holds bool) { c.constraints[k] = c.constraints[k].with(holds) },
		Check:      func(k *model.Check) { c.checks[k] = true },
	}
	return c.watched
}
