package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// whole is a value that leaves the module's own expressions: a kubernetes_manifest, which is an
// object of a kind that the provider has no resource for, an output, or a map that a resource
// takes as it is. What is absent is no member of it. A provider plans a null in the place of a
// default of the definition again and again, and takes none in a map.
func (s *scope) whole(e typed.Expr) hcl.Expr { return s.expr(s.withoutAbsent(e)) }

// withoutAbsent is a value with the attributes of inputs that may be absent as members under
// conditions.
func (s *scope) withoutAbsent(e typed.Expr) typed.Expr {
	if !holdsOptional(e.Type()) {
		return e
	}
	switch r := s.resolve(e).(type) {
	case *typed.Object:
		return typed.At(typed.NewObject(s.elementsWithoutAbsent(r.Elems)), r.Pos())
	case *typed.List:
		return typed.At(typed.NewList(s.elementsWithoutAbsent(r.Elems)), r.Pos())
	case *typed.If:
		return typed.At(typed.NewIf(r.Cond, s.withoutAbsent(r.Then), s.withoutAbsent(r.Else)), r.Pos())
	case *typed.Call:
		if r.Function.Name == "concat" {
			args := make([]typed.Expr, len(r.Args))
			for i, arg := range r.Args {
				args[i] = s.withoutAbsent(arg)
			}
			return typed.At(typed.NewCall(r.Function, args...), r.Pos())
		}
	}
	if s.facts.Null(e) {
		return typed.At(typed.NewIf(isNull(e), typed.Null, s.takenApart(e)), e.Pos())
	}
	return s.takenApart(e)
}

// inside is the scope of what is there under clauses.
func (s *scope) inside(clauses []*typed.Clause) *scope {
	return s.within(clauses).present(s.conditions(clauses))
}

func (s *scope) elementsWithoutAbsent(elems []*typed.Element) []*typed.Element {
	all := make([]*typed.Element, len(elems))
	for i, elem := range elems {
		rewritten := *elem
		rewritten.Value = s.inside(elem.Clauses).withoutAbsent(elem.Value)
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
			elem := &typed.Element{Key: typed.NewLiteral(f.Name)}
			if f.Optional || f.Guarded {
				elem.Clauses = []*typed.Clause{{If: hasAttribute(ref, t)}}
			}
			elem.Value = s.inside(elem.Clauses).withoutAbsent(ref)
			elems = append(elems, elem)
		}
		return typed.NewObject(elems)
	case model.List:
		loop := typed.NewLoop("", s.fresh("item"), e)
		return typed.NewList([]*typed.Element{s.eachWithoutAbsent(loop, nil)})
	case model.Map:
		loop := typed.NewLoop(s.fresh("key"), s.fresh("value"), e)
		return typed.NewObject([]*typed.Element{s.eachWithoutAbsent(loop, typed.NewVar(loop.Key))})
	case model.String, model.Number, model.Bool, model.Null: // has nothing inside
	}
	return e
}

// eachWithoutAbsent is the element for each one of a collection.
func (s *scope) eachWithoutAbsent(loop *typed.Loop, key typed.Expr) *typed.Element {
	clauses := []*typed.Clause{{For: loop}}
	return &typed.Element{Clauses: clauses, Key: key, Value: s.within(clauses).withoutAbsent(typed.NewVar(loop.Value))}
}

// holdsOptional reports whether a value has attributes that are null when they are absent.
func holdsOptional(t *typed.Type) bool {
	if t == nil {
		return false
	}
	for _, f := range t.Fields {
		if f.Optional || holdsOptional(f.Type) {
			return true
		}
	}
	return holdsOptional(t.Elem)
}
