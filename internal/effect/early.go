package effect

import "github.com/base-k8s/base-k8s/internal/model"

// createdEarly are the objects whose replacement Terraform makes before it deletes them:
// those with create_before_destroy, and what they depend on, to which Terraform passes it
// on (Terraform's documentation, The lifecycle Meta-Argument).
func createdEarly(c *contract) map[string]bool {
	early := map[string]bool{}
	var pass func(o *model.KubernetesObject)
	pass = func(o *model.KubernetesObject) {
		if o == nil || early[o.Name] {
			return
		}
		early[o.Name] = true
		if o.Terraform != nil {
			for _, name := range o.Terraform.DependsOn {
				pass(c.objects[name])
			}
		}
		r := &references{locals: c.locals, seen: map[string]bool{}, found: map[string]bool{}}
		r.expr(o.If)
		r.expr(o.Body)
		for name := range r.found {
			pass(c.objects[name])
		}
	}
	for _, o := range c.model.Objects {
		if o.Terraform != nil && o.Terraform.CreateBeforeDestroy {
			pass(o)
		}
	}
	return early
}

// references finds the objects that an expression refers to.
type references struct {
	locals map[string]*model.Expr
	seen   map[string]bool // locals
	found  map[string]bool // objects
}

func (r *references) expr(e *model.Expr) {
	if e == nil {
		return
	}
	switch e.Op {
	case model.OpObjRef:
		r.found[e.Ref] = true
	case model.OpLocal:
		if !r.seen[e.Name] {
			r.seen[e.Name] = true
			r.expr(r.locals[e.Name])
		}
	}
	for _, arg := range e.Args {
		r.expr(arg)
	}
	for _, elem := range e.Elems {
		for _, clause := range elem.Clauses {
			r.expr(clause.If)
			if clause.For != nil {
				r.expr(clause.For.In)
			}
		}
		r.expr(elem.Key)
		r.expr(elem.Value)
	}
}
