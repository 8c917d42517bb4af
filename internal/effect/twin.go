package effect

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// twins are the objects whose name another one of the same kind may have for another input: a
// change that swaps or hands on a name gives one object of the cluster another address in
// Terraform.
func twins(m *model.Model) map[string]bool {
	found, names := map[string]bool{}, ends{locals: newContract(m).locals}
	for i, o := range m.Objects {
		if o.Each != nil && !names.has(nameOf(o), o.Each.Key) {
			found[o.Name] = true
		}
		for _, other := range m.Objects[:i] {
			if o.Kind == other.Kind && names.mayBeEqual(nameOf(o), nameOf(other)) {
				found[o.Name], found[other.Name] = true, true
			}
		}
	}
	return found
}

// has reports whether the key of a repeated object is a part of its name, so that two of them
// have two names.
func (n ends) has(name, key *model.Expr) bool {
	for name != nil && name.Op == model.OpLocal {
		name = n.locals[name.Name]
	}
	return name != nil && (name.Same(key) || name.Op == model.OpText && slices.ContainsFunc(name.Args, key.Same))
}

// nameOf is metadata.name, nil when it is not written out.
func nameOf(o *model.KubernetesObject) *model.Expr {
	e := o.Body
	for _, key := range []string{"metadata", "name"} {
		var found *model.Expr
		for _, elem := range e.Elems {
			if elem.Key != nil && len(elem.Clauses) == 0 && elem.Key.IsLiteral(key) {
				found = elem.Value
			}
		}
		if found == nil {
			return nil
		}
		e = found
	}
	return e
}

// ends are the constant ends of texts.
type ends struct{ locals map[string]*model.Expr }

// mayBeEqual reports whether two texts may be equal for one input, as far as their constant
// ends show, or whether one is the other with an end. A change of the name itself does not
// count: it gives other objects anyway.
func (n ends) mayBeEqual(a, b *model.Expr) bool {
	x, constant := n.end(a)
	y, also := n.end(b)
	if constant && also {
		return x == y
	}
	if extends(a, b) || extends(b, a) {
		return false
	}
	return strings.HasSuffix(x, y) || strings.HasSuffix(y, x)
}

// extends reports whether a text is another one with a constant end.
func extends(longer, e *model.Expr) bool {
	if longer == nil || e == nil || longer.Op != model.OpText || len(longer.Args) != 2 || longer.Args[1].Op != model.OpLiteral {
		return false
	}
	same := longer.Args[0].Op == e.Op && longer.Args[0].Name == e.Name && e.Op == model.OpLocal
	return same && longer.Args[1].Value.Value != ""
}

// end is what a text ends in, whatever the input, and whether that is all of it.
func (n ends) end(e *model.Expr) (text string, all bool) {
	switch {
	case e == nil:
	case e.Op == model.OpLocal:
		return n.end(n.locals[e.Name])
	case e.Op == model.OpLiteral && e.Value != nil:
		text, _ = e.Value.Value.(string)
		return text, true
	case e.Op == model.OpText && len(e.Args) > 0:
		text, all = n.end(e.Args[len(e.Args)-1])
		return text, all && len(e.Args) == 1
	}
	return "", false
}
