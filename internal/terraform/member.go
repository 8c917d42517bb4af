package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// member is a field of a Kubernetes object, and the conditions under which it is there.
type member struct {
	name    string
	clauses []*model.Clause
	value   *model.Expr
	doc     string
	scope   *scope
}

// membersOf lists the fields of an object expression, those of spread objects among
// them. Locals are followed: a block cannot be a value of a local.
func (s *scope) membersOf(e *model.Expr) []member {
	e = s.resolve(e)
	switch {
	case e.Op == model.OpObject:
		return s.objectMembers(e)
	case e.Op == model.OpIf:
		if value, known := s.known(e.Args[0]); known {
			return s.membersOf(branch(e, value))
		}
		return slices.Concat(under(e.Args[0], s.membersOf(e.Args[1])), under(not(e.Args[0]), s.membersOf(e.Args[2])))
	case isLiteral(e, nil):
		return nil
	}
	if t := s.typeOf(e); t.kind == model.Record {
		return s.attributesOf(e, t)
	}
	s.p.refuse(e.Pos, "write the object out", "Terraform needs the names of this object's fields")
	return nil
}

// branch is the branch of a conditional that a known condition chooses.
func branch(e *model.Expr, cond bool) *model.Expr {
	if cond {
		return e.Args[1]
	}
	return e.Args[2]
}

func (s *scope) objectMembers(e *model.Expr) []member {
	var all []member
	for _, elem := range s.liveElements(e.Elems) {
		if hasFor(elem.Clauses) {
			s.p.refuse(elem.Value.Pos, "write the fields out", "Terraform needs the names of this object's fields")
			continue
		}
		if elem.Key == nil {
			for _, m := range s.membersOf(elem.Value) {
				m.clauses = slices.Concat(elem.Clauses, m.clauses)
				all = append(all, m)
			}
			continue
		}
		name, ok := literalString(elem.Key)
		if !ok {
			s.p.refuse(elem.Key.Pos, "write the field's name as a constant", "Terraform needs the names of this object's fields")
			continue
		}
		all = append(all, member{name, elem.Clauses, elem.Value, elem.Doc, s})
	}
	return all
}

// attributesOf takes a value of a known type apart.
func (s *scope) attributesOf(e *model.Expr, t *typ) []member {
	all := make([]member, len(t.fields))
	for i, f := range t.fields {
		all[i] = member{name: f.name, scope: s, value: &model.Expr{Op: model.OpGet, Name: f.name, Args: []*model.Expr{e}, Kind: f.typ.kind, Pos: e.Pos}}
		if f.typ.null || f.guarded {
			has := &model.Expr{Op: model.OpHas, Name: f.name, Args: []*model.Expr{e}, Kind: model.Bool, Pos: e.Pos}
			all[i].clauses = []*model.Clause{{If: has}}
		}
	}
	return all
}

// under puts a condition before those of each member.
func under(cond *model.Expr, members []member) []member {
	for i := range members {
		members[i].clauses = append([]*model.Clause{{If: cond}}, members[i].clauses...)
	}
	return members
}
