package terraform

import (
	"strings"

	"github.com/base-k8s/base-k8s/internal/markdown"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// writeRequirements writes the versions that the module takes, the providers that it uses, and
// that it calls no modules.
func (p *printer) writeRequirements(b *strings.Builder) {
	header := []string{"Name", "Version"}
	b.WriteString("## Requirements\n\n")
	markdown.WriteTable(b, header, [][]string{
		{anchored("requirement", "terraform"), terraformVersion},
		{anchored("requirement", "kubernetes"), providerVersion},
	})
	var providers [][]string
	if len(p.model.Objects) > 0 {
		providers = append(providers, []string{anchored("provider", "kubernetes"), providerVersion})
	}
	if len(p.recorded) > 0 { // which is built into Terraform
		providers = append(providers, []string{anchored("provider", "terraform"), "n/a"})
	}
	b.WriteString("## Providers\n\n")
	writeTableOr(b, "No providers.", header, providers)
	b.WriteString("## Modules\n\nNo modules.\n\n")
}

// writeResources writes which resources there are, and the files that have them.
func (p *printer) writeResources(b *strings.Builder) {
	var rows [][]string
	add := func(address, file, doc string) {
		rows = append(rows, []string{"[" + address + "](" + file + ")", "resource", markdown.Cell(strings.Join(strings.Fields(doc), " "))})
	}
	for _, o := range p.model.Objects {
		if name, ok := provider.ManagedBy(o.APIVersion, o.Kind); ok {
			add(name+"."+o.Name, p.fileOf(o), o.Doc)
		}
	}
	for _, name := range p.recorded {
		add("terraform_data."+name, mainFile, recordedDoc)
	}
	b.WriteString("## Resources\n\n")
	writeTableOr(b, "No resources.", []string{"Name", "Type", "Description"}, rows)
}

// writeTableOr writes a table, or a sentence where it has no rows.
func writeTableOr(b *strings.Builder, none string, header []string, rows [][]string) {
	if len(rows) == 0 {
		b.WriteString(none + "\n\n")
		return
	}
	markdown.WriteTable(b, header, rows)
}

// anchored is a name that is a link to itself: #input_name.
func anchored(kind, name string) string {
	anchor := kind + "_" + name
	return `<a name="` + anchor + `"></a> [` + name + `](#` + strings.ReplaceAll(anchor, "_", `\_`) + `)`
}
