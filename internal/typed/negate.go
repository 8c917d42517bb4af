package typed

import "github.com/base-k8s/base-k8s/internal/model"

var dual = map[model.Op]model.Op{model.OpAnd: model.OpOr, model.OpOr: model.OpAnd}

// Negate is the negation of a condition, written as a person would: a != b for a == b, and
// by de Morgan's laws where that takes no more exclamation marks.
func Negate(e Expr) Expr {
	switch e := e.(type) {
	case *Literal:
		return NewLiteral(e.Value != true)
	case *Not:
		return e.X
	case *Logic:
		split, whole := NewLogic(dual[e.Op], Negate(e.X), Negate(e.Y)), NewNot(e)
		if nots(split) <= nots(whole) {
			return split
		}
		return whole
	case *Binary:
		if e.Op == model.OpMore && IsLiteral(e.Y, int64(0)) && isLength(e.X) {
			return NewBinary(model.OpEqual, e.X, e.Y)
		}
		if opposite, ok := e.Op.Opposite(); ok {
			return NewBinary(opposite, e.X, e.Y)
		}
	case *If:
		return negateIf(e)
	case *Call:
		if e.fallsBack() {
			return NewCall(e.Function, Negate(e.Args[0]), Negate(e.Args[1]))
		}
	}
	return NewNot(e)
}

// negateIf negates a conditional of which a branch is constant, an && or || that guards its
// second operand.
func negateIf(e *If) Expr {
	switch {
	case IsLiteral(e.Then, true):
		return NewIf(Negate(e.Cond), Negate(e.Else), False)
	case IsLiteral(e.Else, true):
		return NewIf(e.Cond, Negate(e.Then), False)
	case IsLiteral(e.Else, false):
		return NewIf(e.Cond, Negate(e.Then), True)
	}
	return NewNot(e)
}

// isLength reports whether a number is never negative: a length.
func isLength(e Expr) bool {
	call, ok := e.(*Call)
	return ok && call.Function.Name == "length"
}

// fallsBack reports whether a call is one with a constant for where its argument fails.
func (e *Call) fallsBack() bool {
	if !e.Function.FallsBack || len(e.Args) != 2 {
		return false
	}
	_, constant := e.Args[1].(*Literal)
	return constant
}

// nots counts the exclamation marks in front of a condition's operands.
func nots(e Expr) int {
	switch e := e.(type) {
	case *Not:
		return 1 + nots(e.X)
	case *Logic:
		return nots(e.X) + nots(e.Y)
	}
	return 0
}
