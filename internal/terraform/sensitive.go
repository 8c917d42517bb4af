package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// withoutSecrets makes the loops over a sensitive map loops over its keys, which are no
// secret: Terraform does not show a message that depends on a sensitive value.
func (p *printer) withoutSecrets(c *model.Check, clauses []*typed.Clause, message typed.Expr) []*typed.Clause {
	clauses = slices.Clone(clauses)
	for i, clause := range clauses {
		loop := clause.For
		if loop == nil || !p.sensitive(loop.In) {
			continue
		}
		if !isInput(typed.Whole(loop.In)) || loop.Value != nil && (clausesUse(clauses[i+1:], loop.Value) || typed.Uses(message, loop.Value)) {
			p.refuse(c.Pos, "iterate over the keys of the input itself", "the check %s depends on sensitive values, and Terraform would not show its message", c.Name)
			continue
		}
		keys := function("nonsensitive", function("keys", typed.Whole(loop.In)))
		clauses[i] = &typed.Clause{For: &typed.Loop{Value: loop.Key, In: keys}}
	}
	return clauses
}

// sensitive reports whether an expression mentions a sensitive input.
func (p *printer) sensitive(e typed.Expr) bool {
	for x := range typed.All(e) {
		switch x := x.(type) {
		case *typed.Input:
			if f := p.inputs[x.Name]; f != nil && f.Sensitive {
				return true
			}
		case *typed.Local:
			if p.sensitive(x.Value) {
				return true
			}
		}
	}
	return false
}
