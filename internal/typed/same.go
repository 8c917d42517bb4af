package typed

import (
	"reflect"
	"slices"
)

// Same reports whether two expressions say the same: they are the same but for the names of
// the variables that their own comprehensions declare, for conversions, and for how an
// attribute is tested for.
func Same(a, b Expr) bool { return alike{}.exprs(a, b) }

// alike are variables of one expression with those in their places in another.
type alike map[*Variable]*Variable

func (vars alike) exprs(a, b Expr) bool {
	if a == nil || b == nil {
		return a == b
	}
	a, b = plain(a), plain(b)
	if x, ok := a.(*Var); ok && vars[x.Variable] != nil {
		y, ok := b.(*Var)
		return ok && vars[x.Variable] == y.Variable
	}
	return reflect.TypeOf(a) == reflect.TypeOf(b) && a.label() == b.label() &&
		slices.EqualFunc(a.operands(), b.operands(), vars.exprs) && slices.EqualFunc(a.elements(), b.elements(), vars.elems)
}

// plain is an expression without what makes no difference to what it says.
func plain(e Expr) Expr {
	switch e := e.(type) {
	case *Converted:
		return e.Ref
	case *Has:
		return e.Test
	case *Not:
		if has, ok := e.X.(*Has); ok {
			return Negate(has.Test)
		}
	}
	return e
}

func (vars alike) elems(a, b *Element) bool {
	return slices.EqualFunc(a.Clauses, b.Clauses, vars.clauses) && vars.exprs(a.Key, b.Key) && vars.exprs(a.Value, b.Value)
}

func (vars alike) clauses(a, b *Clause) bool {
	if !vars.exprs(a.If, b.If) || (a.For == nil) != (b.For == nil) {
		return false
	}
	return a.For == nil || vars.exprs(a.For.In, b.For.In) && vars.declare(a.For.Key, b.For.Key) && vars.declare(a.For.Value, b.For.Value)
}

func (vars alike) declare(a, b *Variable) bool {
	if a != nil && b != nil {
		vars[a] = b
	}
	return (a == nil) == (b == nil)
}
