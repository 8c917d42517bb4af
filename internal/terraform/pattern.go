package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Regular expressions that have names in the contract are locals of these names. They depend
// on nothing, so that a variable's own validations can refer to them, too: since version 1.9
// of Terraform and of OpenTofu.

// nameTexts gives the named texts names that no other local has. Where two have one value it is
// not known which of them a rule has, so that neither is a local.
func (p *printer) nameTexts(free func(name, suffix string) string) {
	times := map[string]int{}
	for _, text := range p.model.Texts {
		times[text.Value]++
	}
	for _, text := range p.model.Texts {
		if text.Value != "" && times[text.Value] == 1 && hclsyntax.ValidIdentifier(text.Name) {
			p.texts[text.Value], p.textNames[text.Value] = text, free(text.Name, "_pattern")
		}
	}
}

// matching is a call that refers to the local which its constant regular expression is.
func (p *printer) matching(c hcl.Call) hcl.Call {
	if c.Function != "regex" && c.Function != "regexall" {
		return c
	}
	if pattern, ok := c.Args[0].(hcl.String); ok && p.texts[string(pattern)] != nil {
		c.Args[0] = p.useText(p.texts[string(pattern)])
	}
	return c
}

// useText refers to a text, and notes that the file that is being printed does.
func (p *printer) useText(text *model.Text) hcl.Expr {
	name := p.textNames[text.Value]
	if !p.used[name][p.printing] {
		p.use(name)
		for _, part := range text.Parts {
			if other := p.texts[part.Text]; part.Name != "" && other != nil {
				p.useText(other)
			}
		}
	}
	return hcl.Name("local." + name)
}

// printTexts prints the texts that something refers to, from the last to the first. Those of
// validations stand with the variables, whichever other files refer to them: what the variables
// accept can be read, and tried, in one file.
func (p *printer) printTexts(locals bodies) {
	for _, text := range slices.Backward(p.model.Texts) {
		name := p.textNames[text.Value]
		if p.texts[text.Value] == text && len(p.used[name]) > 0 {
			file := p.home(name)
			if p.used[name][variablesFile] {
				file = variablesFile
			}
			locals.of(file).Commented(text.Doc, name, p.text(text))
		}
	}
}

// text is a named text, with references to those in it.
func (p *printer) text(text *model.Text) hcl.Expr {
	var parts hcl.Template
	for _, part := range text.Parts {
		if other := p.texts[part.Text]; part.Name != "" && other != nil {
			parts = append(parts, hcl.Name("local."+p.textNames[part.Text]))
		} else if part.Text != "" {
			parts = append(parts, hcl.String(part.Text))
		}
	}
	if len(parts) < 2 {
		return hcl.String(text.Value)
	}
	return parts
}
