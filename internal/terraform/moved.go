package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// moved prints the moved blocks of an object that had other keys: from each key to the
// next, since Terraform lets no two lead to one address. They move all instances of a
// resource. The last block is for an object that was conditional and is not, or the other
// way round: Terraform moves a to a[0] by itself only where no block mentions a.
//
// Source: developer.hashicorp.com/terraform/language/modules/develop/refactoring.
func (p *printer) moved(file *hcl.Body, o *model.KubernetesObject, resource string) {
	if o.Terraform == nil || len(o.Terraform.Moved) == 0 {
		return
	}
	keys := o.Terraform.Moved
	for i, key := range keys {
		p.refuseName(o.Pos, "moved has the key", key)
		to := o.Name
		if i+1 < len(keys) {
			to = keys[i+1]
		}
		file.Block("", movement(hcl.Name(resource+"."+key), hcl.Name(resource+"."+to)), "moved")
	}
	always := hcl.Name(resource + "." + o.Name)
	conditional := hcl.Index{Of: always, Key: hcl.Int(0)}
	switch {
	case o.Each != nil: // the old keys have to have been the same
	case o.If != nil:
		file.Block("", movement(always, conditional), "moved")
	default:
		file.Block("", movement(conditional, always), "moved")
	}
}

func movement(from, to hcl.Expr) *hcl.Body {
	content := &hcl.Body{}
	content.Attribute("from", from)
	content.Attribute("to", to)
	return content
}
