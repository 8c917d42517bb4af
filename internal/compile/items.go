package compile

import (
	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// item is an element of something constant.
type item struct{ key, value any }

// constantItems lists what a for clause iterates over when it does not depend on the
// input: a constant list or struct, or a struct of structs whose keys are constant.
func (c *compiler) constantItems(source ast.Expr, s *scope) ([]item, bool) {
	if v, ok := c.reference(source, s).(*vertex); ok {
		return c.vertexItems(v)
	}
	lit, ok := source.(*ast.ListLit)
	if !ok {
		return c.literalItems(source, s)
	}
	var items []item
	for i, elem := range lit.Elts {
		switch elem.(type) {
		case *ast.Comprehension, *ast.Ellipsis:
			return c.literalItems(source, s)
		}
		items = append(items, item{literalValue(int64(i)), (&lazy{expr: elem, scope: s}).vertex()})
	}
	return items, true
}

func (c *compiler) vertexItems(v *vertex) ([]item, bool) {
	if c.isInput(v) || v == c.root.arc("input") || v.compiling {
		return nil, false
	}
	v.compiling = true
	defer func() { v.compiling = false }()
	c.expand(v)
	if !v.isStruct() {
		return c.leafItems(v)
	}
	if len(v.dynamic) > 0 || len(v.leaves) > 0 || len(v.conditions) > 0 {
		return nil, false // the order of fields below an if is not that of the source in CUE
	}
	var items []item
	structs, constant := true, true
	for _, a := range c.fields(v) {
		if cond, _ := c.existence(a, c.within(v)); cond != nil {
			return nil, false
		}
		c.expand(a)
		structs = structs && a.isStruct()
		constant = constant && (structs || isConstant(c.value(a, c.within(a)).expr))
		items = append(items, item{literalValue(a.label), a})
	}
	return items, structs || constant
}

// leafItems lists a list that v has as its value.
func (c *compiler) leafItems(v *vertex) ([]item, bool) {
	if len(v.leaves) != 1 {
		return nil, false
	}
	leaf := v.leaves[0]
	if lit, ok := leaf.expr.(*ast.ListLit); ok && !isOpenList(lit) {
		x := c.expr(lit, leaf.scope)
		if !isConstant(x.expr) {
			return nil, false
		}
	}
	return c.constantItems(leaf.expr, leaf.scope)
}

func (c *compiler) literalItems(source ast.Expr, s *scope) ([]item, bool) {
	constant, ok := c.expr(source, s).constant()
	if !ok {
		return nil, false
	}
	var items []item
	switch constant := constant.(type) {
	case []model.Value:
		for i, elem := range constant {
			items = append(items, item{literalValue(int64(i)), literalValue(elem)})
		}
	case model.Object:
		for _, m := range constant {
			items = append(items, item{literalValue(m.Key), literalValue(m.Value)})
		}
	default:
		return nil, false
	}
	return items, true
}
