package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// present is the scope in which a condition holds: what it says is not null is not.
func (s *scope) present(cond *model.Expr) *scope {
	switch {
	case cond == nil:
		return s
	case cond.Op == model.OpAnd, cond.Op == model.OpIf && isLiteral(cond.Args[2], false):
		return s.present(cond.Args[0]).present(cond.Args[1])
	case cond.Op == opFunction && cond.Name == "try" && isLiteral(cond.Args[1], false):
		return s.evaluated(cond.Args[0])
	case cond.Op == model.OpNotEqual && isLiteral(cond.Args[1], nil):
		return s.notNull(cond.Args[0])
	case cond.Op == model.OpHas && len(cond.Args) > 0:
		return s.notNull(&model.Expr{Op: model.OpGet, Name: cond.Name, Args: cond.Args})
	case cond.Op == model.OpHas:
		return s.notNull(&model.Expr{Op: model.OpInput, Name: cond.Name})
	}
	return s
}

// evaluated is the scope in which a condition holds and its evaluation was no error:
// what it takes attributes of is not null.
func (s *scope) evaluated(cond *model.Expr) *scope {
	s = s.present(cond)
	for _, ref := range strictly(cond) {
		s = s.notNull(ref)
	}
	return s
}

// strictly lists what an expression takes attributes of, whichever way its evaluation
// goes.
func strictly(e *model.Expr) []*model.Expr {
	switch {
	case neverFails(e):
		return nil
	case e.Op == model.OpIf:
		return strictly(e.Args[0])
	}
	var refs []*model.Expr
	if e.Op == model.OpGet {
		refs = append(refs, e.Args[0])
	}
	for _, arg := range e.Args {
		refs = append(refs, strictly(arg)...)
	}
	return refs
}

// notNull is the scope in which a value of an input is not null.
func (s *scope) notNull(ref *model.Expr) *scope {
	path, ok := refPath(ref)
	if !ok {
		return s
	}
	c := *s
	c.notNulls = append(slices.Clone(s.notNulls), path)
	return &c
}

// refPath identifies an input, a comprehension variable or an attribute of one.
func refPath(e *model.Expr) (string, bool) {
	switch e.Op {
	case model.OpInput, model.OpVar:
		return string(e.Op) + " " + e.Name, true
	case model.OpGet:
		path, ok := refPath(e.Args[0])
		return path + "." + e.Name, ok
	}
	return "", false
}
