package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// marshaling compiles json.Marshal and yaml.Marshal: CUE keeps the fields of a struct in an order
// of its own, and Terraform's jsonencode and yamlencode sort them, so that the text is put together
// here from what the argument is written as. Every method returns an expression for a text.
type marshaling struct {
	*compiler
	function ast.Expr // json.Marshal or yaml.Marshal, as it is written
	as       notation
}

// notation is how a value is written at a place of the text.
type notation interface {
	// wrapped is an expression at the end of whose text stands that of e, behind the length of it
	// that is returned.
	wrapped(e ast.Expr) (ast.Expr, int)
	// word is the text of null, a bool or a number, text that of a string.
	word(x *value) *value
	text(x *value) *value
	// list and fields are collections of what element and field return. What is inside is
	// written in the notations item and member.
	list(elems []*model.Element, pos token.Pos) *value
	fields(fields []*model.Element, pos token.Pos) *value
	element(text *value) *value
	field(name, text *value) *value
	// whole is the text of all that is marshaled.
	whole(text *value) *value
	item() notation
	member() notation
}

// notations are those of the functions.
var notations = map[builtin]notation{"json.Marshal": jsonNotation{}, "yaml.Marshal": yamlNotation{}}

// marshal compiles a call of one of them.
func (c *compiler) marshal(e *ast.CallExpr, s *scope, as notation) *value {
	m := &marshaling{c, e.Fun, as}
	var text *value
	c.noted(func() {
		if lit, ok := unparen(e.Args[0]).(*ast.StructLit); ok {
			body := &vertex{anonymous: true}
			body.add(conjunct{expr: lit, scope: s})
			text = m.checked(body, nil)
		} else {
			text = m.of(e.Args[0], s, nil, true)
		}
	})
	if text.typ == nil {
		return text
	}
	return c.fold(as.whole(text))
}

// inside marshals what is inside of a collection.
func (m *marshaling) inside(as notation) *marshaling { return &marshaling{m.compiler, m.function, as} }

// constant is the text of an expression that does not depend on the input; nil for one that does.
func (m *marshaling) constant(e ast.Expr, s *scope) *value {
	wrapped, before := m.as.wrapped(e)
	x := m.constantOf(&ast.CallExpr{Fun: m.function, Args: []ast.Expr{wrapped}}, s)
	if x == nil || x.typ == nil {
		return x
	}
	text, _ := x.constantString()
	return literalValue(text[before:])
}

// checked is the text of a vertex whose value is compiled first, for everything that can be
// wrong with it.
func (m *marshaling) checked(v *vertex, known guards) *value {
	if x := m.value(v, known); x.typ == nil {
		return x
	}
	return m.vertex(v, known, true)
}

// of is the text of an expression. The whole argument is the outermost one.
func (m *marshaling) of(e ast.Expr, s *scope, known guards, outermost bool) *value {
	e = unparen(e)
	if text := m.constant(e, s); text != nil {
		return text
	}
	switch e := e.(type) {
	case *ast.StructLit:
		body := &vertex{anonymous: true}
		body.add(conjunct{expr: e, scope: s})
		return m.vertex(body, known, true)
	case *ast.ListLit:
		return m.listText(e, s, known)
	}
	if v, ok := m.reference(e, s).(*vertex); ok && !m.isInput(v) && v != m.root.arc("input") && v.pkg == nil && (v.defined() || v.anonymous) {
		m.expand(v)
		if v.isStruct() || isWrittenList(v) {
			within := m.within(v)
			if x := m.there(v, m.value(v, within)); x.typ == nil {
				return x
			}
			return m.vertex(v, within, outermost)
		}
	}
	return m.ofValue(m.expr(e, s), s, e.Pos())
}

// isWrittenList reports whether the value of a vertex is one list literal.
func isWrittenList(v *vertex) bool {
	if len(v.leaves) != 1 || len(v.leaves[0].guards) > 0 {
		return false
	}
	lit, ok := v.leaves[0].expr.(*ast.ListLit)
	return ok && !isOpenList(lit)
}

// vertex is the text of what is unified at one path. The fields of a struct have the order of
// the source in CUE if it is one literal. Where it is reached by a reference inside of what is
// marshaled, that holds for fields without conditions only.
func (m *marshaling) vertex(v *vertex, known guards, here bool) *value {
	m.expand(v)
	if !v.isStruct() {
		if len(v.leaves) == 1 && len(v.leaves[0].guards.without(known)) == 0 {
			return m.of(v.leaves[0].expr, v.leaves[0].scope, known, false)
		}
		return m.ofValue(m.value(v, known), v.conjuncts[0].scope, v.pos())
	}
	if len(v.leaves) > 0 || len(v.patterns) > 0 || len(v.conjuncts) != 1 || !isLiteral(v.conjuncts[0].expr) || !here && len(v.conditions) > 0 {
		return m.unordered(v.pos())
	}
	if len(v.dynamic) > 0 {
		return m.computed(v)
	}
	return m.structText(v, known)
}

// unordered reports a struct whose order in CUE is not that of one literal.
func (m *marshaling) unordered(pos token.Pos) *value {
	return m.fail(pos, "the order in which CUE writes these fields depends on more than one struct",
		"write the fields in one struct where it is marshaled, such as "+sourceText(m.function)+"({a: x.a, b: x.b})")
}

func unparen(e ast.Expr) ast.Expr {
	for {
		paren, ok := e.(*ast.ParenExpr)
		if !ok {
			return e
		}
		e = paren.X
	}
}

func isLiteral(e ast.Expr) bool {
	_, ok := unparen(e).(*ast.StructLit)
	return ok
}
