package compile

import "github.com/base-k8s/base-k8s/internal/model"

// rename is e with other names for its variables.
func rename(e *model.Expr, names map[string]string) *model.Expr {
	return rewrite(e, func(e *model.Expr) *model.Expr {
		if other := names[e.Name]; e.Op == model.OpVar && other != "" {
			copied := *e
			copied.Name = other
			return &copied
		}
		return e
	})
}

// rewrite is a copy of e in which every expression has been replaced by what change makes
// of it, the inner ones first.
func rewrite(e *model.Expr, change func(*model.Expr) *model.Expr) *model.Expr {
	if e == nil {
		return nil
	}
	copied := *e
	copied.Args = nil
	for _, arg := range e.Args {
		copied.Args = append(copied.Args, rewrite(arg, change))
	}
	copied.Elems = nil
	for _, elem := range e.Elems {
		inner := *elem
		inner.Clauses = nil
		for _, clause := range elem.Clauses {
			c := &model.Clause{If: rewrite(clause.If, change)}
			if clause.For != nil {
				c.For = &model.For{Key: clause.For.Key, Value: clause.For.Value, In: rewrite(clause.For.In, change)}
			}
			inner.Clauses = append(inner.Clauses, c)
		}
		inner.Key, inner.Value = rewrite(elem.Key, change), rewrite(elem.Value, change)
		copied.Elems = append(copied.Elems, &inner)
	}
	return change(&copied)
}

// replaced is e with another expression in the place of a variable.
func replaced(e *model.Expr, name string, by *model.Expr) *model.Expr {
	return rewrite(e, func(e *model.Expr) *model.Expr {
		if e.Op == model.OpVar && e.Name == name {
			return by
		}
		return e
	})
}
