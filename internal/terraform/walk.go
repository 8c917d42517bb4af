package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// dependsOn reports whether an expression mentions an input, directly or through locals.
func (p *printer) dependsOn(e *model.Expr, input string) bool {
	return anyExpr(e, func(e *model.Expr) bool {
		switch e.Op {
		case model.OpInput:
			return e.Name == input
		case model.OpHas:
			return len(e.Args) == 0 && e.Name == input
		case model.OpLocal:
			local := p.locals[e.Name]
			return local != nil && p.dependsOn(local.Value, input)
		}
		return false
	})
}

// anyExpr reports whether something is true of e or of an expression inside it.
func anyExpr(e *model.Expr, is func(*model.Expr) bool) bool {
	if e == nil {
		return false
	}
	if is(e) {
		return true
	}
	inside := func(x *model.Expr) bool { return anyExpr(x, is) }
	return slices.ContainsFunc(e.Args, inside) || slices.ContainsFunc(e.Elems, func(elem *model.Element) bool {
		for _, c := range elem.Clauses {
			if inside(c.If) || c.For != nil && inside(c.For.In) {
				return true
			}
		}
		return inside(elem.Key) || inside(elem.Value)
	})
}

func hasFor(clauses []*model.Clause) bool { return countLoops(clauses) > 0 }

// inElement is the part of a comprehension that decides which variables it uses.
func inElement(exprs ...*model.Expr) func(name string) bool {
	return func(name string) bool {
		return slices.ContainsFunc(exprs, func(e *model.Expr) bool { return e != nil && mentions(e, name) })
	}
}

// mentions reports whether an expression uses a comprehension variable.
func mentions(e *model.Expr, name string) bool {
	return anyExpr(e, func(e *model.Expr) bool { return e.Op == model.OpVar && e.Name == name })
}

func clausesMention(clauses []*model.Clause, name string) bool {
	return slices.ContainsFunc(clauses, func(c *model.Clause) bool {
		return c.If != nil && mentions(c.If, name) || c.For != nil && mentions(c.For.In, name)
	})
}
