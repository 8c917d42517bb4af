package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/dynblock"
	"github.com/zclconf/go-cty/cty"
)

// repeated evaluates a resource with for_each, which has to be a map or an object here: sets are
// not expected in a printed module.
func (r *resource) repeated(ctx *hcl.EvalContext, schemas *bodySchemas) ([]*config, error) {
	each, diags := r.forEach.Value(ctx)
	if diags.HasErrors() {
		return nil, diags
	}
	if each.IsNull() || !each.Type().IsMapType() && !each.Type().IsObjectType() {
		return nil, fmt.Errorf("%s: for_each is not a map", r.forEach.Range())
	}
	var all []*config
	for it := each.ElementIterator(); it.Next(); {
		key, value := it.Element()
		inner := ctx.NewChild()
		inner.Variables = map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": key, "value": value})}
		c, err := schemas.decode(dynblock.Expand(r.body, inner), r.schema, inner)
		if err != nil {
			return nil, err
		}
		c.key = key.AsString()
		all = append(all, c)
	}
	return all, nil
}

// address is how Terraform names an instance, without the type: job["a"], or the name of the
// resource where there is one instance at most.
func (r *resource) address(name string, c *config) string {
	if r.forEach == nil {
		return name
	}
	return fmt.Sprintf("%s[%q]", name, c.key)
}
