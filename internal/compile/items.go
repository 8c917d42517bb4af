package compile

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// item is an element of something that a for clause iterates over at compile time.
type item struct {
	key, value any
	exists     *model.Expr // the condition under which it is there; nil for always
}

// constantItems lists what a for clause iterates over when it does not depend on the
// input: a constant list or struct, or a struct of structs whose keys are constant.
func (c *compiler) constantItems(source ast.Expr, s *scope) ([]item, bool) {
	if v, ok := c.reference(source, s).(*vertex); ok {
		items, ok := c.vertexItems(v)
		if !ok && len(v.leaves) > 1 && !v.isStruct() && !v.listing {
			if constant, err := c.evaluated(source, s); err == nil {
				return constantElements(constant)
			}
		}
		return items, ok
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
		element := (&lazy{expr: elem, scope: s}).vertex()
		element.about = docText(elem)
		items = append(items, item{key: literalValue(int64(i)), value: element})
	}
	return items, true
}

func (c *compiler) vertexItems(v *vertex) ([]item, bool) {
	if c.isInput(v) || v == c.root.arc("input") || v.compiling || v.listing {
		return nil, false
	}
	v.listing = true
	defer func() { v.listing = false }()
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
		constant = constant && (structs || c.value(a, c.within(a)).expr.IsConstant())
		items = append(items, item{key: literalValue(a.label), value: a})
	}
	return items, structs || constant
}

// leafItems lists a list that v has as its value.
func (c *compiler) leafItems(v *vertex) ([]item, bool) {
	if len(v.leaves) != 1 {
		return nil, false
	}
	leaf := v.leaves[0]
	if lit, ok := leaf.expr.(*ast.ListLit); ok && !isOpenList(lit) && !allStructs(lit) {
		x := c.expr(lit, leaf.scope)
		if !x.expr.IsConstant() {
			return nil, false
		}
	}
	return c.constantItems(leaf.expr, leaf.scope)
}

// allStructs reports whether the elements of a list are written out and structs: these
// read better where they are used, and need not be alike there.
func allStructs(lit *ast.ListLit) bool {
	for _, elem := range lit.Elts {
		if _, ok := elem.(*ast.StructLit); !ok {
			return false
		}
	}
	return len(lit.Elts) > 0
}

func (c *compiler) literalItems(source ast.Expr, s *scope) ([]item, bool) {
	constant, ok := c.expr(source, s).constant()
	if !ok {
		return nil, false
	}
	return constantElements(constant)
}

// constantElements are the elements of a constant list, or the members of an object.
func constantElements(constant model.Value) ([]item, bool) {
	var items []item
	switch constant := constant.(type) {
	case []model.Value:
		for i, elem := range constant {
			items = append(items, item{key: literalValue(int64(i)), value: literalValue(elem)})
		}
	case model.Object:
		for _, m := range constant {
			items = append(items, item{key: literalValue(m.Key), value: literalValue(m.Value)})
		}
	default:
		return nil, false
	}
	return items, true
}

// keyItems lists the keys that list.SortStrings([for k, _ in m {k}]) gives when m is a
// struct of the contract whose fields are all written out, some of them below an if. So
// the members of a list can be kept as a struct, where each has a name: what they are is
// known here, and only whether they are there depends on the input.
func (c *compiler) keyItems(source ast.Expr, s *scope) ([]item, bool) {
	source, s = c.written(source, s)
	call, ok := source.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || c.reference(call.Fun, s) != builtin("list.SortStrings") {
		return nil, false
	}
	of := keysOf(call.Args[0])
	if of == nil {
		return nil, false
	}
	v, ok := c.reference(of, s).(*vertex)
	if !ok || c.isInput(v) || v == c.root.arc("input") || v.compiling {
		return nil, false
	}
	c.expand(v)
	if !v.isStruct() || len(v.dynamic) > 0 || len(v.leaves) > 0 {
		return nil, false
	}
	c.note(v.doc())
	var items []item
	for _, a := range c.fields(v) {
		exists, _ := c.existence(a, nil)
		items = append(items, item{key: literalValue(int64(len(items))), value: literalValue(a.label), exists: exists})
	}
	slices.SortFunc(items, func(a, b item) int {
		return strings.Compare(a.value.(*value).expr.Value.Value.(string), b.value.(*value).expr.Value.Value.(string))
	})
	return items, true
}

// written is the expression that a reference stands for, if that is the value of a field
// whatever the input is, and its scope.
func (c *compiler) written(e ast.Expr, s *scope) (ast.Expr, *scope) {
	v, ok := c.reference(e, s).(*vertex)
	if !ok || c.isInput(v) || v.compiling {
		return e, s
	}
	if c.expand(v); len(v.leaves) != 1 || v.isStruct() || len(v.leaves[0].guards) > 0 {
		return e, s
	}
	return c.written(v.leaves[0].expr, v.leaves[0].scope)
}

// keysOf returns m for [for k, _ in m {k}], or nil.
func keysOf(e ast.Expr) ast.Expr {
	lit, ok := e.(*ast.ListLit)
	if !ok || len(lit.Elts) != 1 {
		return nil
	}
	comprehension, ok := lit.Elts[0].(*ast.Comprehension)
	if !ok || len(comprehension.Clauses) != 1 {
		return nil
	}
	clause, ok := comprehension.Clauses[0].(*ast.ForClause)
	body, isStruct := comprehension.Value.(*ast.StructLit)
	if !ok || !isStruct || clause.Key == nil || len(body.Elts) != 1 {
		return nil
	}
	embedded, ok := body.Elts[0].(*ast.EmbedDecl)
	if !ok {
		return nil
	}
	if id, ok := embedded.Expr.(*ast.Ident); !ok || id.Name != clause.Key.Name {
		return nil
	}
	return clause.Source
}
