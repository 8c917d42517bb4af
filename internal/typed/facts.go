package typed

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Facts are what is known where an expression stands. The zero value knows nothing.
type Facts struct {
	notNull []Expr // values that are not null, whatever their types say
	holds   []Expr // conditions that hold
}

// NotNull adds that a value is not null. That is noted of inputs, variables and attributes of
// them: other values are distinguished by their types alone.
func (f Facts) NotNull(e Expr) Facts {
	if e = asGiven(e); isPath(e) {
		f.notNull = append(slices.Clip(f.notNull), e)
	}
	return f
}

// isPath reports whether a value is an input, a variable or an attribute of one.
func isPath(e Expr) bool {
	for {
		switch x := e.(type) {
		case *Input, *Var:
			return true
		case *Get:
			e = asGiven(x.Of)
		default:
			return false
		}
	}
}

// asGiven is a value before its conversion.
func asGiven(e Expr) Expr {
	if c, ok := e.(*Converted); ok {
		return c.Ref
	}
	return e
}

// Null reports whether a value may be null.
func (f Facts) Null(e Expr) bool { return f.typeOf(e).Null }

// typeOf is a value's type, without null where that is ruled out.
func (f Facts) typeOf(e Expr) *Type {
	t := e.Type()
	if !t.Null || t.Given != nil || len(f.notNull) == 0 {
		return t
	}
	switch e := e.(type) {
	case *If:
		return Join(f.typeOf(e.Then), f.typeOf(e.Else))
	case *Call:
		types := make([]*Type, len(e.Args))
		for i, arg := range e.Args {
			types[i] = f.typeOf(arg)
		}
		return e.Function.Result(types)
	}
	path := asGiven(e)
	return t.withNull(!slices.ContainsFunc(f.notNull, func(known Expr) bool { return Same(known, path) }))
}

// Present adds what a condition that holds says about null.
func (f Facts) Present(cond Expr) Facts {
	switch e := cond.(type) {
	case *Logic:
		if e.Op == model.OpAnd {
			return f.Present(e.X).Present(e.Y)
		}
	case *If: // an && whose second part needs the first
		if IsLiteral(e.Else, false) {
			return f.Present(e.Cond).Present(e.Then)
		}
	case *Call:
		if e.fallsBack() && IsLiteral(e.Args[1], false) {
			return f.Evaluated(e.Args[0])
		}
	case *Has:
		return f.NotNull(e.Ref)
	case *Binary:
		if e.Op == model.OpNotEqual && IsLiteral(e.Y, nil) {
			return f.NotNull(e.X)
		}
	}
	return f
}

// Evaluated adds what a condition says about null that holds, and whose evaluation was no
// error: what it takes attributes of is not null.
func (f Facts) Evaluated(cond Expr) Facts {
	f = f.Present(cond)
	for _, e := range strictly(cond) {
		f = f.NotNull(e)
	}
	return f
}

// strictly lists what an expression takes attributes of, whichever way its evaluation goes.
func strictly(e Expr) (refs []Expr) {
	switch e := e.(type) {
	case *Call:
		if e.Function.Catches {
			return nil
		}
	case *If:
		return strictly(e.Cond)
	case *Get:
		refs = append(refs, e.Of)
	}
	for _, x := range e.operands() {
		refs = append(refs, strictly(x)...)
	}
	return refs
}

// Given adds that a condition holds.
func (f Facts) Given(cond Expr) Facts {
	switch e := cond.(type) {
	case nil:
		return f
	case *Logic:
		if e.Op == model.OpAnd {
			return f.Given(e.X).Given(e.Y)
		}
	case *If: // an && whose second part needs the first
		if IsLiteral(e.Else, false) {
			f = f.Given(e.Cond).Given(e.Then)
		}
	}
	f.holds = append(slices.Clip(f.holds), cond)
	return f
}

// Known is the value of a condition, where the facts decide it.
func (f Facts) Known(cond Expr) (value, ok bool) {
	if len(f.holds) == 0 {
		return false, false
	}
	if e, ok := cond.(*Logic); ok && e.Op == model.OpAnd { // Given takes conjunctions apart
		x, knowsX := f.Known(e.X)
		y, knowsY := f.Known(e.Y)
		if knowsX && knowsY || knowsX && !x || knowsY && !y {
			return x && y, true
		}
	}
	switch {
	case f.isFact(cond):
		return true, true
	case f.isFact(Negate(cond)):
		return false, true
	}
	return false, false
}

func (f Facts) isFact(cond Expr) bool {
	return slices.ContainsFunc(f.holds, func(fact Expr) bool { return Same(fact, cond) })
}

// Live are the elements that may be there, without the conditions that are known to hold.
func (f Facts) Live(elems []*Element) (live []*Element) {
	for _, elem := range elems {
		clauses, possible := f.LiveClauses(elem.Clauses)
		if !possible {
			continue
		}
		if len(clauses) != len(elem.Clauses) {
			elem = &Element{Clauses: clauses, Key: elem.Key, Value: elem.Value, Doc: elem.Doc}
		}
		live = append(live, elem)
	}
	return live
}

// LiveClauses are clauses without the conditions that are known to hold; possible is false
// when one of them is known not to.
func (f Facts) LiveClauses(clauses []*Clause) (live []*Clause, possible bool) {
	if len(f.holds) == 0 {
		return clauses, true
	}
	for _, c := range clauses {
		value, known := false, false
		if c.If != nil {
			value, known = f.Known(c.If)
		}
		if known && !value {
			return nil, false
		}
		if !known {
			live = append(live, c)
		}
	}
	return live, true
}

// Hold reports whether all of the clauses are conditions that are known to hold.
func (f Facts) Hold(clauses []*Clause) bool {
	rest, possible := f.LiveClauses(clauses)
	return possible && len(rest) == 0
}
