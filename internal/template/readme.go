package template

import (
	"fmt"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/markdown"
	"github.com/base-k8s/base-k8s/internal/model"
)

// readme is README.md, with the front matter that Coder reads, and tables of what is to choose and to set.
func (p *printer) readme() string {
	t := p.template
	var b strings.Builder
	fmt.Fprintf(&b, "---\ndisplay_name: %s\ndescription: %s\nicon: %s\nverified: false\ntags: [%s]\n---\n\n", yamlText(t.Title), yamlText(t.Description), yamlText(t.Icon), quoted(t.Tags))
	if !strings.HasPrefix(t.Readme, "# ") {
		fmt.Fprintf(&b, "# %s\n\n", t.Title)
	}
	if text := strings.TrimSpace(t.Readme); text != "" {
		b.WriteString(text + "\n\n")
	}
	if rows := p.parameterRows(); len(rows) > 0 {
		b.WriteString("## Parameters\n\nWhat users choose. What may change later follows from what a change does to a workspace that is there.\n\n")
		markdown.WriteTable(&b, []string{"Parameter", "Name", "Description", "Default", "Changes later"}, rows)
	}
	if rows := p.variableRows(); len(rows) > 0 {
		b.WriteString("## Variables\n\nWhat the administrators of the template set; variables.tf has the whole of each description.\n\n")
		markdown.WriteTable(&b, []string{"Variable", "Description", "Default"}, rows)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func (p *printer) parameterRows() (rows [][]string) {
	for _, c := range p.choices {
		initial := "n/a"
		if c.initial != nil {
			initial = markdown.Code(*c.initial)
		}
		rows = append(rows, []string{markdown.Cell(c.Title), markdown.Code(c.Name), markdown.Cell(c.description()), initial, c.later()})
	}
	return rows
}

// later says in which way a parameter may change.
func (c *choice) later() string {
	switch {
	case c.change.monotonic == increasing:
		return "grows only"
	case c.change.monotonic == decreasing:
		return "shrinks only"
	case !c.change.mutable && c.change.worst == effect.DataLoss:
		return "no, it could lose data"
	case !c.change.mutable:
		return "no, it could fail"
	case c.change.worst >= effect.Restart:
		return "yes, with a restart"
	}
	return "yes, at once"
}

// variableRows are the variables that the contract writes itself, then those for inputs.
func (p *printer) variableRows() (rows [][]string) {
	for _, f := range p.template.Files {
		for _, kind := range f.Body.Fields {
			if kind.Name != "variable" {
				continue
			}
			for _, v := range kind.Fields {
				rows = append(rows, []string{markdown.Code(v.Name), markdown.Cell(text(v.Tree, "description")), ownDefault(v.Tree)})
			}
		}
	}
	for _, v := range p.template.Variables {
		f := p.variable(v)
		initial := "n/a"
		if f.Sensitive {
			initial = "sensitive"
		} else if f.Default != nil {
			initial = markdown.Code(string(model.AppendJSON(nil, f.Default.Value)))
		}
		rows = append(rows, []string{markdown.Code(v.Name), markdown.Cell(f.Doc), initial})
	}
	return rows
}

// ownDefault is the default of a variable block.
func ownDefault(t *model.Tree) string {
	if sensitive := t.At("sensitive"); sensitive != nil && sensitive.Value == true {
		return "sensitive"
	}
	if initial := t.At("default"); initial != nil {
		return markdown.Code(string(model.AppendJSON(nil, plain(initial))))
	}
	return "n/a"
}

func quoted(texts []string) string {
	all := make([]string, len(texts))
	for i, s := range texts {
		all[i] = yamlText(s)
	}
	return strings.Join(all, ", ")
}

// yamlText is a text as a double-quoted scalar of YAML, as JSON writes it.
func yamlText(s string) string { return string(model.AppendJSON(nil, s)) }
