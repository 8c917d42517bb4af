package compat

import (
	"math"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/regular"
)

// bounded returns the numbers for which a comparison of a number with a constant holds.
func bounded(e *model.Expr) (of *model.Expr, holds []interval, ok bool) {
	if len(e.Args) != 2 {
		return nil, nil, false
	}
	of = e.Args[0]
	n, right := constant(e.Args[1])
	if !right {
		n, ok = constant(of)
		of = e.Args[1]
	}
	if !right && !ok {
		return nil, nil, false
	}
	below, above := interval{math.MinInt64, n}, interval{n, math.MaxInt64}
	op := e.Op
	if !right {
		op, _ = op.Mirrored()
	}
	equal := []interval{{n, n}}
	switch {
	case op == model.OpLess:
		return of, without([]interval{below}, equal), true
	case op == model.OpLessEq:
		return of, []interval{below}, true
	case op == model.OpMore:
		return of, without([]interval{above}, equal), true
	case op == model.OpMoreEq:
		return of, []interval{above}, true
	case op == model.OpEqual:
		return of, equal, true
	case op == model.OpNotEqual:
		return of, without([]interval{{math.MinInt64, math.MaxInt64}}, equal), true
	}
	return nil, nil, false
}

func constant(e *model.Expr) (int64, bool) {
	if e.Op != model.OpLiteral {
		return 0, false
	}
	n, ok := e.Value.Value.(int64)
	return n, ok
}

// included reports whether it is certain that a pattern matches all that another one does.
func included(pattern, in string) bool {
	for range regular.All(regular.Matching(pattern), regular.Not(regular.Matching(in))).Texts() {
		return false // a text, or an error
	}
	return true
}
