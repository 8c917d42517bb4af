package promise

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/base-k8s/base-k8s/internal/model"
)

// value follows a value that is there where the path leads.
func (w *walk) value(e *model.Expr, s *model.Shape, p path) {
	from := e.Pos
	if e = w.kinded(w.resolved(e)); from != e.Pos && from != (model.Position{}) {
		p.referred = append(slices.Clip(p.referred), from)
	}
	if w.is(e, s) {
		return
	}
	if e.Op == model.OpIf {
		for i, cond := range []*model.Expr{e.Args[0], e.Args[0].Negate()} {
			w.value(at(e.Args[1+i], e.Pos), s, p.where(w.enter([]*model.Clause{{If: cond}})...))
		}
		return
	}
	if s.Never {
		w.broken(e, s, p, must(s, "must not be there"), nil)
		return
	}
	if s.Kind != "" && !isKind(e.Kind, s.Kind) {
		w.broken(e, s, p, must(s, fmt.Sprintf("must be a %s", s.Kind)), nil)
		return
	}
	for _, t := range s.Tests {
		w.test(e, t, s, p)
	}
	if len(s.Fields)+len(s.Patterns) > 0 || s.Allows != nil {
		w.object(e, s, p)
	}
	if s.First != nil || s.Items != nil || s.Closed || s.Least > 0 {
		w.list(e, s, p)
	}
	w.anyOf(e, s, p)
	for _, part := range s.All {
		w.value(e, part, p)
	}
}

// is reports whether a shape is one value, and the expression is written as that is.
func (w *walk) is(e *model.Expr, s *model.Shape) bool {
	if len(s.Tests) == 1 && s.Tests[0].Op == model.OpEqual && w.resolved(s.Tests[0].Value).Same(e) {
		return true
	}
	return len(s.All) == 1 && len(s.Tests)+len(s.Fields)+len(s.Patterns) == 0 && s.Allows == nil && w.is(e, s.All[0])
}

// isKind reports whether a value of one kind is of another. One of a kind that is not known is not
// shown to be.
func isKind(of, wanted model.Kind) bool {
	mapping := func(k model.Kind) bool { return k == model.Map || k == model.Record }
	return of == wanted || mapping(of) && mapping(wanted)
}

// must is what a shape demands, in the contract's words if it has some.
func must(s *model.Shape, otherwise string) string {
	if s.Words != "" {
		return s.Words
	}
	return otherwise
}

// test demands a comparison.
func (w *walk) test(e *model.Expr, t model.ShapeTest, s *model.Shape, p path) {
	cond := &model.Expr{Op: t.Op, Args: []*model.Expr{e, t.Value}, Kind: model.Bool, Pos: e.Pos}
	switch {
	case t.Op == model.OpCall:
		cond = &model.Expr{Op: model.OpCall, Name: "regexp_match", Args: []*model.Expr{t.Value, e}, Kind: model.Bool, Pos: e.Pos}
		if t.Not {
			cond = cond.Negate()
		}
	case e.Kind != "" && t.Value.Kind != "" && e.Kind != t.Value.Kind:
		cond = model.NewLiteral(t.Op == model.OpNotEqual)
	}
	w.broken(e, s, p, must(s, "must be "+s.Source), cond)
}

// anyOf demands one of several alternatives.
func (w *walk) anyOf(e *model.Expr, s *model.Shape, p path) {
	if len(s.AnyOf) == 0 {
		return
	}
	var none []*model.Clause
	for _, alternative := range s.AnyOf {
		inner := w.beside()
		inner.value(e, alternative, path{name: p.name})
		broken := undecided(w.model, inner.breaches)
		if len(broken) == 0 {
			return
		}
		none = append(none, &model.Clause{If: anyBroken(broken)})
	}
	w.broken(e, s, p.where(none...), must(s, "must be "+s.Source), nil)
}

// beside is a walk with breaches of its own.
func (w *walk) beside() *walk {
	return &walk{model: w.model, promise: w.promise, fallback: w.fallback, loops: w.loops, types: w.types, own: w.own}
}

// anyBroken is the condition that one of the breaches is there.
func anyBroken(all []*Breach) *model.Expr {
	var any *model.Expr
	for _, b := range all {
		cond := count(b.Clauses)
		if any != nil {
			cond = &model.Expr{Op: model.OpOr, Args: []*model.Expr{any, cond}, Kind: model.Bool}
		}
		any = cond
	}
	return any
}

// count is the condition that clauses let something through. An expression for it keeps what
// each clause has found from those after it, as && does not.
func count(clauses []*model.Clause) *model.Expr {
	found := &model.Expr{Op: model.OpList, Kind: model.List, Elems: []*model.Element{{Clauses: clauses, Value: model.NewLiteral(true)}}}
	length := &model.Expr{Op: model.OpCall, Name: "length", Args: []*model.Expr{found}, Kind: model.Number}
	return &model.Expr{Op: model.OpMore, Args: []*model.Expr{length, model.NewLiteral(int64(0))}, Kind: model.Bool}
}

// loop is a for clause over a value, with the expressions of its key and element.
func (w *walk) loop(in *model.Expr) (clause *model.Clause, key, elem *model.Expr) {
	*w.loops++
	n := strconv.Itoa(*w.loops)
	key = &model.Expr{Op: model.OpVar, Name: "promised_key_" + n, Pos: in.Pos}
	elem = &model.Expr{Op: model.OpVar, Name: "promised_" + n, Pos: in.Pos}
	clause = &model.Clause{For: &model.For{Key: key.Name, Value: elem.Name, In: in}}
	w.note(clause.For)
	return clause, key, elem
}
