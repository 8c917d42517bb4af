package effect

import (
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// twins are the objects whose name another one of the same kind may have for another input: a
// change that swaps or hands on a name gives one object of the cluster another address in
// Terraform.
func twins(m *model.Model) map[string]bool {
	found := map[string]bool{}
	for i, o := range m.Objects {
		for _, other := range m.Objects[:i] {
			if o.Kind == other.Kind && mayBeEqual(nameOf(o), nameOf(other)) {
				found[o.Name], found[other.Name] = true, true
			}
		}
	}
	return found
}

// nameOf is metadata.name, nil when it is not written out.
func nameOf(o *model.KubernetesObject) *model.Expr {
	e := o.Body
	for _, key := range []string{"metadata", "name"} {
		var found *model.Expr
		for _, elem := range e.Elems {
			if elem.Key != nil && len(elem.Clauses) == 0 && isText(elem.Key, key) {
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

// mayBeEqual reports whether two texts may be equal, as far as their constant ends tell.
func mayBeEqual(a, b *model.Expr) bool {
	x, constant := end(a)
	y, also := end(b)
	if constant && also {
		return x == y
	}
	return strings.HasSuffix(x, y) || strings.HasSuffix(y, x)
}

// end is what a text ends in, whatever the input, and whether that is all of it.
func end(e *model.Expr) (text string, all bool) {
	switch {
	case e == nil:
	case e.Op == model.OpLiteral && e.Value != nil:
		text, _ = e.Value.Value.(string)
		return text, true
	case e.Op == model.OpText && len(e.Args) > 0:
		text, all = end(e.Args[len(e.Args)-1])
		return text, all && len(e.Args) == 1
	}
	return "", false
}
