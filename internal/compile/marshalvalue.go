package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// listText is the text of a list literal.
func (m *marshaling) listText(e *ast.ListLit, s *scope, known guards) *value {
	var elems []*model.Element
	failed := false
	add := func(clauses []*model.Clause, elem ast.Expr, s *scope, known guards) {
		text := m.below(clauses, func() *value { return m.inside(m.as.item()).of(elem, s, known, false) })
		failed = failed || text.typ == nil
		elems = append(elems, &model.Element{Clauses: clauses, Value: m.as.element(text).expr})
	}
	for _, elem := range e.Elts {
		switch elem := elem.(type) {
		case *ast.Ellipsis:
		case *ast.Comprehension:
			m.clauses(elem.Clauses, s, nil, func(inner *scope, clauses []*model.Clause) {
				m.ordered(elem, clauses)
				add(clauses, elem.Value, inner, known.and(guardsIn(clauses)))
			})
		default:
			add(nil, elem, s, known)
		}
	}
	if failed {
		return &value{expr: model.NewLiteral(nil)}
	}
	return m.as.list(elems, e.Pos())
}

// ofValue is the text of a value whose type is all that is known of it.
func (m *marshaling) ofValue(x *value, s *scope, pos token.Pos) *value {
	if x.typ == nil {
		return x
	}
	if x.typ.Nullable {
		t := *x.typ
		t.Nullable = false
		text := m.ofValue(&value{expr: x.expr, typ: &t}, s, pos)
		isNull := &model.Expr{Op: model.OpEqual, Args: []*model.Expr{x.expr, model.NewLiteral(nil)}, Kind: model.Bool}
		if text.typ != nil {
			text = newValue(&model.Expr{Op: model.OpIf, Args: []*model.Expr{isNull, m.as.word(literalValue("null")).expr, text.expr}}, text.typ)
		}
		return text
	}
	switch x.typ.Kind {
	case model.Null:
		return m.as.word(literalValue("null"))
	case model.String:
		return m.fold(m.as.text(x))
	case model.Number, model.Bool:
		return m.fold(m.as.word(x))
	case model.List:
		if x.typ.Elem == nil {
			return m.as.list(nil, pos)
		}
		loop, inner, item := m.loopOver(x, s)
		clauses := []*model.Clause{{For: loop}}
		text := m.below(clauses, func() *value { return m.inside(m.as.item()).ofValue(item, inner, pos) })
		if text.typ == nil {
			return text
		}
		return m.as.list([]*model.Element{{Clauses: clauses, Value: m.as.element(text).expr}}, pos)
	case model.Map:
		return m.fail(pos, "CUE writes a map in the order in which its keys were given, which Terraform does not know",
			"write it in the order of the keys: {for k in list.SortStrings([for k, _ in m {k}]) {(k): m[k]}}")
	case model.Record:
		return m.fail(pos, "CUE writes these fields in an order that depends on the input, which Terraform does not know",
			"write the fields in one struct where it is marshaled, such as "+sourceText(m.function)+"({a: x.a, if x.b != _|_ {b: x.b}})")
	}
	return m.fail(pos, kindName(x.typ)+" cannot be marshaled", "let it be of one kind")
}
