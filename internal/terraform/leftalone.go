package terraform

import (
	"strings"

	"github.com/base-k8s/base-k8s/internal/markdown"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// writeLeftAlone writes which objects plans may not destroy, and which fields they leave as they
// are: users of the module meet both.
func (p *printer) writeLeftAlone(b *strings.Builder) {
	var rows [][]string
	for _, o := range p.model.Objects {
		if o.Terraform == nil || !o.Terraform.PreventDestroy && len(o.Terraform.IgnoreChanges) == 0 {
			continue
		}
		name, _ := provider.ManagedBy(o.APIVersion, o.Kind)
		destroyed, fields := "yes", []string{}
		if o.Terraform.PreventDestroy {
			destroyed = "no"
		}
		for _, i := range o.Terraform.IgnoreChanges {
			fields = append(fields, markdown.Code(string(i.Path)))
		}
		rows = append(rows, []string{markdown.Code(name + "." + o.Name), destroyed, strings.Join(fields, ", ")})
	}
	if len(rows) == 0 {
		return
	}
	b.WriteString("## What is left alone\n\n")
	writeParagraph(b, leftAloneNote)
	markdown.WriteTable(b, []string{"Resource", "May be destroyed", "Fields that are left as they are"}, rows)
}

const leftAloneNote = "A plan that would destroy what may not be, or replace it, is refused as a whole: when an input takes it away, and with `terraform destroy`.\n" +
	"Take it out of the state first to keep it: `terraform state rm`. Fields that are left as they are get their values when the object is made;\n" +
	"then no plan sees what becomes of them, by another input or in the cluster."
