package compile

import (
	"github.com/base-k8s/base-k8s/internal/model"
)

// existence finds the condition under which, beyond those known to hold, a field exists:
// nil for always. within are the conditions that hold inside it.
func (c *compiler) existence(v *vertex, known guards) (cond *model.Expr, within guards) {
	var alternatives []guards
	for _, conj := range v.conjuncts {
		if !conj.constraint {
			alternatives = append(alternatives, conj.guards.without(known))
		}
	}
	common := commonGuards(alternatives)
	within = known.and(common)
	cond = common.expr()
	var rest []*model.Expr
	seen := map[string]bool{}
	for _, alternative := range alternatives {
		gs := alternative.without(common)
		if len(gs) == 0 {
			return cond, within
		}
		if !seen[gs.key()] {
			seen[gs.key()] = true
			rest = append(rest, gs.expr())
		}
	}
	return conjunction(cond, disjunction(rest)), within
}

func commonGuards(alternatives []guards) guards {
	if len(alternatives) == 0 {
		return nil
	}
	common := alternatives[0]
	for _, alternative := range alternatives[1:] {
		common = common.intersect(alternative)
	}
	return common
}

func conjunction(a, b *model.Expr) *model.Expr {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return lazyAnd(a, b)
}

// disjunction is nil when there is nothing, or when two alternatives are opposites:
// one of them always holds.
func disjunction(alternatives []*model.Expr) *model.Expr {
	if len(alternatives) == 2 && opposite(alternatives[0], alternatives[1]) {
		return nil
	}
	var any *model.Expr
	for _, a := range alternatives {
		if any == nil {
			any = a
			continue
		}
		any = &model.Expr{Op: model.OpOr, Args: []*model.Expr{any, a}, Kind: model.Bool, Pos: a.Pos}
	}
	return any
}
