package promise

import "github.com/base-k8s/base-k8s/internal/model"

// kinded is an expression with the kind of its value, as far as that is known.
func (w *walk) kinded(e *model.Expr) *model.Expr {
	t := w.typeOf(e)
	if e.Kind != "" || t == nil || t.Kind == "" {
		return e
	}
	known := *e
	known.Kind = t.Kind
	return &known
}

// typeOf is the type of an input, or of a part of one; nil when it is neither.
func (w *walk) typeOf(e *model.Expr) *model.Type {
	switch {
	case e.Op == model.OpInput:
		if f := model.FindField(w.model.Inputs, e.Name); f != nil {
			return f.Type
		}
	case e.Op == model.OpVar:
		return w.types[e.Name]
	case e.Op == model.OpGet:
		if t := w.typeOf(w.resolved(e.Args[0])); t != nil {
			if f := t.Field(e.Name); f != nil {
				return f.Type
			}
		}
	case e.Op == model.OpIndex:
		if t := w.typeOf(w.resolved(e.Args[0])); t != nil {
			return t.Elem
		}
	}
	return nil
}

// enter notes conditions and loops of the contract.
func (w *walk) enter(clauses []*model.Clause) []*model.Clause {
	for _, clause := range clauses {
		w.own[clause] = true
		if clause.For != nil {
			w.note(clause.For)
		}
	}
	return clauses
}

// note notes the type of the variable of a loop.
func (w *walk) note(loop *model.For) {
	if t := w.typeOf(w.resolved(loop.In)); t != nil {
		w.types[loop.Value] = t.Elem
	}
}
