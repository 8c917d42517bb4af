package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// withoutSecrets makes the loops over a sensitive map loops over its keys, which are no
// secret: Terraform does not show a message that depends on a sensitive value.
func (p *printer) withoutSecrets(c *model.Check, clauses []*model.Clause) []*model.Clause {
	clauses = slices.Clone(clauses)
	for i, clause := range clauses {
		if clause.For == nil || !p.sensitive(clause.For.In) {
			continue
		}
		loop := clause.For
		rest := &model.Expr{Op: model.OpList, Args: []*model.Expr{c.Message}, Elems: []*model.Element{{Clauses: c.Clauses[i+1:], Value: exprTrue}}}
		if loop.In.Op != model.OpInput || loop.Value != "" && mentions(rest, loop.Value) {
			p.refuse(c.Pos, "iterate over the keys of the input itself", "the check %s depends on sensitive values, and Terraform would not show its message", c.Name)
			continue
		}
		keys := function("nonsensitive", function("keys", loop.In))
		clauses[i] = &model.Clause{For: &model.For{Value: loop.Key, In: keys}}
	}
	return clauses
}

// sensitive reports whether an expression mentions a sensitive input.
func (p *printer) sensitive(e *model.Expr) bool {
	return anyExpr(e, func(e *model.Expr) bool {
		switch e.Op {
		case model.OpInput, model.OpHas:
			return len(e.Args) == 0 && p.inputs[e.Name] != nil && p.inputs[e.Name].Sensitive
		case model.OpLocal:
			return p.locals[e.Name] != nil && p.sensitive(p.locals[e.Name].Value)
		}
		return false
	})
}
