package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// shape compiles what a value must be an instance of: a struct, a list, a bound, a disjunction
// or a value.
func (r *promiseReader) shape(v *vertex) *model.Shape {
	s := &model.Shape{Pos: Position(v.pos()), Source: v.name()}
	if r.depth++; r.depth > maxDepth {
		r.depth--
		r.report(v.pos(), "the promise nests too deeply", "a constraint cannot contain itself")
		return s
	}
	defer func() { r.depth-- }()
	for _, conj := range v.conjuncts {
		r.closesNothing(conj.expr, conj.scope)
	}
	r.expand(v)
	r.closedShape(v, s)
	for _, a := range v.arcs {
		if isHidden(a.label) || isDefinition(a.label) {
			continue
		}
		s.Fields = append(s.Fields, model.ShapeField{Name: a.label, Optional: !a.defined(), Shape: r.shape(a)})
	}
	for _, d := range v.dynamic {
		r.report(d.field.Pos(), "a promise has a field whose name depends on the input", "write [string]: … for all fields")
	}
	for _, p := range v.patterns {
		inner := &vertex{anonymous: true}
		inner.add(p.conjunct)
		s.Patterns = append(s.Patterns, model.ShapePattern{Matches: p.matches, Name: r.alone(p.label(), p.scope), Shape: r.shape(inner)})
	}
	for _, conj := range v.conjuncts {
		if len(conj.guards) > 0 {
			r.report(conj.expr.Pos(), "a promise is inside an if", "a promise holds whatever the input is: write alternatives with |")
		}
	}
	for _, l := range v.leaves {
		s.All = append(s.All, r.constraint(l.expr, l.scope))
	}
	return s
}

// constraint compiles one of the expressions that a value must meet.
func (r *promiseReader) constraint(e ast.Expr, s *scope) *model.Shape {
	shape := &model.Shape{Pos: Position(e.Pos()), Source: describeConstraint(e)}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return r.constraint(e.X, s)
	case *ast.BottomLit:
		shape.Never = true
		return shape
	case *ast.ListLit:
		r.elements(e, s, shape)
		return shape
	case *ast.StructLit:
		return r.alone(e, s)
	case *ast.UnaryExpr:
		if r.bound(e, s, shape) {
			return shape
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.AND:
			shape.All = []*model.Shape{r.constraint(e.X, s), r.constraint(e.Y, s)}
			return shape
		case token.OR:
			r.alternatives(e, s, shape)
			return shape
		}
	case *ast.CallExpr:
		if r.validator(e, s, shape) {
			return shape
		}
	case *ast.Ident, *ast.SelectorExpr:
		if found := r.named(e, s, shape); found != nil {
			return found
		}
	}
	shape.Tests = []model.ShapeTest{{Op: model.OpEqual, Value: r.comparedWith(e, s)}}
	return shape
}

// alone is the shape of an expression.
func (r *promiseReader) alone(e ast.Expr, s *scope) *model.Shape {
	v := &vertex{anonymous: true}
	v.add(conjunct{expr: e, scope: s})
	return r.shape(v)
}

// bound is >=n, =~"…" and so on; false for an operator that makes a value.
func (r *promiseReader) bound(e *ast.UnaryExpr, s *scope, shape *model.Shape) bool {
	test := model.ShapeTest{Op: comparisons[e.Op]}
	switch e.Op {
	case token.MUL:
		*shape = *r.constraint(e.X, s)
		return true
	case token.NEQ:
		test.Op = model.OpNotEqual
	case token.MAT, token.NMAT:
		shape.Kind, test.Op, test.Not = model.String, model.OpCall, e.Op == token.NMAT
	}
	if test.Op == "" {
		return false
	}
	if comparisons[e.Op] != "" {
		shape.Kind = model.Number
	}
	test.Value = r.comparedWith(e.X, s)
	if e.Op == token.NEQ && test.Value.Kind != model.Null {
		shape.Kind = test.Value.Kind // to CUE a value of another kind is no other one
	}
	shape.Tests = []model.ShapeTest{test}
	return true
}

// alternatives are those of a disjunction. error("…") is none, but holds the words.
func (r *promiseReader) alternatives(e *ast.BinaryExpr, s *scope, shape *model.Shape) {
	for _, side := range []ast.Expr{e.X, e.Y} {
		if call, ok := side.(*ast.CallExpr); ok && r.reference(call.Fun, s) == builtin("error") && len(call.Args) == 1 {
			shape.Words, _ = r.expr(call.Args[0], s).constantString()
			continue
		}
		if inner, ok := side.(*ast.BinaryExpr); ok && inner.Op == token.OR {
			r.alternatives(inner, s, shape)
			continue
		}
		shape.AnyOf = append(shape.AnyOf, r.alone(side, s))
	}
}

// elements is a list: [a, b], [...T] or [a, ...T].
func (r *promiseReader) elements(e *ast.ListLit, s *scope, shape *model.Shape) {
	shape.Kind, shape.Closed = model.List, true
	for _, elem := range e.Elts {
		rest, ok := elem.(*ast.Ellipsis)
		if !ok {
			shape.First = append(shape.First, r.alone(elem, s))
			continue
		}
		shape.Closed = false
		if rest.Type != nil {
			shape.Items = r.alone(rest.Type, s)
		}
	}
}

// validator is list.MinItems(n) or or([…]); false for a function that makes a value.
func (r *promiseReader) validator(e *ast.CallExpr, s *scope, shape *model.Shape) bool {
	name, _ := r.reference(e.Fun, s).(builtin)
	switch {
	case name == "list.MinItems" && len(e.Args) == 1:
		n, _ := r.expr(e.Args[0], s).constant()
		least, ok := n.(int64)
		shape.Kind, shape.Least = model.List, int(least)
		if !ok {
			r.report(e.Pos(), "the number of elements is not constant", "write a number")
		}
		return true
	case name == "or" && len(e.Args) == 1:
		items, ok := r.constantItems(e.Args[0], s)
		if !ok {
			r.report(e.Pos(), "the list of or is not constant", "write the alternatives out")
		}
		for _, i := range items {
			shape.AnyOf = append(shape.AnyOf, r.item(i.value, shape.Pos))
		}
		return true
	case validators[name]:
		r.report(e.Pos(), string(name)+" is nothing that can be promised here", "write bounds, patterns, lists, structs, list.MinItems(n) and alternatives")
		return true
	}
	return false
}

// item is a member of the list of or.
func (r *promiseReader) item(of any, pos model.Position) *model.Shape {
	switch of := of.(type) {
	case *vertex:
		return r.shape(of)
	case *value:
		return &model.Shape{Tests: []model.ShapeTest{{Op: model.OpEqual, Value: r.inlined(of.expr)}}, Pos: pos}
	}
	return &model.Shape{Pos: pos}
}

// named is what a name stands for; nil for that of a value.
func (r *promiseReader) named(e ast.Expr, s *scope, shape *model.Shape) *model.Shape {
	switch of := r.reference(e, s).(type) {
	case builtin:
		kind, known := map[builtin]model.Kind{"string": model.String, "bool": model.Bool, "int": model.Number, "number": model.Number, "_": ""}[of]
		if !known {
			r.report(e.Pos(), string(of)+" is nothing that can be promised here", "write string, bool or int, bounds, patterns and values")
		}
		shape.Kind = kind
		return shape
	case *vertex:
		r.expand(of)
		if !r.isInput(of) && (of.isStruct() || r.isConstraint(conjunct{expr: e, scope: s}) || isListOfShapes(of)) {
			return r.shape(of)
		}
	}
	return nil
}

// isListOfShapes reports whether a field is a list that is written out: what is in it may
// be more than values.
func isListOfShapes(v *vertex) bool {
	for _, l := range v.leaves {
		if _, ok := l.expr.(*ast.ListLit); ok {
			return true
		}
	}
	return false
}
