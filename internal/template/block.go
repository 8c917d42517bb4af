package template

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// meta are the attributes that every resource and data source has.
var meta = []string{"count", "for_each", "depends_on", "provider"}

// comment is the key of a comment in Terraform's JSON syntax.
const comment = "//"

// ownFiles prints the files that the contract writes itself.
func (p *printer) ownFiles() {
	for _, f := range p.template.Files {
		if f.Name == parametersFile || f.Name == presetsFile {
			p.refuse(f.Body.Pos, "choose another name", "%s is written from parameters and presets", f.Name)
			continue
		}
		for _, kind := range f.Body.Fields {
			known, ok := language[kind.Name]
			if !ok {
				p.refuse(kind.Pos, "write one of "+strings.Join(sorted(language), ", "), "%s has no blocks of the type %s", f.Name, kind.Name)
				continue
			}
			p.labelled(p.file(f.Name), kind.Name, known.labels, nil, kind.Tree)
		}
	}
}

// labelled prints the blocks of a type below its labels.
func (p *printer) labelled(body *hcl.Body, kind string, left int, labels []string, t *model.Tree) {
	if t.Kind == model.List && kind == "provider" && left == 0 {
		for _, elem := range t.List {
			p.labelled(body, kind, left, labels, elem)
		}
		return
	}
	if t.Kind != model.Record {
		p.refuse(t.Pos, "write a struct", "%s %s is not a block", kind, strings.Join(labels, "."))
		return
	}
	if left == 0 {
		p.declareBlock(t.Pos, kind, labels, t)
		body.Block(text(t, comment), p.block(kind, labels, t), kind, labels...)
		return
	}
	for _, f := range t.Fields {
		if !p.isIdentifier(f) {
			continue
		}
		p.labelled(body, kind, left-1, append(slices.Clone(labels), f.Name), f.Tree)
	}
}

// text is a field that is a string; "" when there is none.
func text(t *model.Tree, name string) string {
	if field := t.At(name); field != nil {
		s, _ := field.Value.(string)
		return s
	}
	return ""
}

// block is the content of a block at the top of a file.
func (p *printer) block(kind string, labels []string, t *model.Tree) *hcl.Body {
	schema, ok := schemaOf(kind, labels)
	if !ok {
		p.refuse(t.Pos, "write a resource of hashicorp/kubernetes 3 or coder/coder 2, a data source of the latter, or terraform_data, and anything else in a module", "the %s %s is not known here", kind, labels[0])
		return &hcl.Body{}
	}
	content, known := &hcl.Body{}, language[kind]
	for _, f := range metaFirst(t.Fields) {
		switch {
		case f.Name == comment || !p.isIdentifier(f):
		case kind == "variable" && f.Name == "type":
			content.Attribute(f.Name, p.typeName(f.Tree))
		case f.Name == "description" && (kind == "variable" || kind == "output"):
			content.Attribute(f.Name, terraform.Description(text(t, f.Name)))
		case f.Name == "default" && kind == "variable", kind == "terraform" && f.Name == "required_version":
			content.Attribute(f.Name, hcl.Constant{Expr: literal(f.Tree)})
		case f.Name == "depends_on" || f.Name == "provider":
			content.Attribute(f.Name, written(f.Tree, p.address))
		case slices.Contains(known.blocks, f.Name):
			p.blocks(content, f, nil)
		case known.attributes != nil && !slices.Contains(known.attributes, f.Name):
			p.refuse(f.Pos, "write one of "+strings.Join(slices.Concat(known.attributes, known.blocks), ", "), "a %s block has no argument %s", kind, f.Name)
		case schema != nil && !slices.Contains(meta, f.Name):
			p.argument(content, labels[0], f, schema)
		case kind == "provider" && f.Kind == model.Record:
			p.blocks(content, f, nil)
		default:
			content.Attribute(f.Name, p.expression(f.Tree))
		}
	}
	if schema != nil {
		p.required(labels[0], t, schema)
	}
	return content
}

// metaFirst are the fields with those that say how many there are at the beginning, where they
// are looked for.
func metaFirst(fields []model.TreeField) []model.TreeField {
	fields = slices.Clone(fields)
	first := func(f model.TreeField) int {
		if slices.Contains(meta[:2], f.Name) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(fields, func(a, b model.TreeField) int { return first(a) - first(b) })
	return fields
}

// isIdentifier reports whether a name can be that of a block or an argument, and refuses it if not.
func (p *printer) isIdentifier(f model.TreeField) bool {
	ok := f.Name == comment || hclsyntax.ValidIdentifier(f.Name)
	if !ok {
		p.refuse(f.Pos, "write letters, digits, _ and -", "%q is no name", f.Name)
	}
	return ok
}

// argument prints an attribute, or blocks, of a resource with a schema.
func (p *printer) argument(content *hcl.Body, resource string, f model.TreeField, schema *provider.Block) {
	if a, ok := schema.Attributes[f.Name]; ok && a.Settable() {
		p.checkType(resource, f, a.Type)
		content.Attribute(f.Name, p.expression(f.Tree))
		return
	}
	if f.Name == "dynamic" {
		p.dynamic(content, resource, f.Tree, schema)
		return
	}
	if b, ok := schema.Blocks[f.Name]; ok {
		if b.MaxItems > 0 && len(f.List) > b.MaxItems {
			p.refuse(f.Pos, "leave the others out", "%s has %d blocks of the type %s at most", resource, b.MaxItems, f.Name)
		}
		p.blocks(content, f, &b.Block)
		return
	}
	p.refuse(f.Pos, "see the documentation of the provider", "%s has no argument %s", resource, f.Name)
}

// dynamic prints dynamic blocks.
func (p *printer) dynamic(content *hcl.Body, resource string, t *model.Tree, schema *provider.Block) {
	for _, f := range t.Fields {
		nested, ok := schema.Blocks[f.Name]
		if !ok {
			p.refuse(f.Pos, "see the documentation of the provider", "%s has no blocks of the type %s", resource, f.Name)
			continue
		}
		before := len(p.references)
		body := &hcl.Body{}
		has := map[string]bool{}
		for _, part := range f.Fields {
			switch has[part.Name] = true; {
			case part.Name == comment:
			case part.Name == "for_each":
				body.Attribute(part.Name, p.expression(part.Tree))
			case part.Name == "content" && part.Kind == model.Record:
				p.blocks(body, part, &nested.Block)
			default:
				p.refuse(part.Pos, "write for_each, and content as a struct", "a dynamic block has no such %s", part.Name)
			}
		}
		if f.Kind != model.Record || !has["for_each"] || !has["content"] {
			p.refuse(f.Pos, "write {for_each: …, content: {…}}", "dynamic.%s lacks for_each or content", f.Name)
		}
		p.references = append(p.references[:before:before], slices.DeleteFunc(p.references[before:], func(r reference) bool {
			return r.traversal.RootName() == f.Name // the iterator, which has the name of the block
		})...)
		content.Block(text(f.Tree, comment), body, "dynamic", f.Name)
	}
}

// blocks prints a struct as a block, or a list of structs as blocks.
func (p *printer) blocks(content *hcl.Body, f model.TreeField, schema *provider.Block) {
	all := f.List
	if f.Kind != model.List {
		all = []*model.Tree{f.Tree}
	}
	for _, t := range all {
		if t.Kind != model.Record {
			p.refuse(t.Pos, "write a struct, or a list of them", "%s is a block", f.Name)
			continue
		}
		body := &hcl.Body{}
		for _, field := range t.Fields {
			switch {
			case field.Name == comment || !p.isIdentifier(field):
			case schema != nil:
				p.argument(body, f.Name, field, schema)
			case field.Name == "ignore_changes":
				body.Attribute(field.Name, written(field.Tree, p.typeName))
			case field.Name == "replace_triggered_by":
				body.Attribute(field.Name, written(field.Tree, p.address))
			default:
				body.Attribute(field.Name, p.expression(field.Tree))
			}
		}
		if schema != nil {
			p.required(f.Name, t, schema)
		}
		content.Block(text(t, comment), body, f.Name)
	}
}

// required reports required attributes that a block does not have.
func (p *printer) required(of string, t *model.Tree, schema *provider.Block) {
	for _, name := range sorted(schema.Attributes) {
		if schema.Attributes[name].Required && t.At(name) == nil {
			p.refuse(t.Pos, "give it a value", "%s has no %s, which is required", of, name)
		}
	}
}
