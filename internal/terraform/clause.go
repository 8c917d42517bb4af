package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// countLoops counts the for clauses.
func countLoops(clauses []*typed.Clause) int {
	n := 0
	for _, c := range clauses {
		if c.For != nil {
			n++
		}
	}
	return n
}

func hasFor(clauses []*typed.Clause) bool { return countLoops(clauses) > 0 }

// splitLoop splits clauses into the ifs before the first for, the for, the ifs after it,
// and what follows from the next for on.
func splitLoop(clauses []*typed.Clause) (guards []*typed.Clause, loop *typed.Loop, filters, rest []*typed.Clause) {
	isFor := func(c *typed.Clause) bool { return c.For != nil }
	first := slices.IndexFunc(clauses, isFor)
	guards, loop, filters = clauses[:first], clauses[first].For, clauses[first+1:]
	if next := slices.IndexFunc(filters, isFor); next >= 0 {
		filters, rest = filters[:next], filters[next:]
	}
	return guards, loop, filters, rest
}

// splitLast splits clauses before the last for.
func splitLast(clauses []*typed.Clause) (before, last []*typed.Clause) {
	i := len(clauses) - 1
	for clauses[i].For == nil {
		i--
	}
	return clauses[:i], clauses[i:]
}

// variables are what loops declare.
func variables(clauses []*typed.Clause) []*typed.Variable {
	var all []*typed.Variable
	for _, c := range clauses {
		if c.For == nil {
			continue
		}
		for _, v := range []*typed.Variable{c.For.Key, c.For.Value} {
			if v != nil {
				all = append(all, v)
			}
		}
	}
	return all
}

// inElement is the part of a comprehension that decides which variables it uses.
func inElement(exprs ...typed.Expr) func(*typed.Variable) bool {
	return func(v *typed.Variable) bool {
		return slices.ContainsFunc(exprs, func(e typed.Expr) bool { return typed.Uses(e, v) })
	}
}

func clausesUse(clauses []*typed.Clause, v *typed.Variable) bool {
	return slices.ContainsFunc(clauses, func(c *typed.Clause) bool { return typed.Uses(c.Expr(), v) })
}

// both is x && y where x guards y: Terraform evaluates both operands of &&, so that a y
// that fails without x needs the conditional operator. A nil x is no guard.
func both(facts typed.Facts, x, y typed.Expr) typed.Expr {
	switch {
	case x == nil:
		return y
	case facts.MayFail(y):
		return typed.NewIf(x, y, typed.False)
	}
	return typed.NewLogic(model.OpAnd, x, y)
}

// implies is "y, if x": Terraform evaluates both operands of ||, so that a y that fails
// without x needs the conditional operator.
func implies(facts typed.Facts, x, y typed.Expr) typed.Expr {
	if facts.MayFail(y) {
		return typed.NewIf(x, y, typed.True)
	}
	return typed.NewLogic(model.OpOr, typed.Negate(x), y)
}

// conditions joins the if clauses among clauses; nil when there are none. The facts are those
// inside all of them.
func conditions(facts typed.Facts, clauses []*typed.Clause) typed.Expr {
	var all typed.Expr
	for i := len(clauses) - 1; i >= 0; i-- {
		if clauses[i].If == nil {
			continue
		}
		if all == nil {
			all = clauses[i].If
			continue
		}
		all = both(facts, clauses[i].If, all)
	}
	return all
}

func (s *scope) conditions(clauses []*typed.Clause) typed.Expr { return conditions(s.facts, clauses) }
