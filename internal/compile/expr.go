package compile

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// expr compiles an expression.
func (c *compiler) expr(e ast.Expr, s *scope) *value {
	if c.spend(e, 1) {
		return &value{expr: literalValue(nil).expr}
	}
	if c.depth++; c.depth > maxDepth {
		c.depth--
		return c.fail(e.Pos(), "the expression nests too deeply", "name its parts with hidden fields, and break cycles of references")
	}
	defer func() { c.depth-- }()
	v := c.rawExpr(e, s)
	if v.expr.Pos == (model.Position{}) {
		v.expr.Pos = position(e.Pos())
	}
	return v
}

func (c *compiler) rawExpr(e ast.Expr, s *scope) *value {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.expr(e.X, s)
	case *ast.BasicLit:
		return c.basicLit(e)
	case *ast.Interpolation:
		return c.interpolation(e, s)
	case *ast.Ident, *ast.SelectorExpr:
		return c.referenceValue(e, s)
	case *ast.IndexExpr:
		return c.index(e, s)
	case *ast.ListLit:
		return c.list(e, s)
	case *ast.StructLit:
		body := &vertex{anonymous: true}
		body.add(conjunct{expr: e, scope: s})
		return c.value(body, nil)
	case *ast.UnaryExpr:
		return c.unary(e, s)
	case *ast.BinaryExpr:
		return c.binary(e, s)
	case *ast.CallExpr:
		return c.call(e, s)
	}
	return c.unsupported(e)
}

// unsupported reports a construct that has no counterpart in Terraform.
func (c *compiler) unsupported(e ast.Expr) *value {
	what := "this expression"
	switch e.(type) {
	case *ast.BottomLit:
		what = "_|_ outside of a comparison"
	case *ast.SliceExpr:
		what = "a slice"
	case *ast.Comprehension:
		what = "a comprehension here"
	case *ast.Ellipsis, *ast.PostfixExpr:
		what = "an ellipsis here"
	case *ast.Func:
		what = "a function type"
	}
	return c.fail(e.Pos(), what+" is not supported", "write it with if, for, [if c {a}, b][0], interpolation and the functions that the documentation lists")
}

// basicLit compiles a string, number, bool or null.
func (c *compiler) basicLit(e *ast.BasicLit) *value {
	switch e.Kind {
	case token.NULL:
		return literalValue(nil)
	case token.TRUE:
		return literalValue(true)
	case token.FALSE:
		return literalValue(false)
	case token.STRING:
		if strings.HasPrefix(strings.TrimLeft(e.Value, "#"), "'") {
			return c.fail(e.Pos(), "bytes are not supported", "write a string in double quotes")
		}
		s, err := literal.Unquote(e.Value)
		if err != nil {
			return c.fail(e.Pos(), "the string cannot be read: "+err.Error(), "")
		}
		return literalValue(s)
	case token.INT:
		return c.integer(e)
	}
	return c.failf(e.Pos(), "write a whole number, or a string such as \"500m\"", "%s is not a whole number, and fractions print differently in CUE and Terraform", e.Value)
}

func (c *compiler) integer(e *ast.BasicLit) *value {
	var info literal.NumInfo
	if err := literal.ParseNum(e.Value, &info); err == nil && info.IsInt() {
		if n, ok := parseInt(info.String()); ok {
			return literalValue(n)
		}
	}
	return c.failf(e.Pos(), "write a smaller number, or a string", "%s does not fit in 64 bits", e.Value)
}

// interpolation compiles "…\(x)…".
func (c *compiler) interpolation(e *ast.Interpolation, s *scope) *value {
	first, last := e.Quotes()
	info, skip, _, err := literal.ParseQuotes(first.Value, last.Value)
	if err != nil || !info.IsDouble() {
		return c.fail(e.Pos(), "this interpolation is not supported", "write a string in double quotes")
	}
	text := &model.Expr{Op: model.OpText, Pos: position(e.Pos())}
	for i, part := range e.Elts {
		if i%2 == 1 {
			text.Args = appendText(text.Args, c.textPart(part, s).expr)
			continue
		}
		fragment, err := info.Unquote(part.(*ast.BasicLit).Value[skip:])
		if err != nil {
			return c.fail(part.Pos(), "the string cannot be read: "+err.Error(), "")
		}
		if fragment != "" {
			text.Args = append(text.Args, literalValue(fragment).expr)
		}
		skip = len(")")
	}
	if len(text.Args) == 1 && text.Args[0].Kind == model.String {
		return newValue(text.Args[0], &model.Type{Kind: model.String})
	}
	return c.fold(newValue(text, &model.Type{Kind: model.String}))
}

// appendText adds a part, or the parts of an interpolation within an interpolation.
func appendText(parts []*model.Expr, part *model.Expr) []*model.Expr {
	if part.Op == model.OpText {
		return append(parts, part.Args...)
	}
	return append(parts, part)
}

// textPart compiles what stands in an interpolation: a string or a whole number.
func (c *compiler) textPart(e ast.Expr, s *scope) *value {
	v := c.expr(e, s)
	switch {
	case v.typ == nil:
	case v.typ.Kind != model.String && v.typ.Kind != model.Number:
		return c.failf(e.Pos(), "write [if x {\"…\"}, \"…\"][0], or the words themselves", "a %s cannot stand in a string: it prints differently in CUE and Terraform", kindName(v.typ))
	}
	return v
}

// referenceValue compiles an identifier or a selector.
func (c *compiler) referenceValue(e ast.Expr, s *scope) *value {
	switch r := c.reference(e, s).(type) {
	case *vertex:
		return c.refer(r, e.Pos())
	case *value:
		return &value{expr: shallowCopy(r.expr), typ: r.typ}
	case builtin:
		return c.failf(e.Pos(), "give the field a value; types and constraints belong in #Input", "%s is not a value", r)
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return c.failf(e.Pos(), "", "there is no %s", e.(*ast.Ident).Name)
	}
	return c.get(c.expr(sel.X, s), labelName(sel.Sel), sel.Sel.Pos())
}

func shallowCopy(e *model.Expr) *model.Expr {
	copied := *e
	return &copied
}

// get compiles the selection of a field of a value.
func (c *compiler) get(x *value, name string, pos token.Pos) *value {
	if x.typ == nil {
		return x
	}
	switch x.typ.Kind {
	case model.Map:
		return newValue(&model.Expr{Op: model.OpIndex, Args: []*model.Expr{x.expr, literalValue(name).expr}}, x.typ.Elem)
	case model.Record:
		f := x.typ.Field(name)
		if f == nil {
			return c.failf(pos, "", "there is no field %s", name)
		}
		return c.fold(newValue(&model.Expr{Op: model.OpGet, Name: name, Args: []*model.Expr{x.expr}}, f.Type))
	}
	return c.failf(pos, "", "a %s has no field %s", kindName(x.typ), name)
}

// index compiles x[i], or the choice [if c {a}, b][0].
func (c *compiler) index(e *ast.IndexExpr, s *scope) *value {
	if list, ok := e.X.(*ast.ListLit); ok && isZero(e.Index) {
		return c.choice(list, s)
	}
	if v, ok := c.reference(e, s).(*vertex); ok {
		return c.refer(v, e.Pos())
	}
	x, key := c.expr(e.X, s), c.expr(e.Index, s)
	switch {
	case x.typ == nil || key.typ == nil:
		return &value{expr: x.expr}
	case isMapping(x.typ):
		c.want(model.String, key, e.Index.Pos())
	case x.typ.Kind == model.List:
		c.want(model.Number, key, e.Index.Pos())
	default:
		return c.failf(e.Pos(), "", "a %s has no elements", kindName(x.typ))
	}
	elem := elemOf(x.typ)
	if elem != nil && elem.Kind == "" {
		return c.fail(e.Pos(), "the values are of different kinds", "make them all of one kind, or select one by its name")
	}
	return c.fold(newValue(&model.Expr{Op: model.OpIndex, Args: []*model.Expr{x.expr, key.expr}}, elem))
}

func isZero(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Kind == token.INT && lit.Value == "0"
}

// choice compiles [if c {a}, b][0]: the first element that is there.
func (c *compiler) choice(list *ast.ListLit, s *scope) *value {
	var all []alternative
	for _, elem := range list.Elts {
		comprehension, conditional := elem.(*ast.Comprehension)
		if !conditional {
			if _, open := elem.(*ast.Ellipsis); !open {
				all = append(all, alternative{nil, c.expr(elem, s), elem})
			}
			break
		}
		looped := false
		c.clauses(comprehension.Clauses, s, nil, func(inner *scope, clauses []*model.Clause) {
			if !onlyConditions(clauses) {
				looped = true
				return
			}
			if n := len(all); n > 0 && len(all[n-1].guards) == 0 {
				return // an element before is always there
			}
			gs := guardsOf(clauses)
			body := &vertex{anonymous: true}
			body.add(conjunct{expr: comprehension.Value, scope: inner})
			all = append(all, alternative{gs, c.value(body, gs), elem})
		})
		if looped {
			return c.fail(elem.Pos(), "a for clause cannot stand in a choice", "write [if c {a}, b][0]")
		}
		if n := len(all); n > 0 && len(all[n-1].guards) == 0 {
			break
		}
	}
	if len(all) == 0 {
		return c.fail(list.Pos(), "the list is always empty", "write [if c {a}, b][0]")
	}
	if last := all[len(all)-1]; len(last.guards) > 0 && !complete(all) {
		return c.fail(last.expr.Pos(), "there is no value when none of the conditions holds", "write the last element without if, or as the exact opposite of the one before it")
	}
	return c.choose(all)
}

// complete reports whether one of two alternatives always holds.
func complete(all []alternative) bool {
	return len(all) == 2 && len(all[0].guards) > 0 && len(all[1].guards) > 0 && opposite(all[0].guards.expr(), all[1].guards.expr())
}

// list compiles a list literal.
func (c *compiler) list(e *ast.ListLit, s *scope) *value {
	list := &model.Expr{Op: model.OpList, Pos: position(e.Pos())}
	t := &model.Type{Kind: model.List}
	add := func(clauses []*model.Clause, v *value) {
		t.Elem = join(t.Elem, v.typ, len(list.Elems) == 0)
		list.Elems = append(list.Elems, &model.Element{Clauses: clauses, Value: v.expr})
	}
	for _, elem := range e.Elts {
		switch elem := elem.(type) {
		case *ast.Ellipsis:
		case *ast.Comprehension:
			c.clauses(elem.Clauses, s, nil, func(inner *scope, clauses []*model.Clause) {
				c.ordered(elem, clauses)
				body := &vertex{anonymous: true}
				body.add(conjunct{expr: elem.Value, scope: inner})
				add(clauses, c.value(body, guardsIn(clauses)))
			})
		default:
			add(nil, c.expr(elem, s))
		}
	}
	return foldList(newValue(list, t))
}

// guardsIn are the conditions among the clauses.
func guardsIn(clauses []*model.Clause) guards {
	var gs guards
	for _, clause := range clauses {
		if clause.If != nil {
			gs = gs.and(guards{newGuard(clause.If)})
		}
	}
	return gs
}

// foldList makes a literal of a list of literals.
func foldList(v *value) *value {
	list := make([]model.Value, 0, len(v.expr.Elems))
	for _, elem := range v.expr.Elems {
		if len(elem.Clauses) > 0 || elem.Value.Op != model.OpLiteral {
			return v
		}
		list = append(list, elem.Value.Value.Value)
	}
	folded := literalValue(list)
	folded.expr.Pos = v.expr.Pos
	return folded
}

// want reports a value that is not of the kind.
func (c *compiler) want(kind model.Kind, v *value, pos token.Pos) *value {
	if v.typ == nil || v.typ.Kind == kind || kind == model.Record && v.typ.Kind == model.Map {
		return v
	}
	return c.failf(pos, "", "this is a %s, where a %s is needed", kindName(v.typ), kind)
}

func kindName(t *model.Type) string {
	if t.Kind == "" {
		return "value of several kinds"
	}
	return string(t.Kind)
}
