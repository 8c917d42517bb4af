package terraform

import "github.com/base-k8s/base-k8s/internal/model"

var opposite = map[model.Op]model.Op{
	model.OpEqual: model.OpNotEqual, model.OpNotEqual: model.OpEqual,
	model.OpLess: model.OpMoreEq, model.OpMoreEq: model.OpLess,
	model.OpMore: model.OpLessEq, model.OpLessEq: model.OpMore,
}

// not is the negation of a condition, written as a person would: a != b for a == b, and
// by de Morgan's laws where that takes no more exclamation marks.
func not(e *model.Expr) *model.Expr {
	switch e.Op {
	case model.OpLiteral:
		if e.Value.Value == true {
			return exprFalse
		}
		return exprTrue
	case model.OpNot:
		return e.Args[0]
	case model.OpAnd, model.OpOr:
		return notChain(e)
	case opFunction:
		if e.Name == "try" && e.Args[1].Op == model.OpLiteral {
			return function("try", not(e.Args[0]), not(e.Args[1]))
		}
	case model.OpIf:
		if isLiteral(e.Args[1], true) {
			return operation(model.OpIf, not(e.Args[0]), not(e.Args[2]), exprFalse)
		}
		for _, otherwise := range []*model.Expr{exprTrue, exprFalse} {
			if isLiteral(e.Args[2], otherwise.Value.Value) {
				return operation(model.OpIf, e.Args[0], not(e.Args[1]), not(otherwise))
			}
		}
	}
	if e.Op == model.OpMore && isLiteral(e.Args[1], int64(0)) && e.Args[0].Op == model.OpCall && e.Args[0].Name == "length" {
		return operation(model.OpEqual, e.Args...)
	}
	if op, ok := opposite[e.Op]; ok {
		negated := *e
		negated.Op = op
		return &negated
	}
	return operation(model.OpNot, e)
}

func notChain(e *model.Expr) *model.Expr {
	whole := operation(model.OpNot, e)
	dual := model.OpOr
	if e.Op == model.OpOr {
		dual = model.OpAnd
	}
	split := operation(dual, not(e.Args[0]), not(e.Args[1]))
	if nots(split) <= nots(whole) {
		return split
	}
	return whole
}

// nots counts the exclamation marks in front of a condition's operands.
func nots(e *model.Expr) int {
	switch e.Op {
	case model.OpNot:
		return 1 + nots(e.Args[0])
	case model.OpAnd, model.OpOr:
		return nots(e.Args[0]) + nots(e.Args[1])
	}
	return 0
}

// both is x && y where x guards y: Terraform evaluates both operands of &&, so that a y
// that fails without x needs the conditional operator. A nil x is no guard.
func (s *scope) both(x, y *model.Expr) *model.Expr {
	switch {
	case x == nil:
		return y
	case s.mayFail(y):
		return operation(model.OpIf, x, y, exprFalse)
	}
	return operation(model.OpAnd, x, y)
}

// conditions joins the if clauses among clauses; nil when there are none. The scope is
// the one inside all of them.
func (s *scope) conditions(clauses []*model.Clause) *model.Expr {
	var all *model.Expr
	for i := len(clauses) - 1; i >= 0; i-- {
		if clauses[i].If == nil {
			continue
		}
		if all == nil {
			all = clauses[i].If
			continue
		}
		all = s.both(clauses[i].If, all)
	}
	return all
}
