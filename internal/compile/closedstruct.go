package compile

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue/ast"
)

// structure closes the fields of a struct literal. References among them are not
// followed.
func (x *closing) structure(lit *ast.StructLit, s *scope) ast.Expr {
	inner := &scope{up: s}
	for _, decl := range lit.Elts {
		switch d := decl.(type) {
		case *ast.LetClause:
			inner.bind(d.Ident.Name, &lazy{expr: d.Expr, scope: inner})
		case *ast.Field:
			if id, ok := d.Label.(*ast.Ident); ok {
				inner.bind(id.Name, label{})
			}
		}
	}
	closed := &ast.StructLit{}
	for _, decl := range lit.Elts {
		added, ok := x.declaration(decl, inner)
		if !ok {
			return nil
		}
		if added != nil {
			closed.Elts = append(closed.Elts, added)
		}
	}
	return closed
}

// declaration is nil for what adds nothing to the struct.
func (x *closing) declaration(decl ast.Decl, s *scope) (closed ast.Decl, ok bool) {
	switch d := decl.(type) {
	case *ast.LetClause, *ast.CommentGroup, *ast.Attribute:
		return nil, true
	case *ast.Field:
		f := &ast.Field{Label: x.label(d.Label, s), Constraint: d.Constraint, Value: x.expr(d.Value, s)}
		return f, f.Label != nil && f.Value != nil && d.Alias == nil
	case *ast.EmbedDecl:
		e := &ast.EmbedDecl{Expr: x.expr(d.Expr, s)}
		return e, e.Expr != nil
	case *ast.Comprehension:
		c, ok := x.comprehended(d, s).(*ast.Comprehension)
		return c, ok
	}
	return nil, false
}

// label quotes the labels that are no names in the expression.
func (x *closing) label(l ast.Label, s *scope) ast.Label {
	switch l := l.(type) {
	case *ast.Ident:
		if isHidden(l.Name) || isDefinition(l.Name) {
			return ast.NewIdent(x.hidden(l, s))
		}
		return ast.NewString(l.Name)
	case *ast.BasicLit:
		return ast.NewString(labelName(l))
	case *ast.ParenExpr:
		if e := x.expr(l.X, s); e != nil {
			return &ast.ParenExpr{X: e}
		}
	case *ast.Interpolation:
		if e := x.expr(l, s); e != nil {
			return &ast.ParenExpr{X: e}
		}
	}
	return nil
}

// hidden is a name for a hidden field or a definition in the expression, in which fields of
// several packages stand side by side.
func (x *closing) hidden(l *ast.Ident, s *scope) string {
	name := s.label(l)
	if name == l.Name {
		return name
	}
	if x.hiddenNames[name] == "" {
		x.hiddenNames[name] = fmt.Sprintf("%s_%s%d", l.Name, importName, len(x.hiddenNames))
	}
	return x.hiddenNames[name]
}

// comprehended closes a comprehension. Its variables stay what they are.
func (x *closing) comprehended(e *ast.Comprehension, s *scope) ast.Expr {
	closed := &ast.Comprehension{}
	for _, clause := range e.Clauses {
		switch clause := clause.(type) {
		case *ast.IfClause:
			cond := x.expr(clause.Condition, s)
			if cond == nil {
				return nil
			}
			closed.Clauses = append(closed.Clauses, &ast.IfClause{Condition: cond})
		case *ast.ForClause:
			source := x.expr(clause.Source, s)
			if source == nil {
				return nil
			}
			loop := &ast.ForClause{Source: source}
			s = &scope{up: s}
			for _, variable := range []struct {
				id *ast.Ident
				to **ast.Ident
			}{{clause.Key, &loop.Key}, {clause.Value, &loop.Value}} {
				if variable.id == nil {
					continue
				}
				if hides(variable.id.Name) {
					return nil
				}
				*variable.to = ast.NewIdent(variable.id.Name)
				s.bind(variable.id.Name, kept{})
			}
			closed.Clauses = append(closed.Clauses, loop)
		default:
			return nil
		}
	}
	closed.Value = x.expr(e.Value, s)
	if closed.Value == nil || e.Fallback != nil || !isStructLit(closed.Value) {
		return nil
	}
	return closed
}

// hides reports whether a variable could hide what a closed expression refers to.
func hides(name string) bool {
	return predeclared[name] && name != "_" || strings.HasPrefix(name, importName) || strings.HasPrefix(name, fieldName)
}

func isStructLit(e ast.Expr) bool {
	_, ok := e.(*ast.StructLit)
	return ok
}
