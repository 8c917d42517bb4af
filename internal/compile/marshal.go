package compile

import (
	"cmp"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// marshaling compiles json.Marshal: CUE keeps the fields of a struct in an order of its own,
// and Terraform's jsonencode sorts them, so that the text is put together here from what the
// argument is written as. Every method returns an expression for a text.
type marshaling struct {
	*compiler
	function ast.Expr // json.Marshal, as it is written
}

// marshal compiles a call of json.Marshal.
func (c *compiler) marshal(e *ast.CallExpr, s *scope) *value {
	m := &marshaling{c, e.Fun}
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
	return text
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
	if v := m.constantOf(&ast.CallExpr{Fun: m.function, Args: []ast.Expr{e}}, s); v != nil {
		return v
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
		"write the fields in one struct where it is marshaled, such as json.Marshal({a: x.a, b: x.b})")
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

// structText is the text of a struct literal.
func (m *marshaling) structText(v *vertex, known guards) *value {
	written, ok := m.inOrderOfCUE(v, known)
	if !ok {
		return &value{expr: model.NewLiteral(nil)}
	}
	var fields []*model.Element
	for _, f := range written {
		clauses := f.guards.without(known).clauses()
		text := m.below(clauses, func() *value { return m.of(f.expr, f.scope, known.and(f.guards), false) })
		if text.typ == nil {
			return text
		}
		name := m.fold(jsonString(literalValue(f.label)))
		fields = append(fields, &model.Element{Clauses: clauses, Value: joined(name, literalValue(":"), text).expr})
	}
	return m.enclosed("{", fields, "}", v.pos())
}

// labelled is a field of a struct literal.
type labelled struct {
	label string
	conjunct
}

// inOrderOfCUE lists the fields of a struct literal in the order in which CUE writes them. The
// struct literals in it, of which one is below each condition, come in the order of their last
// fields, hidden and optional ones included, each with all its own fields.
func (m *marshaling) inOrderOfCUE(v *vertex, known guards) (fields []labelled, ok bool) {
	var groups [][]labelled
	var literals []*scope
	for _, a := range v.arcs {
		for _, c := range a.conjuncts {
			if a.defined() && (c.constraint || len(a.conjuncts) > 1 && len(c.guards.without(known)) == 0) {
				m.report(a.pos(), "the field "+a.label+" stands more than once in what is marshaled", "write it once, with its value")
				return nil, false
			}
			i := slices.Index(literals, c.scope)
			if i < 0 {
				i = len(literals)
				literals, groups = append(literals, c.scope), append(groups, nil)
			}
			groups[i] = append(groups[i], labelled{a.label, c})
		}
	}
	offset := func(f labelled) int { return f.pos().Offset() }
	for _, group := range groups {
		slices.SortStableFunc(group, func(a, b labelled) int { return cmp.Compare(offset(a), offset(b)) })
	}
	slices.SortStableFunc(groups, func(a, b []labelled) int { return cmp.Compare(offset(a[len(a)-1]), offset(b[len(b)-1])) })
	for _, f := range slices.Concat(groups...) {
		if !isHidden(f.label) && !isDefinition(f.label) && !f.constraint {
			fields = append(fields, f)
		}
	}
	return fields, true
}

// below is the text of something below clauses.
func (m *marshaling) below(clauses []*model.Clause, text func() *value) (v *value) {
	m.under(clauses, func() { v = text() })
	return v
}

// computed is the text of a struct whose keys are those of a map, in their order.
func (m *marshaling) computed(v *vertex) *value {
	d := v.dynamic[0]
	if len(v.dynamic) > 1 || len(m.fields(v)) > 0 || !sortedKeys(d) {
		return m.fail(d.field.Pos(), "the order in which CUE writes these fields is that of what they are made from",
			"make a map in the order of its keys, alone in its struct: {for k in list.SortStrings([for k, _ in m {k}]) {(k): m[k]}}")
	}
	text := m.below(d.clauses, func() *value { return m.of(d.value.expr, d.value.scope, d.value.guards, false) })
	if text.typ == nil {
		return text
	}
	field := joined(jsonString(d.key), literalValue(":"), text)
	return m.enclosed("{", []*model.Element{{Clauses: d.clauses, Value: field.expr}}, "}", v.pos())
}

// sortedKeys reports whether the keys of the computed fields are those of a map, in order.
func sortedKeys(d *dynamicField) bool {
	if len(d.clauses) == 0 || d.clauses[0].For == nil {
		return false
	}
	loop := d.clauses[0].For
	if !onlyConditions(d.clauses[1:]) || d.key.expr.Op != model.OpVar || d.key.expr.Name != loop.Value {
		return false
	}
	if loop.In.Op != model.OpCall || loop.In.Name != "sort" || loop.In.Args[0].Op != model.OpList || len(loop.In.Args[0].Elems) != 1 {
		return false
	}
	elem := loop.In.Args[0].Elems[0]
	return len(elem.Clauses) > 0 && onlyConditions(elem.Clauses[1:]) && elem.Clauses[0].For != nil && isMap(elem.Clauses[0].For.In) &&
		elem.Value.Op == model.OpVar && elem.Value.Name == elem.Clauses[0].For.Key
}

func isMap(e *model.Expr) bool { return e.Kind == model.Map || e.Kind == model.Record }

// listText is the text of a list literal.
func (m *marshaling) listText(e *ast.ListLit, s *scope, known guards) *value {
	var elems []*model.Element
	failed := false
	add := func(clauses []*model.Clause, elem ast.Expr, s *scope, known guards) {
		text := m.below(clauses, func() *value { return m.of(elem, s, known, false) })
		failed = failed || text.typ == nil
		elems = append(elems, &model.Element{Clauses: clauses, Value: text.expr})
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
	return m.enclosed("[", elems, "]", e.Pos())
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
			text = newValue(&model.Expr{Op: model.OpIf, Args: []*model.Expr{isNull, model.NewLiteral("null"), text.expr}}, text.typ)
		}
		return text
	}
	switch x.typ.Kind {
	case model.Null:
		return literalValue("null")
	case model.String:
		return m.fold(jsonString(x))
	case model.Number, model.Bool:
		return m.fold(joined(x))
	case model.List:
		if x.typ.Elem == nil {
			return literalValue("[]")
		}
		loop, inner, item := m.loopOver(x, s)
		clauses := []*model.Clause{{For: loop}}
		text := m.below(clauses, func() *value { return m.ofValue(item, inner, pos) })
		if text.typ == nil {
			return text
		}
		return m.enclosed("[", []*model.Element{{Clauses: clauses, Value: text.expr}}, "]", pos)
	case model.Map:
		return m.fail(pos, "CUE writes a map in the order in which its keys were given, which Terraform does not know",
			"write it in the order of the keys: {for k in list.SortStrings([for k, _ in m {k}]) {(k): m[k]}}")
	case model.Record:
		return m.fail(pos, "CUE writes these fields in an order that depends on the input, which Terraform does not know",
			"write the fields in one struct where it is marshaled, such as json.Marshal({a: x.a, if x.b != _|_ {b: x.b}})")
	}
	return m.fail(pos, kindName(x.typ)+" cannot be marshaled", "let it be of one kind")
}

// jsonString is a text in quotes.
func jsonString(x *value) *value {
	return newValue(&model.Expr{Op: model.OpCall, Name: "json_string", Args: []*model.Expr{x.expr}}, &model.Type{Kind: model.String})
}

// joined is an interpolation of parts.
func joined(parts ...*value) *value {
	e := &model.Expr{Op: model.OpText}
	for _, part := range parts {
		e.Args = appendPart(e.Args, part.expr)
	}
	return interpolated(e)
}

// appendPart adds a part to those of an interpolation. Literals side by side are one.
func appendPart(parts []*model.Expr, part *model.Expr) []*model.Expr {
	if part.Op == model.OpText {
		for _, inner := range part.Args {
			parts = appendPart(parts, inner)
		}
		return parts
	}
	if text, ok := part.LiteralString(); ok && len(parts) > 0 {
		if before, ok := parts[len(parts)-1].LiteralString(); ok {
			parts[len(parts)-1] = model.NewLiteral(before + text)
			return parts
		}
	}
	return append(parts, part)
}

// interpolated is an interpolation, or its only part if that is a literal.
func interpolated(e *model.Expr) *value {
	if len(e.Args) == 1 {
		if text, ok := e.Args[0].LiteralString(); ok {
			return literalValue(text)
		}
	}
	return newValue(e, &model.Type{Kind: model.String})
}

// enclosed is the text of elements between brackets, with commas between them.
func (m *marshaling) enclosed(open string, elems []*model.Element, end string, pos token.Pos) *value {
	e := &model.Expr{Op: model.OpText, Args: []*model.Expr{model.NewLiteral(open)}, Pos: Position(pos)}
	if slices.ContainsFunc(elems, func(elem *model.Element) bool { return len(elem.Clauses) > 0 }) {
		list := &model.Expr{Op: model.OpList, Elems: elems, Kind: model.List, Pos: Position(pos)}
		e.Args = append(e.Args, &model.Expr{Op: model.OpCall, Name: "join", Args: []*model.Expr{list, model.NewLiteral(",")}, Kind: model.String, Pos: Position(pos)})
	} else {
		for i, elem := range elems {
			if i > 0 {
				e.Args = appendPart(e.Args, model.NewLiteral(","))
			}
			e.Args = appendPart(e.Args, elem.Value)
		}
	}
	e.Args = appendPart(e.Args, model.NewLiteral(end))
	return interpolated(e)
}
