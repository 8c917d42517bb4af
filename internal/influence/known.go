package influence

import "github.com/base-k8s/base-k8s/internal/model"

// known is the value of an expression that is the same for every input that is as assumed.
// The compiler has simplified what is the same for all inputs.
func (a *Analysis) known(e *model.Expr) (model.Value, bool) {
	if len(a.facts) == 0 {
		return nil, false
	}
	return a.partial.Value(e)
}

// assumed is the value of an expression that the facts give.
func (a *Analysis) assumed(e *model.Expr) (model.Value, bool) {
	switch {
	case e.Op == model.OpInput, e.Op == model.OpGet:
		if fact := a.fact(e); fact != nil && fact.is != nil {
			return fact.is.Value, true
		}
	case e.Op == model.OpHas:
		return a.knownPresence(e)
	case e.Op == model.OpEqual, e.Op == model.OpNotEqual:
		if a.excluded(e.Args[0], e.Args[1]) || a.excluded(e.Args[1], e.Args[0]) {
			return e.Op == model.OpNotEqual, true
		}
	case e.Op == model.OpMore:
		return true, a.counts(e.Args[0]) && e.Args[1].IsLiteral(int64(0))
	}
	return nil, false
}

// fact is what is assumed about the field that an expression selects.
func (a *Analysis) fact(e *model.Expr) *Fact {
	if f := a.selected(e); f != nil {
		return a.facts[f]
	}
	return nil
}

// selected is the field that an expression selects, nil for other expressions.
func (a *Analysis) selected(e *model.Expr) *model.Field {
	switch {
	case e.IsInput():
		return model.FindField(a.model.Inputs, e.Name)
	case e.Op == model.OpGet, e.Op == model.OpHas:
		if outer := a.selected(e.Args[0]); outer != nil {
			return outer.Type.Field(e.Name)
		}
	case e.Op == model.OpLocal:
		return a.selected(a.locals[e.Name].expr)
	}
	return nil
}

func (a *Analysis) knownPresence(e *model.Expr) (model.Value, bool) {
	fact := a.fact(e)
	switch {
	case fact == nil:
		return nil, false
	case fact.is != nil:
		return fact.is.Value != nil, true
	}
	return true, contains(fact.not, nil)
}

// excluded reports whether a field is assumed not to have the value of another expression.
func (a *Analysis) excluded(e, other *model.Expr) bool {
	if fact := a.fact(e); fact != nil {
		v, ok := a.known(other)
		return ok && contains(fact.not, v)
	}
	return a.counts(e) && other.IsLiteral(int64(0))
}

// counts reports whether an expression is the length of a list or map that is assumed not to be
// empty.
func (a *Analysis) counts(e *model.Expr) bool {
	if e.Op != model.OpCall || e.Name != "length" {
		return false
	}
	fact := a.fact(e.Args[0])
	return fact != nil && (contains(fact.not, []model.Value{}) || contains(fact.not, model.Object{}))
}
