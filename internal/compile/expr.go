package compile

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// expr compiles an expression.
func (c *compiler) expr(e ast.Expr, s *scope) *value {
	if c.spend(e, 1) {
		return &value{expr: model.NewLiteral(nil)}
	}
	if c.depth++; c.depth > maxDepth {
		c.depth--
		return c.fail(e.Pos(), "the expression nests too deeply", "name its parts with hidden fields, and break cycles of references")
	}
	part := c.part
	if _, inner := e.(*ast.ParenExpr); !inner {
		c.part = false
	}
	c.trail = append(c.trail, e)
	defer func() { c.depth--; c.trail = c.trail[:len(c.trail)-1] }()
	v := c.rawExpr(e, s)
	if !part && c.completed(v.typ) {
		return c.fail(e.Pos(), "this is one of several structs, of which CUE has more fields than an input gives", "write the fields that are needed one by one, under conditions: if x.kind == \"a\" {…}")
	}
	if v.expr.Pos == (model.Position{}) {
		v.expr.Pos = Position(e.Pos())
	}
	return v
}

// partOf compiles what only a part is taken of: a field, an element, or whether it is there.
func (c *compiler) partOf(e ast.Expr, s *scope) *value {
	c.part = true
	return c.expr(e, s)
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
		return c.value(body, c.surely())
	case *ast.UnaryExpr:
		return c.unary(e, s)
	case *ast.BinaryExpr:
		return c.binary(e, s)
	case *ast.CallExpr:
		return c.call(e, s)
	}
	if v := c.constantOf(e, s); v != nil {
		return v
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
		if v, err := c.evaluated(e, s); err == nil { // such as time.Hour
			return literalValue(v)
		}
		return c.failf(e.Pos(), "give the field a value; types and constraints belong in #Input", "%s is not a value", r)
	}
	sel, ok := e.(*ast.SelectorExpr)
	if !ok {
		return c.failf(e.Pos(), "declare it, or write input."+e.(*ast.Ident).Name+" for an input", "there is no %s", e.(*ast.Ident).Name)
	}
	if of, ok := c.reference(sel.X, s).(*vertex); ok && of.pkg != nil {
		return c.noField(of.pkg, labelName(sel.Sel), sel.Sel.Pos())
	}
	return c.get(c.partOf(sel.X, s), labelName(sel.Sel), sel.Sel.Pos())
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
	switch {
	case x.typ.Kind == model.Map:
		return newValue(&model.Expr{Op: model.OpIndex, Args: []*model.Expr{x.expr, model.NewLiteral(name)}}, x.typ.Elem)
	case x.typ.Kind == model.Record:
		f := x.typ.Field(name)
		if f == nil {
			return c.failf(pos, fieldsLike(name, x.typ), "there is no field %s", name)
		}
		if u := c.unions[f]; u != nil {
			return c.unionAttribute(u, x, name, pos)
		}
		if member := memberOf(x.expr, name); member != nil {
			got := newValue(shallowCopy(member), f.Type)
			got.fallback = f.Default
			return got
		}
		got := c.fold(newValue(&model.Expr{Op: model.OpGet, Name: name, Args: []*model.Expr{x.expr}}, f.Type))
		got.fallback = f.Default
		return got
	}
	return c.failf(pos, "select from an object or a map; from a list first an element: x[0]."+name, "%s has no field %s", kindName(x.typ), name)
}

// memberOf is the member of an object that is written out, nil if it is not always there.
func memberOf(object *model.Expr, name string) *model.Expr {
	if object.Op != model.OpObject {
		return nil
	}
	var found *model.Expr
	for _, elem := range object.Elems {
		switch {
		case elem.Key == nil || elem.Key.Op != model.OpLiteral:
			return nil
		case elem.Key.Value.Value != name:
		case found != nil || len(elem.Clauses) > 0:
			return nil
		default:
			found = elem.Value
		}
	}
	return found
}

// want reports a value that is not of the kind.
func (c *compiler) want(kind model.Kind, v *value, pos token.Pos) *value {
	if v.typ == nil || v.typ.Kind == kind || kind == model.Record && v.typ.Kind == model.Map {
		return v
	}
	return c.failf(pos, conversion(v.typ, kind), "this is %s, where %s is needed", kindName(v.typ), withArticle(kind))
}

// kindName names the kind of a value in a sentence.
func kindName(t *model.Type) string {
	if t.Kind == "" {
		return "a value of several kinds"
	}
	return withArticle(t.Kind)
}

func withArticle(kind model.Kind) string {
	if kind == model.Null {
		return "null"
	}
	if kind == model.Record {
		return "an object"
	}
	return "a " + string(kind)
}

// conversion says how to make a value of one kind of one of another.
func conversion(from *model.Type, to model.Kind) string {
	switch {
	case to == model.String && isScalar(from):
		return `write "\(x)"`
	case to == model.Number && from.Kind == model.String:
		return "write strconv.Atoi(x)"
	case to == model.Bool && isScalar(from):
		return `compare it: x != "", x > 0`
	case to == model.List && isScalar(from):
		return "write [x]"
	case to == model.List && isMapping(from):
		return "write [for k in list.SortStrings([for k, _ in x {k}]) {x[k]}]"
	case from.Kind == model.List:
		return "write one of its elements, x[0], or strings.Join(x, \", \")"
	}
	return "give it a value of that kind"
}

// fieldsLike names the field with the nearest name, or all if there are few.
func fieldsLike(name string, t *model.Type) string {
	var names []string
	for _, f := range t.Fields {
		if editDistance(f.Name, name) <= 2 {
			return "did you mean " + f.Name + "?"
		}
		names = append(names, f.Name)
	}
	if len(names) == 0 || len(names) > 8 {
		return "declare it, or remove the reference"
	}
	return "there are " + strings.Join(names, ", ")
}
