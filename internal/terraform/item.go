package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// blockItem is a nested block, or several if its clauses repeat it.
type blockItem struct {
	clauses []*model.Clause
	value   *model.Expr // an object
}

// itemsOf lists the blocks that the value of a field stands for: one for an object, one
// per element for a list, in source order.
func (s *scope) itemsOf(e *model.Expr, clauses []*model.Clause) []blockItem {
	clauses, ok := s.liveClauses(clauses)
	if !ok {
		return nil
	}
	e = s.within(clauses).resolve(e)
	guard := func(cond *model.Expr) []*model.Clause { return slices.Concat(clauses, []*model.Clause{{If: cond}}) }
	switch {
	case e.Op == model.OpObject:
		return []blockItem{{clauses, e}}
	case e.Op == model.OpList:
		var items []blockItem
		for _, elem := range e.Elems {
			items = append(items, s.itemsOf(elem.Value, slices.Concat(clauses, elem.Clauses))...)
		}
		return items
	case e.Op == model.OpIf:
		return append(s.itemsOf(e.Args[1], guard(e.Args[0])), s.itemsOf(e.Args[2], guard(not(e.Args[0])))...)
	case e.Op == model.OpCall && e.Name == "concat":
		var items []blockItem
		for _, arg := range e.Args {
			items = append(items, s.itemsOf(arg, clauses)...)
		}
		return items
	case isLiteral(e, nil):
		return nil
	}
	return s.opaqueItems(e, clauses)
}

// opaqueItems takes a list or an object that comes from an input apart by its type.
func (s *scope) opaqueItems(e *model.Expr, clauses []*model.Clause) []blockItem {
	inner := s.within(clauses)
	t := inner.typeOf(e)
	if t.null {
		for _, c := range clauses {
			inner = inner.given(c.If)
		}
		there := operation(model.OpNotEqual, e, exprNull)
		if _, known := inner.known(there); !known {
			clauses = slices.Concat(clauses, []*model.Clause{{If: there}})
		}
	}
	switch t.kind {
	case model.Record:
		return []blockItem{{clauses, e}}
	case model.List:
		loop := &model.For{Value: s.within(clauses).fresh("item"), In: e}
		value := variable(loop.Value, "")
		value.Pos = e.Pos
		return []blockItem{{slices.Concat(clauses, []*model.Clause{{For: loop}}), value}}
	}
	s.p.refuse(e.Pos, "write the objects out", "Terraform needs the names of the fields of what stands here")
	return nil
}
