package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

func isOpenList(l *ast.ListLit) bool {
	n, ok := openList(l)
	return ok && n == 0
}

// openList reports whether a list is [...T] or [T, ...T], and how many elements it has at
// least.
func openList(l *ast.ListLit) (least int64, ok bool) {
	if len(l.Elts) == 0 {
		return 0, false
	}
	last, ok := l.Elts[len(l.Elts)-1].(*ast.Ellipsis)
	if !ok {
		return 0, false
	}
	for _, e := range l.Elts[:len(l.Elts)-1] {
		if last.Type == nil || sourceText(e) != sourceText(last.Type) {
			return 0, false
		}
		least++
	}
	return least, true
}

// defaultOf is the expression that is marked as the default of a disjunction.
func defaultOf(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return defaultOf(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.MUL {
			return e.X
		}
	case *ast.BinaryExpr:
		if e.Op == token.OR {
			if d := defaultOf(e.X); d != nil {
				return d
			}
			return defaultOf(e.Y)
		}
	}
	return nil
}

// countDefaults is the number of expressions that are marked as the default.
func countDefaults(e ast.Expr) int {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return countDefaults(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.MUL {
			return 1
		}
	case *ast.BinaryExpr:
		if e.Op == token.OR {
			return countDefaults(e.X) + countDefaults(e.Y)
		}
	}
	return 0
}

// isConstraint reports whether a leaf limits a value instead of giving one.
func (c *compiler) isConstraint(leaf conjunct) bool {
	if _, ok := c.textValidatorOf(leaf.expr, leaf.scope); ok {
		return true
	}
	switch e := leaf.expr.(type) {
	case *ast.ParenExpr:
		leaf.expr = e.X
		return c.isConstraint(leaf)
	case *ast.UnaryExpr:
		return e.Op != token.NOT && e.Op != token.SUB && e.Op != token.ADD && e.Op != token.MUL
	case *ast.BinaryExpr:
		return e.Op == token.OR && defaultOf(e) == nil
	case *ast.ListLit:
		return isOpenList(e)
	case *ast.CallExpr:
		b, _ := c.reference(e.Fun, leaf.scope).(builtin)
		combines := b == "and" || b == "or"
		if b == "list.UniqueItems" && len(e.Args) > 0 || b == "math.MultipleOf" && len(e.Args) > 1 {
			return false // a value, which says whether
		}
		return validators[b] && !(combines && c.isConstantValue(e, leaf.scope))
	case *ast.Ident, *ast.SelectorExpr:
		return c.isConstraintReference(leaf)
	}
	return false
}

func (c *compiler) isConstraintReference(leaf conjunct) bool {
	switch r := c.reference(leaf.expr, leaf.scope).(type) {
	case builtin:
		return predeclared[string(r)] || r == "list.UniqueItems"
	case *vertex:
		if c.isInput(r) {
			return false
		}
		c.expand(r)
		if r.isStruct() || len(r.leaves) == 0 || c.depth >= maxDepth {
			return false
		}
		c.depth++ // a constraint that refers to itself has no end
		defer func() { c.depth-- }()
		for _, inner := range r.leaves {
			if !c.isConstraint(inner.conjunct) {
				return false
			}
		}
		return true
	}
	return false
}

// validators are functions that constrain a value instead of computing one.
var validators = map[builtin]bool{
	"list.MinItems": true, "list.MaxItems": true, "list.UniqueItems": true, "strings.MinRunes": true, "strings.MaxRunes": true,
	"struct.MinFields": true, "struct.MaxFields": true, "math.MultipleOf": true, "error": true, "matchN": true, "matchIf": true, "or": true, "and": true,
}
