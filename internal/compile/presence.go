package compile

import (
	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// exists compiles x != _|_ (present) or x == _|_.
func (c *compiler) exists(e ast.Expr, s *scope, present bool) *value {
	x := c.presence(e, s)
	if !present {
		x = newValue(x.expr.Negate(), x.typ)
	}
	return c.fold(x)
}

func (c *compiler) presence(e ast.Expr, s *scope) *value {
	switch r := c.reference(e, s).(type) {
	case *vertex:
		if !c.isInput(r) {
			if !r.defined() {
				return literalValue(false)
			}
			cond, _ := c.existence(r, c.within(r.up))
			if cond == nil {
				return literalValue(true)
			}
			return newValue(shallowCopy(cond), boolean())
		}
		return c.inputPresence(r, e)
	case *value:
		return literalValue(true)
	}
	var up ast.Expr
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.presence(e.X, s)
	case *ast.SelectorExpr:
		up = e.X
	case *ast.IndexExpr:
		up = e.X
	default:
		return c.fail(e.Pos(), "only a field can be tested for being there", "write x.field != _|_ or x[key] != _|_")
	}
	outer := literalValue(true)
	switch up.(type) {
	case *ast.SelectorExpr, *ast.IndexExpr, *ast.Ident:
		outer = c.presence(up, s)
	}
	inner := c.partPresence(e, s)
	if inner.typ == nil {
		return inner
	}
	inner.expr.Pos = Position(e.Pos())
	return newValue(lazyAnd(outer.expr, inner.expr), boolean())
}

// partPresence is the condition under which something that is there has the part that an
// expression selects.
func (c *compiler) partPresence(e ast.Expr, s *scope) *value {
	var of, key *value
	switch e := e.(type) {
	case *ast.SelectorExpr:
		of, key = c.partOf(e.X, s), literalValue(labelName(e.Sel))
	case *ast.IndexExpr:
		of, key = c.partOf(e.X, s), c.expr(e.Index, s)
	}
	if of.typ == nil || key.typ == nil {
		return &value{expr: of.expr}
	}
	return c.unlessNull(of, c.memberPresence(of, key, e))
}

// memberPresence is [compiler.partPresence] for a value that is not null.
func (c *compiler) memberPresence(of, key *value, e ast.Expr) *value {
	if of.typ.Kind == model.List && key.typ.Kind == model.Number {
		length := &model.Expr{Op: model.OpCall, Name: "length", Args: []*model.Expr{of.expr}, Kind: model.Number, Pos: Position(e.Pos())}
		return c.fold(newValue(&model.Expr{Op: model.OpMore, Args: []*model.Expr{length, key.expr}}, boolean()))
	}
	if !isMapping(of.typ) {
		return c.failf(e.Pos(), "test a field of an object, or a key of a map", "%s has no fields", kindName(of.typ))
	}
	if key = c.want(model.String, key, e.Pos()); key.typ == nil {
		return key
	}
	name, constant := key.constantString()
	if of.typ.Kind == model.Record && constant {
		return c.attributePresence(of, name)
	}
	return newValue(&model.Expr{Op: model.OpHasKey, Args: []*model.Expr{of.expr, key.expr}}, boolean())
}

func (c *compiler) inputPresence(v *vertex, e ast.Expr) *value {
	if v.up == c.inputs {
		f := c.inputType.Field(v.label)
		if f == nil || !f.Optional {
			return literalValue(true)
		}
		// Terraform's value for an absent variable is null, and so is OpHas's test; the
		// input as a whole has no expression, so the variable itself is tested.
		return newValue(&model.Expr{Op: model.OpHas, Name: v.label}, &model.Type{Kind: model.Bool})
	}
	of := c.inputValue(v.up, e.Pos())
	has := c.unlessNull(of, c.attributePresence(of, v.label))
	return newValue(lazyAnd(c.inputPresence(v.up, e).expr, has.expr), has.typ)
}

func (c *compiler) attributePresence(of *value, name string) *value {
	f := of.typ.Field(name)
	if u := c.unions[f]; u != nil {
		return c.unionPresence(u, of, name)
	}
	if f == nil || !f.Optional {
		return literalValue(f != nil)
	}
	return newValue(&model.Expr{Op: model.OpHas, Name: name, Args: []*model.Expr{of.expr}}, &model.Type{Kind: model.Bool})
}

// unlessNull is a condition on what is in a value, which does not hold where that is null.
func (c *compiler) unlessNull(of, has *value) *value {
	if has.typ == nil || !of.typ.Nullable {
		return has
	}
	there := &model.Expr{Op: model.OpNotEqual, Args: []*model.Expr{of.expr, model.NewLiteral(nil)}, Kind: model.Bool, Pos: has.expr.Pos}
	return newValue(lazyAnd(there, has.expr), boolean())
}
