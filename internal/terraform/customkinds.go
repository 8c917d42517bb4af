package terraform

import (
	"strings"

	"github.com/base-k8s/base-k8s/internal/markdown"
)

// writeCustomKinds writes what custom resources need that other objects do not.
func (p *printer) writeCustomKinds(b *strings.Builder) {
	kinds := p.model.Surroundings().CustomKinds
	if len(kinds) == 0 {
		return
	}
	b.WriteString("## Custom resources\n\n")
	writeParagraph(b, customNote)
	var rows [][]string
	for _, k := range kinds {
		checked := "no"
		if k.Checked {
			checked = "yes"
		}
		rows = append(rows, []string{markdown.Code(k.Kind), markdown.Code(k.APIVersion), checked})
	}
	markdown.WriteTable(b, []string{"Kind", "apiVersion", "Fields checked"}, rows)
}

// Source: registry.terraform.io/providers/hashicorp/kubernetes, kubernetes_manifest: "this
// resource requires API access during planning time".
const customNote = `Each of them is a ` + "`kubernetes_manifest`" + `, for which the provider asks the API server at plan. The server has to be
reachable then, and the CustomResourceDefinition has to be there: what installs it, such as an operator's chart, and
this module cannot be made in one apply. Remove the objects before the definition: without it neither plan nor destroy works.

Fields are checked against the definition when the module is generated, or not at all before the API server checks them.`
