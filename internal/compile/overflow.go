package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// overflowing finds the fields among decls whose value is a struct of conditions unified
// with a bound, a: >=1 and a: {if c {…}}. CUE 0.17.1 evaluates that without end, and its
// stack overflow would be the end of the process. Where a reference stands between the two
// they are not found.
func overflowing(decls []ast.Decl) (found []ast.Expr) {
	values := map[string][]ast.Expr{}
	for _, decl := range decls {
		if f, ok := decl.(*ast.Field); ok && f.Value != nil {
			if name := labelName(f.Label); name != "" {
				values[name] = append(values[name], unified(f.Value)...)
			}
		}
	}
	for _, all := range values {
		if !slices.ContainsFunc(all, bounds) {
			continue
		}
		for _, e := range all {
			if lit, ok := e.(*ast.StructLit); ok && onlyComprehensions(lit) {
				found = append(found, e)
			}
		}
	}
	slices.SortFunc(found, func(a, b ast.Expr) int { return a.Pos().Compare(b.Pos()) })
	return found
}

// unified are the operands of all & that an expression is made of.
func unified(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return unified(e.X)
	case *ast.BinaryExpr:
		if e.Op == token.AND {
			return append(unified(e.X), unified(e.Y)...)
		}
	}
	return []ast.Expr{e}
}

// bounds reports whether there is a bound in an expression, outside of structs and lists.
func bounds(e ast.Expr) (found bool) {
	ast.Walk(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructLit, *ast.ListLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.LSS || n.Op == token.LEQ || n.Op == token.GTR || n.Op == token.GEQ
		case *ast.Ident:
			_, sized := integers[builtin(n.Name)]
			found = found || sized
		}
		return !found
	}, nil)
	return found
}

// onlyComprehensions reports whether a struct has conditions or loops, and no field that
// is always there.
func onlyComprehensions(lit *ast.StructLit) (some bool) {
	for _, decl := range lit.Elts {
		switch d := decl.(type) {
		case *ast.Comprehension:
			some = true
		case *ast.Field:
			if name := labelName(d.Label); name != "" && !isHidden(name) && !isDefinition(name) {
				return false
			}
		}
	}
	return some
}
