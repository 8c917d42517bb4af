package compat

import (
	"github.com/base-k8s/base-k8s/internal/model"
)

// implied reports whether it is certain that clauses b let something through whenever clauses a
// do. The loops must be the same.
func implied(a, b []*model.Clause) bool {
	var known []*model.Expr
	at := 0
	for _, clause := range b {
		for ; at < len(a) && a[at].For == nil; at++ {
			known = append(known, a[at].If)
		}
		if clause.For != nil {
			if at == len(a) || model.ClausesKey(a[at:at+1]) != model.ClausesKey([]*model.Clause{clause}) {
				return false
			}
			at++
			continue
		}
		if !anyImplies(known, clause.If) {
			return false
		}
	}
	return true // what is left of a only makes it let less through
}

func anyImplies(known []*model.Expr, b *model.Expr) bool {
	for _, a := range known {
		if implies(a, b) {
			return true
		}
	}
	return b.Op == model.OpAnd && anyImplies(known, b.Args[0]) && anyImplies(known, b.Args[1])
}

// implies reports whether it is certain that b holds whenever a does.
func implies(a, b *model.Expr) bool {
	switch {
	case a.Same(b):
		return true
	case a.Op == model.OpOr:
		return implies(a.Args[0], b) && implies(a.Args[1], b)
	case b.Op == model.OpAnd:
		return implies(a, b.Args[0]) && implies(a, b.Args[1])
	case a.Op == model.OpNot && b.Op == model.OpNot:
		return implies(b.Args[0], a.Args[0])
	case b.Op == model.OpOr && (implies(a, b.Args[0]) || implies(a, b.Args[1])):
		return true
	case a.Op == model.OpAnd:
		return implies(a.Args[0], b) || implies(a.Args[1], b)
	}
	return matches(a, b) || compares(a, b)
}

// matches is about two patterns for one text.
func matches(a, b *model.Expr) bool {
	p, of, ok := pattern(a)
	q, other, also := pattern(b)
	return ok && also && of.Same(other) && included(p, q)
}

// pattern returns the parts of "of =~ expr".
func pattern(e *model.Expr) (expr string, of *model.Expr, ok bool) {
	f := model.LookupFunction(e.Name)
	if e.Op != model.OpCall || f == nil || !f.Pattern || f.Result != model.Bool || e.Args[0].Op != model.OpLiteral {
		return "", nil, false
	}
	expr, ok = e.Args[0].Value.Value.(string)
	return expr, e.Args[1], ok
}

// compares is about one number that is compared with two constants.
func compares(a, b *model.Expr) bool {
	of, some, ok := bounded(a)
	other, most, also := bounded(b)
	return ok && also && of.Same(other) && len(without(some, most)) == 0
}
