package compile

import "github.com/base-k8s/base-k8s/internal/model"

// substitution says what stands in the place of the variables of a loop.
type substitution map[string]*model.Expr

func (s substitution) expr(e *model.Expr) *model.Expr {
	return e.Rewrite(func(e *model.Expr) *model.Expr {
		if to := s[e.Name]; e.Op == model.OpVar && to != nil {
			return s.in(to, e)
		}
		return e
	})
}

// in is what stands in the place of a variable there.
func (s substitution) in(to, e *model.Expr) *model.Expr {
	to = shallowCopy(to)
	to.Pos = e.Pos
	if to.Kind == "" {
		to.Kind = e.Kind
	}
	return to
}

func (s substitution) guards(gs guards) guards {
	if len(s) == 0 {
		return gs
	}
	var all guards
	for _, g := range gs {
		all = append(all, newGuard(s.expr(g.cond)))
	}
	return all
}

// conjunct is what a conjunct of a loop's body says with other values of the variables. The
// scopes up to the loop are copies that have these.
func (s substitution) conjunct(conj conjunct) conjunct {
	if len(s) == 0 {
		return conj
	}
	conj.guards = s.guards(conj.guards)
	conj.scope = s.scope(conj.scope)
	return conj
}

func (s substitution) scope(of *scope) *scope {
	if of == nil || of.node != nil || of.file != nil {
		return of
	}
	copied := *of
	copied.up = s.scope(of.up)
	copied.bindings = nil
	for name, bound := range of.bindings {
		switch b := bound.(type) {
		case *lazy: // let: in the same literal, or in one around it
			in := &copied
			if b.scope != of {
				in = s.scope(b.scope)
			}
			bound = &lazy{expr: b.expr, scope: in}
		case *value:
			bound = newValue(s.expr(b.expr), b.typ)
		}
		copied.bind(name, bound)
	}
	return &copied
}
