package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// member is a field of a Kubernetes object, and the conditions under which it is there.
type member struct {
	name    string
	clauses []*typed.Clause
	value   typed.Expr
	doc     string
	scope   *scope
}

// membersOf lists the fields of an object expression, those of spread objects among
// them. Locals are followed: a block cannot be a value of a local.
func (s *scope) membersOf(e typed.Expr) []member {
	e = s.resolve(e)
	switch e := e.(type) {
	case *typed.Object:
		return s.objectMembers(e)
	case *typed.If:
		if value, known := s.facts.Known(e.Cond); known {
			return s.membersOf(e.Branch(value))
		}
		return slices.Concat(under(e.Cond, s.membersOf(e.Then)), under(typed.Negate(e.Cond), s.membersOf(e.Else)))
	}
	if typed.IsLiteral(e, nil) {
		return nil
	}
	if e.Type().Kind == model.Record {
		return s.attributesOf(e)
	}
	s.p.refuse(e.Pos(), "write the object out", "Terraform needs the names of this object's fields")
	return nil
}

func (s *scope) objectMembers(e *typed.Object) []member {
	var all []member
	for _, elem := range s.facts.Live(e.Elems) {
		if hasFor(elem.Clauses) {
			s.p.refuse(elem.Value.Pos(), "write the fields out", "Terraform needs the names of this object's fields")
			continue
		}
		if elem.Key == nil {
			for i, m := range s.membersOf(elem.Value) {
				m.clauses = slices.Concat(elem.Clauses, m.clauses)
				if i == 0 {
					m.doc = joinDocs(elem.Doc, m.doc)
				}
				all = append(all, m)
			}
			continue
		}
		name, ok := typed.ConstantText(elem.Key)
		if !ok {
			s.p.refuse(elem.Key.Pos(), "write the field's name as a constant", "Terraform needs the names of this object's fields")
			continue
		}
		all = append(all, member{name, elem.Clauses, elem.Value, elem.Doc, s})
	}
	return all
}

// attributesOf takes a value of a known type apart.
func (s *scope) attributesOf(e typed.Expr) []member {
	fields := e.Type().Fields
	all := make([]member, len(fields))
	for i, f := range fields {
		ref := typed.NewGet(e, f.Name, f.Type.Kind)
		all[i] = member{name: f.Name, scope: s, value: ref}
		if f.Type.Null || f.Guarded {
			all[i].clauses = []*typed.Clause{{If: hasAttribute(ref, e.Type())}}
		}
	}
	return all
}

// under puts a condition before those of each member.
func under(cond typed.Expr, members []member) []member {
	for i := range members {
		members[i].clauses = append([]*typed.Clause{{If: cond}}, members[i].clauses...)
	}
	return members
}
