package promise

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/base-k8s/base-k8s/internal/model"
)

// list follows a list.
func (w *walk) list(e *model.Expr, s *model.Shape, p path) {
	if !isKind(e.Kind, model.List) {
		w.broken(e, s, p, must(s, "must be a list"), nil)
		return
	}
	e = w.joined(e)
	least := max(s.Least, len(s.First))
	if surely(e) < least {
		w.broken(e, s, p, must(s, fmt.Sprintf("must have %s", elements(least))), compare(model.OpMoreEq, length(e), least))
	}
	if s.Closed && !isShort(e, len(s.First)) {
		w.broken(e, s, p, must(s, fmt.Sprintf("must have no more than %s", elements(len(s.First)))), compare(model.OpLessEq, length(e), len(s.First)))
	}
	for i, first := range s.First {
		if elem, fixed := nth(e, i); fixed {
			w.value(elem, first, p.element(strconv.Itoa(i)))
			continue
		}
		w.maybe(e, i, first, p)
	}
	if s.Items != nil {
		w.items(e, s.Items, len(s.First), p)
	}
}

// maybe follows an element of a list that is not the same one for all inputs.
func (w *walk) maybe(e *model.Expr, i int, s *model.Shape, p path) {
	if e.Op != model.OpList || slices.ContainsFunc(e.Elems, loops) {
		there := &model.Clause{If: compare(model.OpMore, length(e), i)}
		w.value(index(e, i), s, p.element(strconv.Itoa(i), there))
		return
	}
	for j, elem := range e.Elems {
		before := &model.Expr{Op: model.OpList, Elems: e.Elems[:j], Kind: model.List, Pos: e.Pos}
		there := &model.Clause{If: compare(model.OpEqual, length(before), i)}
		w.value(at(elem.Value, e.Pos), s, p.element(strconv.Itoa(i), slices.Concat(w.enter(elem.Clauses), []*model.Clause{there})...))
	}
}

// loops reports whether an element stands for several.
func loops(elem *model.Element) bool {
	return slices.ContainsFunc(elem.Clauses, func(c *model.Clause) bool { return c.For != nil })
}

// joined is a list with the elements of those that it is concatenated from, as far as they are
// written out.
func (w *walk) joined(e *model.Expr) *model.Expr {
	if e.Op != model.OpCall || e.Name != "concat" {
		return e
	}
	all := &model.Expr{Op: model.OpList, Kind: model.List, Pos: e.Pos}
	for _, arg := range e.Args {
		switch part := w.joined(w.resolved(at(arg, e.Pos))); {
		case part.Op == model.OpList:
			all.Elems = append(all.Elems, part.Elems...)
		case part.Op == model.OpLiteral:
			list, _ := part.Value.Value.([]model.Value)
			for _, v := range list {
				all.Elems = append(all.Elems, &model.Element{Value: literal(v, part.Pos)})
			}
		default:
			loop, _, elem := w.loop(part)
			all.Elems = append(all.Elems, &model.Element{Clauses: []*model.Clause{loop}, Value: elem})
		}
	}
	return all
}

func elements(n int) string {
	if n == 1 {
		return "1 element"
	}
	return strconv.Itoa(n) + " elements"
}

func length(e *model.Expr) *model.Expr {
	return &model.Expr{Op: model.OpCall, Name: "length", Args: []*model.Expr{e}, Kind: model.Number, Pos: e.Pos}
}

func index(e *model.Expr, i int) *model.Expr {
	return &model.Expr{Op: model.OpIndex, Args: []*model.Expr{e, model.NewLiteral(int64(i))}, Pos: e.Pos}
}

func compare(op model.Op, e *model.Expr, n int) *model.Expr {
	return &model.Expr{Op: op, Args: []*model.Expr{e, model.NewLiteral(int64(n))}, Kind: model.Bool, Pos: e.Pos}
}

// surely is how many elements a list is seen to have at least.
func surely(e *model.Expr) (n int) {
	if e.Op == model.OpLiteral {
		list, _ := e.Value.Value.([]model.Value)
		return len(list)
	}
	for _, elem := range e.Elems {
		if e.Op == model.OpList && len(elem.Clauses) == 0 {
			n++
		}
	}
	return n
}

// isShort reports whether a list is seen to have no more than n elements.
func isShort(e *model.Expr, n int) bool {
	if e.Op == model.OpLiteral {
		return surely(e) <= n
	}
	return e.Op == model.OpList && surely(e) == len(e.Elems) && len(e.Elems) <= n
}

// nth is an element of a list literal before which there are no others that may be missing.
func nth(e *model.Expr, n int) (*model.Expr, bool) {
	if e.Op == model.OpLiteral && n < surely(e) {
		return literal(e.Value.Value.([]model.Value)[n], e.Pos), true
	}
	if e.Op != model.OpList || n >= len(e.Elems) {
		return nil, false
	}
	for _, elem := range e.Elems[:n+1] {
		if len(elem.Clauses) > 0 {
			return nil, false
		}
	}
	return at(e.Elems[n].Value, e.Pos), true
}

// items follows the elements of a list but for the first ones.
func (w *walk) items(e *model.Expr, s *model.Shape, after int, p path) {
	switch {
	case e.Op == model.OpList && surely(e) == len(e.Elems) || e.Op == model.OpList && after == 0:
		for i, elem := range e.Elems {
			if i >= after {
				w.value(at(elem.Value, e.Pos), s, p.element(w.nameOf(elem.Value, i), w.enter(elem.Clauses)...))
			}
		}
	case e.Op == model.OpLiteral:
		list, _ := e.Value.Value.([]model.Value)
		for i := after; i < len(list); i++ {
			w.value(literal(list[i], e.Pos), s, p.element(strconv.Itoa(i)))
		}
	default:
		loop, key, elem := w.loop(e)
		later := &model.Clause{If: compare(model.OpMoreEq, key, after)}
		w.value(elem, s, p.element("…", loop, later))
	}
}

// nameOf is the name that an element has, such as a container's, or its index.
func (w *walk) nameOf(e *model.Expr, i int) string {
	if e = w.resolved(e); e.Op == model.OpObject {
		for _, member := range e.Elems {
			if key, _ := member.Key.LiteralString(); key == "name" {
				if name, ok := w.resolved(member.Value).LiteralString(); ok {
					return name
				}
			}
		}
	}
	return strconv.Itoa(i)
}
