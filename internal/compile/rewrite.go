package compile

import "github.com/base-k8s/base-k8s/internal/model"

// renaming gives variables other names, see [model.Expr.Rewrite].
func renaming(names map[string]string) func(*model.Expr) *model.Expr {
	return func(e *model.Expr) *model.Expr {
		if other := names[e.Name]; e.Op == model.OpVar && other != "" {
			e.Name = other
		}
		return e
	}
}

// replaced is e with another expression in the place of a variable.
func replaced(e *model.Expr, name string, by *model.Expr) *model.Expr {
	return e.Rewrite(func(e *model.Expr) *model.Expr {
		if e.Op == model.OpVar && e.Name == name {
			return by
		}
		return e
	})
}
