package template

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
	"github.com/base-k8s/base-k8s/internal/terraform/provider/coder"
)

// language has the blocks at the top of a file, and how many labels each has.
// Source: https://developer.hashicorp.com/terraform/language/syntax/json#block-type-specific-exceptions.
var language = map[string]int{"terraform": 0, "locals": 0, "provider": 1, "variable": 1, "output": 1, "data": 2, "resource": 2}

// inner are the blocks inside them that are Terraform's own; what is no block is an attribute.
var inner = map[string][]string{
	"terraform": {"required_providers"}, "variable": {"validation"}, "output": {"precondition"},
	"data": {"lifecycle", "precondition", "postcondition"}, "resource": {"lifecycle", "precondition", "postcondition"},
}

// meta are the attributes that every resource and data source has.
var meta = []string{"count", "for_each", "depends_on", "provider"}

// comment is the key of a comment in Terraform's JSON syntax.
const comment = "//"

// written prints the files that the contract writes itself.
func (p *printer) written() {
	for _, f := range p.template.Files {
		for _, kind := range f.Body.Fields {
			labels, ok := language[kind.Name]
			if !ok {
				p.refuse(kind.Pos, "write one of data, locals, output, provider, resource, terraform, variable", "%s has no blocks of the type %s", f.Name, kind.Name)
				continue
			}
			p.labelled(p.file(f.Name), kind.Name, labels, nil, kind.Tree)
		}
	}
}

// labelled prints the blocks of a type below its labels.
func (p *printer) labelled(body *hcl.Body, kind string, left int, labels []string, t *model.Tree) {
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
		p.labelled(body, kind, left-1, append(slices.Clone(labels), f.Name), f.Tree)
	}
}

// text is a field that is a string; "" when there is none.
func text(t *model.Tree, name string) string {
	for _, f := range t.Fields {
		if s, ok := f.Value.(string); ok && f.Name == name {
			return s
		}
	}
	return ""
}

// block is the content of a block at the top of a file.
func (p *printer) block(kind string, labels []string, t *model.Tree) *hcl.Body {
	schema, known := schemaOf(kind, labels)
	if !known {
		p.refuse(t.Pos, "write one of hashicorp/kubernetes, coder/coder, or terraform_data", "no provider that is known here has a %s %s", kind, labels[0])
		return &hcl.Body{}
	}
	content := &hcl.Body{}
	for _, f := range metaFirst(t.Fields) {
		switch {
		case f.Name == comment:
		case f.Name == "type" && kind == "variable":
			content.Attribute(f.Name, p.typeName(f.Tree))
		case f.Name == "description" && (kind == "variable" || kind == "output"):
			content.Attribute(f.Name, prose(f.Tree))
		case f.Name == "default" && kind == "variable", kind == "terraform" && !slices.Contains(inner[kind], f.Name):
			content.Attribute(f.Name, hcl.Constant{Expr: p.expression(f.Tree)})
		case f.Name == "depends_on" || f.Name == "provider":
			content.Attribute(f.Name, p.addresses(f.Tree))
		case slices.Contains(inner[kind], f.Name):
			p.blocks(content, f, nil)
		case schema != nil && !slices.Contains(meta, f.Name):
			p.argument(content, labels[0], f, schema)
		case schema == nil && kind == "provider" && isBlock(f.Tree):
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

// prose is a description, in which Terraform takes no calls: a long one stands in several lines.
func prose(t *model.Tree) hcl.Expr {
	s, _ := t.Value.(string)
	if wrapped := hcl.Wrap(s); strings.Contains(wrapped, "\n") {
		s = wrapped + "\n"
	}
	return hcl.Constant{Expr: hcl.String(s)}
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

// isBlock reports whether a value inside a block without a schema is one.
func isBlock(t *model.Tree) bool { return t.Kind == model.Record }

// schemaOf is the schema of a resource or data source; nil for other blocks. It reports
// false for one that is not known.
func schemaOf(kind string, labels []string) (*provider.Block, bool) {
	switch {
	case kind != "resource" && kind != "data":
		return nil, true
	case kind == "data":
		return coder.Data(labels[0])
	case labels[0] == "terraform_data":
		return nil, true
	}
	if schema, ok := coder.Resource(labels[0]); ok {
		return schema, true
	}
	return provider.Resource(labels[0])
}

// addresses is a value whose strings are addresses.
func (p *printer) addresses(t *model.Tree) hcl.Expr {
	if t.Kind != model.List {
		return p.address(t)
	}
	list := make(hcl.Tuple, len(t.List))
	for i, elem := range t.List {
		list[i] = p.address(elem)
	}
	return list
}

// argument prints an attribute, or blocks, of a resource with a schema.
func (p *printer) argument(content *hcl.Body, resource string, f model.TreeField, schema *provider.Block) {
	if a, ok := schema.Attributes[f.Name]; ok && a.Settable() {
		p.checkType(resource, f, a.Type)
		content.Attribute(f.Name, p.expression(f.Tree))
		return
	}
	if f.Name == "dynamic" && f.Kind == model.Record {
		p.dynamic(content, resource, f.Tree, schema)
		return
	}
	if b, ok := schema.Blocks[f.Name]; ok {
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
		p.iterators = append(p.iterators, f.Name)
		body := &hcl.Body{}
		for _, part := range f.Fields {
			switch part.Name {
			case "for_each":
				body.Attribute(part.Name, p.expression(part.Tree))
			case "content":
				p.blocks(body, part, &nested.Block)
			default:
				p.refuse(part.Pos, "write for_each and content", "a dynamic block has no %s", part.Name)
			}
		}
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
			case field.Name == comment:
			case schema != nil:
				p.argument(body, f.Name, field, schema)
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
		given := slices.ContainsFunc(t.Fields, func(f model.TreeField) bool { return f.Name == name })
		if schema.Attributes[name].Required && !given {
			p.refuse(t.Pos, "give it a value", "%s has no %s, which is required", of, name)
		}
	}
}

// checkType reports a constant that an attribute cannot be.
func (p *printer) checkType(of string, f model.TreeField, typ cty.Type) {
	v, known := ctyValue(f.Tree)
	if !known {
		return
	}
	if _, err := convert.Convert(v, typ); err != nil {
		p.refuse(f.Pos, "see the documentation of the provider", "%s.%s: %v", of, f.Name, err)
	}
}

// ctyValue is a constant; it reports false where something is interpolated.
func ctyValue(t *model.Tree) (cty.Value, bool) {
	switch t.Kind {
	case model.Bool:
		return cty.BoolVal(t.Value.(bool)), true
	case model.Number:
		return cty.NumberIntVal(t.Value.(int64)), true
	case model.String:
		s := t.Value.(string)
		return cty.StringVal(s), !strings.Contains(s, "${") && !strings.Contains(s, "%{")
	case model.List:
		elems := make([]cty.Value, len(t.List))
		for i, elem := range t.List {
			v, known := ctyValue(elem)
			if !known {
				return cty.NilVal, false
			}
			elems[i] = v
		}
		return cty.TupleVal(elems), true
	case model.Record, model.Map:
		fields := map[string]cty.Value{}
		for _, f := range t.Fields {
			v, known := ctyValue(f.Tree)
			if !known {
				return cty.NilVal, false
			}
			fields[f.Name] = v
		}
		return cty.ObjectVal(fields), true
	case model.Null:
	}
	return cty.NullVal(cty.DynamicPseudoType), true
}
