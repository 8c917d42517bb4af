package terraform

import "github.com/base-k8s/base-k8s/internal/model"

// resolve follows locals and attributes of objects to the expression that gives a
// value its structure. Composite literals become expressions.
func (s *scope) resolve(e *model.Expr) *model.Expr {
	switch e.Op {
	case model.OpLiteral:
		return literalExpr(e)
	case model.OpLocal:
		if local := s.p.locals[e.Name]; local != nil {
			return s.resolve(local.Value)
		}
	case model.OpGet:
		return s.resolveMember(e, e.Args[0], e.Name)
	case model.OpIndex:
		if key, ok := literalString(e.Args[1]); ok {
			return s.resolveMember(e, e.Args[0], key)
		}
	}
	return e
}

// resolveMember is the member called name of an object whose members are all written
// out, and e itself otherwise. A member that is there under a condition is meant only
// where the condition is known to hold: elsewhere the reference fails when it does not.
func (s *scope) resolveMember(e, object *model.Expr, name string) *model.Expr {
	object = s.resolve(object)
	if object.Op != model.OpObject {
		return e
	}
	var found *model.Expr
	for _, elem := range object.Elems {
		key, constant := literalString(elem.Key)
		switch {
		case !constant:
			return e
		case key == name && (found != nil || !s.holds(elem.Clauses)):
			return e
		case key == name:
			found = elem.Value
		}
	}
	if found == nil {
		return e
	}
	return s.resolve(found)
}

func literalExpr(e *model.Expr) *model.Expr {
	lit := func(v model.Value) *model.Expr {
		return literalExpr(&model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}, Kind: model.KindOf(v), Pos: e.Pos})
	}
	switch v := e.Value.Value.(type) {
	case []model.Value:
		list := &model.Expr{Op: model.OpList, Kind: model.List, Pos: e.Pos}
		for _, elem := range v {
			list.Elems = append(list.Elems, &model.Element{Value: lit(elem)})
		}
		return list
	case model.Object:
		object := &model.Expr{Op: model.OpObject, Kind: model.Record, Pos: e.Pos}
		for _, m := range v {
			object.Elems = append(object.Elems, &model.Element{Key: lit(m.Key), Value: lit(m.Value)})
		}
		return object
	}
	return e
}

// literalString is the value of a constant string.
func literalString(e *model.Expr) (string, bool) {
	if e == nil || e.Op != model.OpLiteral {
		return "", false
	}
	s, ok := e.Value.Value.(string)
	return s, ok
}

func isLiteral(e *model.Expr, v model.Value) bool {
	return e.Op == model.OpLiteral && model.Equal(e.Value.Value, v)
}
