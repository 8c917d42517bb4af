package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// manifest is the value of a kubernetes_manifest, an object of a kind that the provider has no
// resource for. What is absent is no member of it: the provider plans a null in the place of a
// default of the definition again and again.
func (s *scope) manifest(e typed.Expr) hcl.Expr { return s.expr(s.withoutNulls(e)) }

// withoutNulls is a value with the attributes of inputs that may be absent as members under
// conditions.
func (s *scope) withoutNulls(e typed.Expr) typed.Expr {
	if !holdsNull(e.Type()) {
		return e
	}
	switch r := s.resolve(e).(type) {
	case *typed.Object:
		return typed.At(typed.NewObject(s.elementsWithoutNulls(r.Elems)), r.Pos())
	case *typed.List:
		return typed.At(typed.NewList(s.elementsWithoutNulls(r.Elems)), r.Pos())
	case *typed.If:
		return typed.At(typed.NewIf(r.Cond, s.withoutNulls(r.Then), s.withoutNulls(r.Else)), r.Pos())
	}
	return s.takenApart(e)
}

func (s *scope) elementsWithoutNulls(elems []*typed.Element) []*typed.Element {
	all := make([]*typed.Element, len(elems))
	for i, elem := range elems {
		rewritten := *elem
		rewritten.Value = s.within(elem.Clauses).withoutNulls(elem.Value)
		all[i] = &rewritten
	}
	return all
}

// takenApart is a value of an input as an object or a list that is written out.
func (s *scope) takenApart(e typed.Expr) typed.Expr {
	t := e.Type()
	switch t.Kind {
	case model.Record:
		var elems []*typed.Element
		for _, f := range t.Fields {
			ref := typed.NewGet(e, f.Name, f.Type.Kind)
			elem := &typed.Element{Key: typed.NewLiteral(f.Name), Value: s.withoutNulls(ref)}
			if f.Type.Null || f.Guarded {
				elem.Clauses = []*typed.Clause{{If: hasAttribute(ref, t)}}
			}
			elems = append(elems, elem)
		}
		return typed.NewObject(elems)
	case model.List:
		loop := typed.NewLoop("", s.fresh("item"), e)
		return typed.NewList([]*typed.Element{s.eachWithoutNulls(loop, nil)})
	case model.Map:
		loop := typed.NewLoop(s.fresh("key"), s.fresh("value"), e)
		return typed.NewObject([]*typed.Element{s.eachWithoutNulls(loop, typed.NewVar(loop.Key))})
	case model.String, model.Number, model.Bool, model.Null: // has nothing inside
	}
	return e
}

// eachWithoutNulls is the element for each one of a collection.
func (s *scope) eachWithoutNulls(loop *typed.Loop, key typed.Expr) *typed.Element {
	clauses := []*typed.Clause{{For: loop}}
	return &typed.Element{Clauses: clauses, Key: key, Value: s.within(clauses).withoutNulls(typed.NewVar(loop.Value))}
}

// holdsNull reports whether attributes of a value may be null.
func holdsNull(t *typed.Type) bool {
	if t == nil {
		return false
	}
	for _, f := range t.Fields {
		if f.Type.Null || holdsNull(f.Type) {
			return true
		}
	}
	return holdsNull(t.Elem)
}
