package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// blockItem is a nested block, or several if its clauses repeat it.
type blockItem struct {
	clauses []*typed.Clause
	value   typed.Expr // an object
}

// itemsOf lists the blocks that the value of a field stands for: one for an object, one
// per element for a list, in source order.
func (s *scope) itemsOf(e typed.Expr, clauses []*typed.Clause) []blockItem {
	clauses, ok := s.facts.LiveClauses(clauses)
	if !ok {
		return nil
	}
	e = s.resolve(e)
	guard := func(cond typed.Expr) []*typed.Clause { return slices.Concat(clauses, []*typed.Clause{{If: cond}}) }
	switch e := e.(type) {
	case *typed.Object:
		return []blockItem{{clauses, e}}
	case *typed.List:
		var items []blockItem
		for _, elem := range e.Elems {
			items = append(items, s.itemsOf(elem.Value, slices.Concat(clauses, elem.Clauses))...)
		}
		return items
	case *typed.If:
		return append(s.itemsOf(e.Then, guard(e.Cond)), s.itemsOf(e.Else, guard(typed.Negate(e.Cond)))...)
	case *typed.Call:
		if e.Function.Name == "concat" {
			var items []blockItem
			for _, arg := range e.Args {
				items = append(items, s.itemsOf(arg, clauses)...)
			}
			return items
		}
	}
	if typed.IsLiteral(e, nil) {
		return nil
	}
	return s.opaqueItems(e, clauses)
}

// opaqueItems takes a list or an object that comes from an input apart by its type.
func (s *scope) opaqueItems(e typed.Expr, clauses []*typed.Clause) []blockItem {
	t := e.Type()
	if s.facts.Null(e) {
		facts := s.facts
		for _, c := range clauses {
			facts = facts.Given(c.If)
		}
		there := isNotNull(e)
		if _, known := facts.Known(there); !known {
			clauses = slices.Concat(clauses, []*typed.Clause{{If: there}})
		}
	}
	if t.Kind == model.Record {
		return []blockItem{{clauses, e}}
	}
	if t.Kind == model.List {
		loop := typed.NewLoop("", s.within(clauses).fresh("item"), e)
		value := typed.At(typed.NewVar(loop.Value), e.Pos())
		return []blockItem{{slices.Concat(clauses, []*typed.Clause{{For: loop}}), value}}
	}
	s.p.refuse(e.Pos(), "write the objects out", "Terraform needs the names of the fields of what stands here")
	return nil
}
