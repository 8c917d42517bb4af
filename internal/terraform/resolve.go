package terraform

import "github.com/base-k8s/base-k8s/internal/typed"

// resolve follows locals and attributes of objects to the expression that gives a value its
// structure.
func resolve(e typed.Expr, facts typed.Facts) typed.Expr {
	switch e := e.(type) {
	case *typed.Local:
		return resolve(e.Value, facts)
	case *typed.Get:
		return resolveMember(e, e.Of, e.Name, facts)
	case *typed.Index:
		if key, ok := typed.ConstantText(e.Key); ok {
			return resolveMember(e, e.Of, key, facts)
		}
	}
	return e
}

// resolveMember is the member called name of an object whose members are all written
// out, and e itself otherwise. A member that is there under a condition is meant only
// where the condition is known to hold: elsewhere the reference fails when it does not.
func resolveMember(e, of typed.Expr, name string, facts typed.Facts) typed.Expr {
	object, ok := resolve(of, facts).(*typed.Object)
	if !ok {
		return e
	}
	var found typed.Expr
	for _, elem := range object.Elems {
		key, constant := typed.ConstantText(elem.Key)
		switch {
		case !constant:
			return e
		case key == name && (found != nil || !facts.Hold(elem.Clauses)):
			return e
		case key == name:
			found = elem.Value
		}
	}
	if found == nil {
		return e
	}
	return resolve(found, facts)
}

func (s *scope) resolve(e typed.Expr) typed.Expr { return resolve(e, s.facts) }
