package caller

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/model"
)

// reach is what an expression depends on: attributes of resources, also by way of locals and of
// other resources of the configuration.
type reach struct {
	configuration *configuration
	references    []model.Reference // in the order in which they are met
	direct        []model.Reference // those that stand in the expression or its locals
	// opaque is set when something else is met, such as a variable or an output of a
	// module, which may come from anywhere.
	opaque bool
	seen   map[string]bool
	depth  int // of locals and resources
	inside int // resources
}

func newReach(c *configuration) *reach { return &reach{configuration: c, seen: map[string]bool{}} }

// expression goes through an expression, or the body of a resource.
func (r *reach) expression(e hclsyntax.Node) {
	hclsyntax.VisitAll(e, func(n hclsyntax.Node) hcl.Diagnostics {
		if e, ok := n.(*hclsyntax.ScopeTraversalExpr); ok {
			r.traversal(e.Traversal)
		}
		return nil
	})
}

func (r *reach) traversal(t hcl.Traversal) {
	name, ok := step(t, 1)
	switch local := r.configuration.locals[name]; {
	case t.RootName() == "local" && ok && local != nil:
		r.once("local."+name, local)
		return
	case t.RootName() == "local":
		r.opaque = true
		return
	}
	reference, ok := referenceOf(t)
	address := addressOf(reference)
	bodies := r.configuration.resources[address]
	if !ok || len(bodies) == 0 {
		r.opaque = true
	}
	if !ok {
		return
	}
	r.references = append(r.references, reference)
	if r.inside == 0 {
		r.direct = append(r.direct, reference)
	}
	r.inside++
	for _, body := range bodies {
		r.once(address, body)
	}
	r.inside--
}

func (r *reach) once(address string, n hclsyntax.Node) {
	if r.seen[address] {
		return
	}
	if r.depth == maxChain {
		r.opaque = true
		return
	}
	r.seen[address] = true
	r.depth++
	r.expression(n)
	r.depth--
}

// matches reports whether one of the references is one of these.
func (r *reach) matches(from []model.Reference) bool {
	return slices.ContainsFunc(r.references, func(found model.Reference) bool {
		return slices.ContainsFunc(from, func(wanted model.Reference) bool { return wanted.Matches(found) })
	})
}

// names are the references that stand in the expression.
func (r *reach) names() (names []string) {
	for _, reference := range r.direct {
		if name := reference.String(); !slices.Contains(names, name) && len(names) < 3 {
			names = append(names, name)
		}
	}
	return names
}

// referenceOf is the attribute of a resource that a traversal leads to, past the index of an
// instance. It is not ok for other traversals.
func referenceOf(t hcl.Traversal) (r model.Reference, ok bool) {
	at := 0
	if r.Data = t.RootName() == "data"; r.Data {
		at = 1
	}
	var kind, name bool
	r.Type, kind = step(t, at)
	r.Name, name = step(t, at+1)
	at += 2
	if at < len(t) {
		if _, indexed := t[at].(hcl.TraverseIndex); indexed {
			at++
		}
	}
	r.Attribute, ok = step(t, at)
	return r, ok && kind && name
}

// addressOf is the address of the resource that a reference is about.
func addressOf(r model.Reference) string {
	if r.Data {
		return "data." + r.Type + "." + r.Name
	}
	return r.Type + "." + r.Name
}
