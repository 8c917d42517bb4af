package terraform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/markdown"
	"github.com/base-k8s/base-k8s/internal/model"
)

// readme is README.md: the contract's untitled sections; the sections that terraform-docs
// writes, with its columns and anchors, so that links to these work; the titled sections.
func (p *printer) readme() string {
	var b strings.Builder
	if !p.hasTitle() {
		fmt.Fprintf(&b, "# %s\n\n", p.model.Name)
		writeParagraph(&b, p.model.Doc)
	}
	for _, section := range p.model.Readme {
		if section.Title == "" {
			writeSection(&b, section)
		}
	}
	p.writeRequirements(&b)
	p.writeResources(&b)
	p.writeCustomKinds(&b)
	p.writeLeftAlone(&b)
	p.writeInputs(&b)
	p.writeOutputs(&b)
	for _, section := range p.model.Readme {
		if section.Title != "" {
			fmt.Fprintf(&b, "## %s\n\n", section.Title)
			writeSection(&b, section)
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// hasTitle reports whether the contract gives the README a title of its own.
func (p *printer) hasTitle() bool {
	sections := p.model.Readme
	return len(sections) > 0 && sections[0].Title == "" && strings.HasPrefix(sections[0].Text, "# ")
}

func writeSection(b *strings.Builder, section *model.Section) {
	writeParagraph(b, section.Text)
	if section.Table != nil {
		markdown.WriteTable(b, section.Table.Header, section.Table.Rows)
	}
}

func writeParagraph(b *strings.Builder, text string) {
	if text = strings.TrimSpace(text); text != "" {
		b.WriteString(text + "\n\n")
	}
}

func (p *printer) writeInputs(b *strings.Builder) {
	if len(p.model.Inputs) == 0 {
		return
	}
	header := []string{"Name", "Description", "Type", "Default", "Required"}
	known := slices.ContainsFunc(p.model.Inputs, func(f *model.Field) bool { return f.Effect != "" })
	if known {
		header = append(header, "Effect")
	}
	var rows [][]string
	for _, f := range p.model.Inputs {
		rows = append(rows, inputRows(anchored("input", f.Variable()), f.Variable(), f, known)...)
	}
	b.WriteString("## Inputs\n\n")
	if known {
		writeParagraph(b, effectNote)
	}
	markdown.WriteTable(b, header, rows)
}

// effectNote is above a table with a column for the effects of inputs.
const effectNote = "Effect is the worst that another value does to what runs: none; metadata, labels and annotations alone; live, changed in place; restart, pods end and volumes stay; replace, an object is replaced; blocked, the apply fails and nothing is lost; data loss."

// inputRows is a row for a field called name, a Markdown cell, and one for each of its attributes.
func inputRows(name, path string, f *model.Field, withEffect bool) [][]string {
	row := []string{name, descriptionCell(f), markdown.Code(shortType(f.Type)), defaultCell(f), requiredCell(f)}
	if withEffect {
		row = append(row, markdown.Cell(f.Effect))
	}
	rows := [][]string{row}
	t := f.Type
	for t.Elem != nil {
		path += "[*]"
		t = t.Elem
	}
	for _, attribute := range t.Fields {
		inner := path + "." + attribute.Name
		rows = append(rows, inputRows(markdown.Code(inner), inner, attribute, withEffect)...)
	}
	return rows
}

func shortType(t *model.Type) string {
	if t.Elem != nil {
		return fmt.Sprintf("%s(%s)", t.Kind, shortType(t.Elem))
	}
	return string(t.Kind)
}

func defaultCell(f *model.Field) string {
	switch {
	case f.Required():
		return "n/a"
	case f.Default == nil:
		return markdown.Code("null")
	}
	return markdown.Code(string(model.AppendJSON(nil, trimDefaults(f.Default.Value, f.Type))))
}

func requiredCell(f *model.Field) string {
	if f.Required() {
		return "yes"
	}
	return "no"
}

// descriptionCell is the doc comment, then what the value must be.
func descriptionCell(f *model.Field) string {
	text := strings.Join(strings.Fields(f.Doc), " ")
	for t := f.Type; t != nil; t = t.Elem {
		if t.Constraint != nil && t.Constraint.Words != "" {
			text += " " + model.UpperFirst(t.Constraint.Words) + "."
		}
	}
	if f.Sensitive {
		text += " Sensitive."
	}
	return markdown.Cell(strings.TrimSpace(text))
}

func (p *printer) writeOutputs(b *strings.Builder) {
	if len(p.model.Outputs) == 0 {
		return
	}
	var rows [][]string
	for _, o := range p.model.Outputs {
		rows = append(rows, []string{anchored("output", o.Name), markdown.Cell(strings.Join(strings.Fields(o.Doc), " "))})
	}
	b.WriteString("## Outputs\n\n")
	markdown.WriteTable(b, []string{"Name", "Description"}, rows)
}
