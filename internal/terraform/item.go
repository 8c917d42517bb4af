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
	doc     string
}

// itemsOf lists the blocks that the value of a field stands for: one for an object, one
// per element for a list, in source order.
func (s *scope) itemsOf(e typed.Expr, clauses []*typed.Clause) []blockItem {
	clauses, ok := s.facts.LiveClauses(clauses)
	if !ok {
		return nil
	}
	return documented(s.p.docOf(e), s.resolvedItems(s.resolve(e), clauses))
}

// documented puts a comment before that of the first block.
func documented(doc string, items []blockItem) []blockItem {
	if len(items) > 0 {
		items[0].doc = joinDocs(doc, items[0].doc)
	}
	return items
}

// docOf is the comment of the local that a value is, which has no line of its own where the
// value is taken apart.
func (p *printer) docOf(e typed.Expr) string {
	local, ok := e.(*typed.Local)
	if !ok || p.locals[local.Name] == nil {
		return ""
	}
	return joinDocs(p.locals[local.Name].Doc, p.docOf(local.Value))
}

func (s *scope) resolvedItems(e typed.Expr, clauses []*typed.Clause) []blockItem {
	guard := func(cond typed.Expr) []*typed.Clause { return slices.Concat(clauses, []*typed.Clause{{If: cond}}) }
	switch e := e.(type) {
	case *typed.Object:
		return []blockItem{{clauses: clauses, value: e}}
	case *typed.List:
		var items []blockItem
		for _, elem := range e.Elems {
			items = append(items, documented(elem.Doc, s.itemsOf(elem.Value, slices.Concat(clauses, elem.Clauses)))...)
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
		return []blockItem{{clauses: clauses, value: e}}
	}
	if t.Kind == model.List {
		loop := typed.NewLoop("", s.within(clauses).fresh("item"), e)
		value := typed.At(typed.NewVar(loop.Value), e.Pos())
		return []blockItem{{clauses: slices.Concat(clauses, []*typed.Clause{{For: loop}}), value: value}}
	}
	s.p.refuse(e.Pos(), "write the objects out", "Terraform needs the names of the fields of what stands here")
	return nil
}
