package influence

import "github.com/base-k8s/base-k8s/internal/model"

// known is the value of an expression that is the same for every input that is as assumed.
// The compiler has simplified what is the same for all inputs.
func (a *Analysis) known(e *model.Expr) (model.Value, bool) {
	if len(a.facts) == 0 {
		return nil, false
	}
	switch e.Op {
	case model.OpLiteral:
		return e.Value.Value, true
	case model.OpLocal:
		return a.knownLocal(a.locals[e.Name])
	case model.OpInput, model.OpGet:
		if fact := a.fact(e); fact != nil && fact.is != nil {
			return fact.is.Value, true
		}
		return nil, false
	case model.OpHas:
		return a.knownPresence(e)
	case model.OpNot:
		v, ok := a.known(e.Args[0])
		return v != true, ok
	case model.OpAnd, model.OpOr:
		return a.knownEither(e, e.Op == model.OpOr)
	case model.OpIf:
		if v, ok := a.known(e.Args[0]); ok {
			if v == true {
				return a.known(e.Args[1])
			}
			return a.known(e.Args[2])
		}
		return nil, false
	case model.OpEqual, model.OpNotEqual:
		if a.excluded(e.Args[0], e.Args[1]) || a.excluded(e.Args[1], e.Args[0]) {
			return e.Op == model.OpNotEqual, true
		}
	case model.OpMore:
		if a.counts(e.Args[0]) && isLiteral(e.Args[1], int64(0)) {
			return true, true
		}
	case model.OpVar, model.OpObjRef, model.OpRecorded, model.OpList, model.OpObject, model.OpIndex, model.OpHasKey:
		return nil, false
	}
	return a.computed(e)
}

func (a *Analysis) knownLocal(l *local) (model.Value, bool) {
	if !l.tried {
		l.tried = true
		if v, ok := a.known(l.expr); ok {
			l.known = &model.Literal{Value: v}
		}
	}
	if l.known == nil {
		return nil, false
	}
	return l.known.Value, true
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
	case e.Op == model.OpInput, e.Op == model.OpHas && len(e.Args) == 0:
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

// knownEither is a || b, or a && b, of which one may decide alone.
func (a *Analysis) knownEither(e *model.Expr, decides bool) (model.Value, bool) {
	x, first := a.known(e.Args[0])
	y, second := a.known(e.Args[1])
	if first && x == decides || second && y == decides {
		return decides, true
	}
	return !decides, first && second
}

// excluded reports whether a field is assumed not to have the value of another expression.
func (a *Analysis) excluded(e, other *model.Expr) bool {
	if fact := a.fact(e); fact != nil {
		v, ok := a.known(other)
		return ok && contains(fact.not, v)
	}
	return a.counts(e) && isLiteral(other, int64(0))
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

func isLiteral(e *model.Expr, v model.Value) bool {
	return e.Op == model.OpLiteral && model.Equal(e.Value.Value, v)
}

// computed is an operation on values that are known.
func (a *Analysis) computed(e *model.Expr) (model.Value, bool) {
	known := *e
	known.Args = nil
	for _, arg := range e.Args {
		v, ok := a.known(arg)
		if !ok {
			return nil, false
		}
		known.Args = append(known.Args, &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}, Kind: arg.Kind})
	}
	alone := &model.Model{Outputs: []*model.Output{{Name: "value", Value: &known}}}
	result, _ := alone.Evaluate(model.Object{})
	if result == nil {
		return nil, false
	}
	return result.Outputs.Get("value")
}
