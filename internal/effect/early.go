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
				pass(c.resource(name))
			}
		}
		for e := range model.Reached(func(name string) *model.Expr { return c.locals[name] }, o.If, o.Whole()) {
			if e.Op == model.OpObjRef {
				pass(c.resource(e.Ref))
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

// resource is the object whose resource has a name.
func (c *contract) resource(name string) *model.KubernetesObject {
	for _, o := range c.model.Objects {
		if o.Name == name {
			return o
		}
	}
	return nil
}

// replacedEarly reports whether the replacement of an object is created first.
func (c *Comparer) replacedEarly(name string) bool {
	o := c.new.model.Object(name)
	return o != nil && c.early[o.Name]
}

// keeps reports whether Terraform refuses to delete what a key had in the old contract: the new
// contract has a resource of that type and name, with prevent_destroy, whether it has the object or
// not. Without one there is nothing left that says so.
func (c *Comparer) keeps(key string, old model.Object) bool {
	o, was := c.new.model.Object(key), c.old.model.Object(key)
	if o == nil || o.Terraform == nil || !o.Terraform.PreventDestroy || was != nil && was.Name != o.Name {
		return false
	}
	apiVersion, _ := model.At(old, "apiVersion").(string)
	return apiVersion == o.APIVersion && model.At(old, "kind") == o.Kind || model.IsCustom(apiVersion) && model.IsCustom(o.APIVersion)
}
