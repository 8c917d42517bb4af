package compile

import "github.com/base-k8s/base-k8s/internal/model"

// rename is e with other names for its variables.
func rename(e *model.Expr, names map[string]string) *model.Expr {
	return e.Rewrite(func(e *model.Expr) *model.Expr {
		if other := names[e.Name]; e.Op == model.OpVar && other != "" {
			copied := *e
			copied.Name = other
			return &copied
		}
		return e
	})
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
