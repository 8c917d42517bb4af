package compile

import (
	"cuelang.org/go/cue/ast"
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
		got := c.fold(newValue(&model.Expr{Op: model.OpGet, Name: name, Args: []*model.Expr{x.expr}}, f.Type))
		got.fallback = f.Default
		return got
	}
	return c.failf(pos, "", "a %s has no field %s", kindName(x.typ), name)
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
