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
		for e := range model.Reached(func(name string) *model.Expr { return c.locals[name] }, o.If, o.Body) {
			if e.Op == model.OpObjRef {
				pass(c.objects[e.Ref])
			}
		}
	}
	for _, o := range c.model.Objects {
		if o.Terraform != nil && o.Terraform.CreateBeforeDestroy {
			pass(o)
		}
	}
	return early
}
