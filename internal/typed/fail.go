package typed

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// MayFail reports whether the evaluation of e may be an error: an operand may be null, a key
// may be missing, or a function may refuse its argument.
func (f Facts) MayFail(e Expr) bool { return e.fails(f) }

// anyFails reports whether one of several expressions that are all evaluated may fail.
func (f Facts) anyFails(exprs ...Expr) bool { return slices.ContainsFunc(exprs, f.MayFail) }

// strict reports whether an operation on operands that must not be null may fail.
func (f Facts) strict(operands ...Expr) bool {
	return f.anyFails(operands...) || slices.ContainsFunc(operands, f.Null)
}

func (e *Literal) fails(Facts) bool  { return false }
func (e *Input) fails(Facts) bool    { return false }
func (e *Local) fails(Facts) bool    { return e.Inlined && e.Value.fails(Facts{}) }
func (e *Var) fails(Facts) bool      { return false }
func (e *Get) fails(f Facts) bool    { return f.strict(e.Of) }
func (e *Index) fails(Facts) bool    { return true }
func (e *Has) fails(f Facts) bool    { return f.MayFail(e.Ref) }
func (e *Text) fails(f Facts) bool   { return f.strict(e.Parts...) }
func (e *Not) fails(f Facts) bool    { return f.strict(e.X) }
func (e *Logic) fails(f Facts) bool  { return f.strict(e.X, e.Y) }
func (e *List) fails(f Facts) bool   { return slices.ContainsFunc(e.Elems, f.ElementMayFail) }
func (e *Object) fails(f Facts) bool { return slices.ContainsFunc(e.Elems, f.ElementMayFail) }
func (*Recorded) fails(Facts) bool   { return false }
func (*Foreign) fails(Facts) bool    { return false }

// fails of a reference: another object is there wherever its value is.
func (e *ObjectRef) fails(f Facts) bool { return e.Value.fails(f) }

// fails of a conversion: what is converted is evaluated as a part of it.
func (e *Converted) fails(f Facts) bool { return e.Value.fails(f) }

// fails of a conditional: only one branch is evaluated.
func (e *If) fails(f Facts) bool {
	return f.strict(e.Cond) || f.Present(e.Cond).MayFail(e.Then) || f.Present(Negate(e.Cond)).MayFail(e.Else)
}

// fails of a comparison: null is equal to null.
func (e *Binary) fails(f Facts) bool {
	if e.Op == model.OpEqual || e.Op == model.OpNotEqual {
		return f.anyFails(e.X, e.Y)
	}
	return f.strict(e.X, e.Y)
}

func (e *Call) fails(f Facts) bool {
	switch {
	case e.Function.Catches:
		return false
	case e.Function.Partial:
		return true
	case e.Function.TakesNull:
		return f.anyFails(e.Args...)
	}
	return f.strict(e.Args...)
}

// ElementMayFail reports whether anything that is evaluated for an element may be an error:
// its clauses in their order, its key and its value.
func (f Facts) ElementMayFail(elem *Element) bool {
	for _, c := range elem.Clauses {
		if c.For != nil {
			if f.strict(c.For.In) {
				return true
			}
			continue
		}
		if f.MayFail(c.If) {
			return true
		}
		f = f.Present(c.If)
	}
	return elem.Key != nil && f.MayFail(elem.Key) || f.MayFail(elem.Value)
}
