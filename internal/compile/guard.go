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

func newGuard(cond *model.Expr) guard { return guard{cond, exprKey(cond)} }

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
	return exprKey(constantLast(negate(a))) == exprKey(constantLast(b))
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
	return v != nil && w != nil && exprKey(x) == exprKey(y) && exprKey(v) != exprKey(w)
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

// opposites are the comparisons that negate each other.
var opposites = map[model.Op]model.Op{
	model.OpEqual: model.OpNotEqual, model.OpNotEqual: model.OpEqual,
	model.OpLess: model.OpMoreEq, model.OpMoreEq: model.OpLess,
	model.OpMore: model.OpLessEq, model.OpLessEq: model.OpMore,
	model.OpAnd: model.OpOr, model.OpOr: model.OpAnd,
}

// negate is the negation, with the not moved as far inwards as it goes.
func negate(e *model.Expr) *model.Expr {
	if e.Op == model.OpNot {
		return e.Args[0]
	}
	if e.Op == model.OpIf && e.Args[2].Op == model.OpLiteral {
		if b, ok := e.Args[2].Value.Value.(bool); ok {
			return &model.Expr{Op: model.OpIf, Args: []*model.Expr{e.Args[0], negate(e.Args[1]), literalValue(!b).expr}, Kind: model.Bool, Pos: e.Pos}
		}
	}
	if e.Op == model.OpLiteral {
		return literalValue(e.Value.Value != true).expr
	}
	op, ok := opposites[e.Op]
	if !ok {
		return &model.Expr{Op: model.OpNot, Args: []*model.Expr{e}, Kind: model.Bool, Pos: e.Pos}
	}
	negated := *e
	negated.Op = op
	if op == model.OpAnd || op == model.OpOr {
		negated.Args = []*model.Expr{negate(e.Args[0]), negate(e.Args[1])}
	}
	return &negated
}

// exprKey is a text that is the same for expressions that are the same.
func exprKey(e *model.Expr) string {
	var b strings.Builder
	writeKey(&b, e)
	return b.String()
}

func writeKey(b *strings.Builder, e *model.Expr) {
	if e == nil {
		return
	}
	b.WriteString(string(e.Op))
	for _, s := range []string{e.Name, e.Ref} {
		if s != "" {
			b.WriteString(" " + s)
		}
	}
	if e.Value != nil {
		b.WriteByte(' ')
		b.Write(model.AppendJSON(nil, e.Value.Value))
	}
	b.WriteByte('(')
	for _, arg := range e.Args {
		writeKey(b, arg)
		b.WriteByte(',')
	}
	for _, elem := range e.Elems {
		for _, clause := range elem.Clauses {
			writeKey(b, clause.If)
			if clause.For != nil {
				b.WriteString("for " + clause.For.Key + "," + clause.For.Value + " in ")
				writeKey(b, clause.For.In)
			}
			b.WriteByte(';')
		}
		writeKey(b, elem.Key)
		b.WriteByte(':')
		writeKey(b, elem.Value)
		b.WriteByte(',')
	}
	b.WriteByte(')')
}
