package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// fallback compiles *a | b where a may be absent: b is the value then.
func (c *compiler) fallback(e ast.Expr, s *scope) *value {
	d := defaultOf(e)
	present := c.presentAll(d, s)
	if present == nil {
		return c.fail(d.Pos(), "it is not known whether this default has a value", "write a choice: [if x != _|_ {x}, y][0]")
	}
	if present.IsLiteral(true) {
		return c.expr(d, s)
	}
	rest := alternativesTo(e, d)
	if len(rest) != 1 {
		return c.fail(e.Pos(), "the value is not known when the default is absent", "write one alternative: *x | y")
	}
	var x, y *value
	c.under([]*model.Clause{{If: present}}, func() { x = c.expr(d, s) })
	c.under([]*model.Clause{{If: present.Negate()}}, func() { y = c.expr(rest[0], s) })
	if x.typ == nil || y.typ == nil {
		return &value{expr: x.expr}
	}
	chosen := &model.Expr{Op: model.OpIf, Args: []*model.Expr{present, x.expr, y.expr}, Pos: Position(e.Pos())}
	v := c.fold(newValue(chosen, join(x.typ, y.typ, false)))
	v.otherwise = y
	return v
}

// alternativesTo are the alternatives of a disjunction without its default.
func alternativesTo(e, d ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return alternativesTo(e.X, d)
	case *ast.UnaryExpr:
		if e.X == d {
			return nil
		}
	case *ast.BinaryExpr:
		if e.Op == token.OR {
			return append(alternativesTo(e.X, d), alternativesTo(e.Y, d)...)
		}
	}
	return []ast.Expr{e}
}

// mayBeAbsent reports whether the default of a disjunction is a value that may be
// missing.
func (c *compiler) mayBeAbsent(d ast.Expr, s *scope) bool {
	present := c.presentAll(d, s)
	return !present.IsLiteral(true)
}

// presentAll is the condition under which everything that an expression refers to is
// there; nil when that is not known.
func (c *compiler) presentAll(e ast.Expr, s *scope) *model.Expr {
	always := model.NewLiteral(true)
	switch e := e.(type) {
	case *ast.BasicLit:
		return always
	case *ast.ParenExpr:
		return c.presentAll(e.X, s)
	case *ast.Interpolation:
		for i := 1; i < len(e.Elts); i += 2 {
			always = lazyAnd(always, c.presentAll(e.Elts[i], s))
		}
		return always
	case *ast.BinaryExpr:
		if e.Op == token.OR {
			return always
		}
		return lazyAnd(c.presentAll(e.X, s), c.presentAll(e.Y, s))
	case *ast.UnaryExpr:
		return c.presentAll(e.X, s)
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr:
		return c.presence(e, s).expr
	case *ast.CallExpr:
		if name, _ := c.reference(e.Fun, s).(builtin); name == "" || refusing(name) {
			return nil
		}
		for _, arg := range e.Args {
			always = lazyAnd(always, c.presentAll(arg, s))
		}
		return always
	case *ast.StructLit, *ast.ListLit:
		return always // incomplete inside, which CUE does not take for absent
	}
	return nil
}

// refusing reports whether a function has no value for some arguments.
func refusing(name builtin) bool {
	return slices.ContainsFunc(forms(), func(f form) bool { return f.Partial && nameOf(f.call.Fun) == string(name) })
}

// nameOf is the name of the function that a form calls.
func nameOf(fun ast.Expr) string {
	if selector, ok := fun.(*ast.SelectorExpr); ok {
		return nameOf(selector.X) + "." + labelName(selector.Sel)
	}
	return fun.(*ast.Ident).Name
}

// lazyAnd is a && b where b is not evaluated unless a holds, which only the conditional
// operator guarantees in Terraform.
func lazyAnd(a, b *model.Expr) *model.Expr {
	switch {
	case a == nil || b == nil:
		return nil
	case a.IsLiteral(true):
		return b
	case b.IsLiteral(true):
		return a
	case !needsGuard(a, b):
		return &model.Expr{Op: model.OpAnd, Args: []*model.Expr{a, b}, Kind: model.Bool, Pos: a.Pos}
	}
	return &model.Expr{Op: model.OpIf, Args: []*model.Expr{a, b, model.NewLiteral(false)}, Kind: model.Bool, Pos: a.Pos}
}

// needsGuard reports whether b may have no value unless a holds: it takes an element, or
// the very thing that a tests for being there.
func needsGuard(a, b *model.Expr) bool {
	tested := map[string]bool{}
	for e := range a.All() {
		switch {
		case e.Op == model.OpHas && len(e.Args) == 0:
			tested[(&model.Expr{Op: model.OpInput, Name: e.Name}).Key()] = true
		case e.Op == model.OpHas:
			tested[(&model.Expr{Op: model.OpGet, Name: e.Name, Args: e.Args}).Key()] = true
		case (e.Op == model.OpNotEqual || e.Op == model.OpEqual) && e.Args[1].IsLiteral(nil):
			tested[e.Args[0].Key()] = true
		}
	}
	for e := range b.All() {
		if e.Op == model.OpIndex || e.Op == model.OpCall || (e.Op == model.OpInput || e.Op == model.OpGet) && tested[e.Key()] {
			return true
		}
	}
	return false
}
