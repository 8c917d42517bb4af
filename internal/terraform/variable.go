package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/base-k8s/base-k8s/internal/model"
)

// variables is variables.tf. It comes last because it has a local for each object that
// anything else refers to.
func (p *printer) variables() *body {
	file := &body{}
	if table := p.attributeTable(); len(table.items) > 0 {
		file.block("", "locals", table)
	}
	checks := p.checkRules()
	for _, f := range p.model.Inputs {
		content := &body{}
		if strict(f.Type) {
			content.attribute("type", postfix("any"))
			content.attribute("description", description(p.typeText(f.Type), f.Doc, f.Type))
		} else {
			content.attribute("type", p.typeConstraint(f.Type))
			if f.Doc != "" {
				content.attribute("description", description("", f.Doc, f.Type))
			}
		}
		if f.Default != nil {
			content.attribute("default", p.scope().value(defaultValue(f)))
		} else if f.Optional {
			content.attribute("default", postfix("null"))
		}
		if !f.Type.Nullable && !f.Optional {
			content.attribute("nullable", postfix("false"))
		}
		if f.Sensitive {
			content.attribute("sensitive", postfix("true"))
		}
		for _, r := range p.rules(f, checks[f.Name]) {
			content.block("", "validation", r.validation())
		}
		file.block("", "variable "+quoted(f.Name), content)
	}
	if converted := p.convertedInputs(); len(converted.items) > 0 {
		file.block(convertedDoc, "locals", converted)
	}
	return file
}

const convertedDoc = "The inputs that are objects as the module refers to them: in the types of their descriptions,\nwith the defaults of attributes that are absent or null."

// rules are the rules on an input: its type's constraints, then the checks. Terraform
// prints a variable's value when its own validation fails, so that sensitive inputs have
// none but for the names of attributes: of an object it prints no more than those.
func (p *printer) rules(f *model.Field, checks []rule) []rule {
	if f.Sensitive && !strict(f.Type) {
		return nil
	}
	return append(p.constraintRules(f), checks...)
}

// typeText is the type of an input as Terraform would write it, formatted.
func (p *printer) typeText(t *model.Type) string {
	text := hclwrite.Format([]byte("type = " + p.typeConstraint(t).text))
	return strings.TrimPrefix(string(text), "type = ")
}

// typeConstraint is the type of an input in Terraform's own language for types.
func (p *printer) typeConstraint(t *model.Type) code {
	switch t.Kind {
	case model.List, model.Map:
		elem := p.typeConstraint(t.Elem)
		return postfix(string(t.Kind) + "(" + elem.text + ")")
	case model.Record:
		if len(t.Fields) == 0 {
			return postfix("object({})")
		}
		var b strings.Builder
		for _, f := range t.Fields {
			b.WriteString(f.Name + " = " + p.attributeType(f) + "\n")
		}
		return postfix("object({\n" + b.String() + "})")
	}
	return postfix(string(t.Kind))
}

// attributeType is the type of an attribute, with its default.
func (p *printer) attributeType(f *model.Field) string {
	t := p.typeConstraint(f.Type).text
	switch {
	case f.Required():
		return t
	case f.Optional, f.Default.Value == nil:
		return "optional(" + t + ")"
	}
	return "optional(" + t + ", " + p.scope().expr(defaultValue(f)).text + ")"
}

// defaultValue is a field's default. Attributes of an object that have their own
// default in the type are left out.
func defaultValue(f *model.Field) *model.Expr {
	v := trimDefaults(f.Default.Value, f.Type)
	return &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}, Pos: f.Pos}
}

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

// description is a type and a doc comment as one line, or as a heredoc when there are
// several lines or attributes with comments of their own.
func description(typeText, doc string, t *model.Type) code {
	parts := paragraphs(doc)
	if typeText != "" {
		parts = append([]string{typeText}, parts...)
	}
	text := strings.Join(parts, "\n\n")
	if list := attributeList(t, ""); list != "" {
		text += "\n\n" + strings.TrimSuffix(list, "\n")
	}
	if !strings.Contains(text, "\n") {
		return postfix(quoted(text))
	}
	if c, ok := heredoc(text + "\n"); ok {
		return c
	}
	return postfix(quoted(text))
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
