package template

import (
	"fmt"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// readme is README.md, with the front matter that Coder reads, and tables of what is to choose and to set.
func (p *printer) readme() string {
	t := p.template
	var b strings.Builder
	fmt.Fprintf(&b, "---\ndisplay_name: %s\ndescription: %s\nicon: %s\nverified: false\ntags: [%s]\n---\n\n", yamlText(t.Title), yamlText(t.Description), yamlText(t.Icon), strings.Join(t.Tags, ", "))
	if !strings.HasPrefix(t.Readme, "# ") {
		fmt.Fprintf(&b, "# %s\n\n", t.Title)
	}
	if text := strings.TrimSpace(t.Readme); text != "" {
		b.WriteString(text + "\n\n")
	}
	b.WriteString("## Parameters\n\nWhat users choose. What may change later follows from what a change does to a workspace that is there.\n\n")
	b.WriteString("| Parameter | Description | Default | Changes later |\n| --- | --- | --- | --- |\n")
	for _, c := range p.choices {
		initial := "n/a"
		if c.initial != nil {
			initial = "`" + *c.initial + strings.TrimSpace(c.Unit) + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", cell(c.Title), cell(c.description()), initial, c.later())
	}
	b.WriteString("\n## Variables\n\nWhat the administrators of the template set, with `--variable` or in its settings; variables.tf explains each.\n\n")
	for _, v := range p.template.Variables {
		fmt.Fprintf(&b, "- `%s`\n", v.Name)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// later says in which way a parameter may change.
func (c *choice) later() string {
	switch {
	case !c.change.mutable:
		return "no: " + c.change.worst.String()
	case c.change.monotonic == increasing:
		return "grows only"
	case c.change.monotonic == decreasing:
		return "shrinks only"
	}
	return "yes: " + c.change.worst.String()
}

func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", ">", "&gt;", "\n", " ").Replace(s)
}

// yamlText is a text as a double-quoted scalar of YAML, as JSON writes it.
func yamlText(s string) string { return string(model.AppendJSON(nil, s)) }
