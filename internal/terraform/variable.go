package terraform

import (
	"maps"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// variables is variables.tf, but for the locals.
func (p *printer) variables() *hcl.Body {
	file := &hcl.Body{}
	if table := p.attributeTable(); !table.Empty() {
		file.Block("", table, "locals")
	}
	checks := p.checkRules()
	p.comments = map[string]bool{}
	defer func() { p.comments = nil }()
	for _, f := range p.model.Inputs {
		content := &hcl.Body{}
		if strict(f) {
			content.Attribute("type", hcl.Name("any"))
			content.Attribute("description", description(hcl.Format(p.typeConstraint(f.Type)), f.Doc, f.Type))
		} else {
			content.Attribute("type", p.typeConstraint(f.Type))
			if f.Doc != "" {
				content.Attribute("description", description("", f.Doc, f.Type))
			}
		}
		if f.Default != nil {
			content.Attribute("default", hcl.Constant{Expr: p.constant(defaultValue(f))})
		} else if f.Optional {
			content.Attribute("default", hcl.Null)
		}
		if !f.Type.Nullable && !f.Optional {
			content.Attribute("nullable", hcl.Bool(false))
		}
		if f.Sensitive {
			content.Attribute("sensitive", hcl.Bool(true))
		}
		for _, r := range p.rules(f, checks[f.Name]) {
			content.Block(p.firstTime(r.doc), r.validation(p.scope()), "validation")
		}
		file.Block("", content, "variable", f.Variable())
	}
	return file
}

const convertedDoc = "The inputs that are objects as the module refers to them: in the types of their descriptions,\nwith the defaults of attributes that are absent or null."

// rules are the rules on an input: its type's constraints, then the checks. Terraform
// prints a variable's value when its own validation fails, so that sensitive inputs have
// none but for the names of attributes: of an object it prints no more than those.
func (p *printer) rules(f *model.Field, checks []rule) []rule {
	if f.Sensitive && !strict(f) {
		return nil
	}
	return append(p.constraintRules(f), checks...)
}

// typeConstraint is the type of an input in Terraform's own language for types.
func (p *printer) typeConstraint(t *model.Type) hcl.Expr {
	switch t.Kind {
	case model.List, model.Map:
		return call(string(t.Kind), p.typeConstraint(t.Elem))
	case model.Record:
		members := make([]hcl.Member, len(t.Fields))
		for i, f := range t.Fields {
			members[i] = hcl.Member{Key: hcl.String(f.Name), Value: p.attributeType(f)}
		}
		return call("object", hcl.Object{Members: members, Shape: hcl.Tall})
	case model.String, model.Number, model.Bool, model.Null:
	}
	return hcl.Name(t.Kind)
}

// attributeType is the type of an attribute, with its default.
func (p *printer) attributeType(f *model.Field) hcl.Expr {
	t := p.typeConstraint(f.Type)
	switch {
	case f.Required():
		return t
	case f.Optional, f.Default.Value == nil:
		return call("optional", t)
	}
	return call("optional", t, p.constant(defaultValue(f)))
}

// defaultValue is a field's default. Attributes of an object that have their own
// default in the type are left out.
func defaultValue(f *model.Field) model.Value { return trimDefaults(f.Default.Value, f.Type) }

func trimDefaults(v model.Value, t *model.Type) model.Value {
	object, ok := v.(model.Object)
	if !ok || t.Kind != model.Record {
		return v
	}
	var trimmed model.Object
	for _, m := range object {
		f := t.Field(m.Key)
		if f != nil && f.Default != nil && model.Equal(m.Value, f.Default.Value) {
			continue
		}
		trimmed = append(trimmed, m)
	}
	return trimmed
}

// Description is a text as the description of a variable or an output, in which Terraform takes no calls: a long
// one is a heredoc.
func Description(text string) hcl.Expr { return description("", text, nil) }

// description is a type and a doc comment in one line, or in several when there are
// several paragraphs or attributes with comments of their own. Nothing but a literal can be
// one, so that long lines are broken: a renderer of Markdown joins them.
func description(typeText, doc string, t *model.Type) hcl.Expr {
	text := strings.Join(paragraphs(doc), "\n\n")
	if list := attributeList(t, ""); list != "" {
		text += "\n\n" + strings.TrimSuffix(list, "\n")
	}
	text = hcl.Wrap(text)
	if typeText != "" { // the strings in it are as they are
		text = strings.TrimSpace(typeText + "\n\n" + text)
	}
	if strings.Contains(text, "\n") {
		text += "\n" // a heredoc has whole lines
	}
	return hcl.Constant{Expr: hcl.String(text)}
}

// attributeList is one line per attribute that has a comment, attributes of attributes
// indented below.
func attributeList(t *model.Type, indent string) string {
	for t != nil && t.Elem != nil {
		t = t.Elem
	}
	if t == nil {
		return ""
	}
	var b strings.Builder
	for _, f := range t.Fields {
		inner := attributeList(f.Type, indent+"  ")
		if doc := strings.Join(paragraphs(f.Doc), " "); doc != "" || inner != "" {
			b.WriteString(strings.TrimRight(indent+"- "+f.Name+": "+doc, ": ") + "\n" + inner)
		}
	}
	return b.String()
}

// paragraphs are the paragraphs of a comment, each on one line. Lines that begin a list
// item stay lines of their own.
func paragraphs(doc string) []string {
	var all []string
	for block := range strings.SplitSeq(strings.TrimSpace(doc), "\n\n") {
		var b strings.Builder
		for line := range strings.SplitSeq(block, "\n") {
			line = strings.TrimRight(line, " \t")
			switch {
			case b.Len() == 0:
			case strings.HasPrefix(strings.TrimLeft(line, " "), "- "):
				b.WriteByte('\n')
			default:
				line = " " + strings.TrimLeft(line, " \t")
			}
			b.WriteString(line)
		}
		if text := strings.TrimSpace(b.String()); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// Variables writes the inputs of a model as variables of a root module with their rules, and the locals
// that these refer to. The error is a [model.Diagnostics].
func Variables(m *model.Model) (*hcl.Body, error) {
	p := newPrinter(m)
	p.refuseNames()
	p.printing = variablesFile
	body := p.variables()
	content := p.content()
	for _, name := range slices.Sorted(maps.Keys(content)) {
		body.Append(content[name])
	}
	p.convertedInputs(body)
	if len(p.diagnostics) > 0 {
		return body, p.diagnostics
	}
	return body, nil
}
