package compile

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// guards are conditions that all hold where something is there.
type guards []guard

type guard struct {
	cond *model.Expr
	key  string // equal conditions have equal keys
}

func newGuard(cond *model.Expr) guard { return guard{cond, cond.Key()} }

func guardsOf(clauses []*model.Clause) guards {
	var gs guards
	for _, clause := range clauses {
		gs = gs.and(guards{newGuard(clause.If)})
	}
	return gs
}

func onlyConditions(clauses []*model.Clause) bool {
	return !slices.ContainsFunc(clauses, func(c *model.Clause) bool { return c.For != nil })
}

// clauses are the guards as if clauses.
func (gs guards) clauses() []*model.Clause {
	var clauses []*model.Clause
	for _, g := range gs {
		clauses = append(clauses, &model.Clause{If: g.cond})
	}
	return clauses
}

func (gs guards) has(g guard) bool {
	return slices.ContainsFunc(gs, func(other guard) bool { return other.key == g.key })
}

// and is the union of the conditions.
func (gs guards) and(more guards) guards {
	union := slices.Clip(gs)
	for _, g := range more {
		if !union.has(g) {
			union = append(union, g)
		}
	}
	return union
}

// without leaves out the conditions that are known to hold.
func (gs guards) without(known guards) guards {
	var rest guards
	for _, g := range gs {
		if !known.has(g) {
			rest = append(rest, g)
		}
	}
	return rest
}

func (gs guards) intersect(other guards) guards {
	var common guards
	for _, g := range gs {
		if other.has(g) {
			common = append(common, g)
		}
	}
	return common
}

// expr is the conjunction; nil when there are no conditions.
func (gs guards) expr() *model.Expr {
	var all *model.Expr
	for _, g := range gs {
		if all == nil {
			all = g.cond
			continue
		}
		all = lazyAnd(all, g.cond)
	}
	return all
}

func (gs guards) key() string {
	keys := make([]string, len(gs))
	for i, g := range gs {
		keys[i] = g.key
	}
	return strings.Join(keys, " && ")
}

// excludes reports whether both can never hold together, as far as their form shows.
func (gs guards) excludes(other guards) bool {
	for _, g := range gs {
		for _, h := range other {
			if opposite(g.cond, h.cond) || differentValues(g.cond, h.cond) {
				return true
			}
		}
	}
	return false
}

// opposite reports whether a is the negation of b.
func opposite(a, b *model.Expr) bool {
	return constantLast(a.Negate()).Same(constantLast(b))
}

// constantLast is a comparison for being equal or not with its constant on the right.
func constantLast(e *model.Expr) *model.Expr {
	if e.Op != model.OpEqual && e.Op != model.OpNotEqual || e.Args[0].Op != model.OpLiteral {
		return e
	}
	turned := *e
	turned.Args = []*model.Expr{e.Args[1], e.Args[0]}
	return &turned
}

// differentValues reports whether a and b compare the same thing with two constants.
func differentValues(a, b *model.Expr) bool {
	if a.Op != model.OpEqual || b.Op != model.OpEqual {
		return false
	}
	x, v := constantSide(a)
	y, w := constantSide(b)
	return v != nil && w != nil && x.Same(y) && !v.Same(w)
}

// constantSide splits a comparison into what is compared and the constant.
func constantSide(e *model.Expr) (subject, constant *model.Expr) {
	switch {
	case e.Args[1].Op == model.OpLiteral:
		return e.Args[0], e.Args[1]
	case e.Args[0].Op == model.OpLiteral:
		return e.Args[1], e.Args[0]
	}
	return nil, nil
}
