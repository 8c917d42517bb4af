package terraform

import (
	"encoding/base64"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// blockPrinter prints the content of one block as the provider's schema wants it.
type blockPrinter struct {
	p       *printer
	schema  *provider.Block
	path    string // of the block's object in the contract
	pos     model.Position
	secret  bool // the block is a Secret's resource
	content *hcl.Body
}

// members prints the fields in their order. Fields that have one name in Terraform are
// printed together, in the place of the first.
func (b *blockPrinter) members(s *scope, members []member) {
	if b.secret {
		members = s.secretMembers(members)
	}
	var names []string
	byName := map[string][]member{}
	for _, m := range members {
		name, ok := b.schema.Name(m.name)
		if !ok {
			b.p.refuse(m.value.Pos(), "remove it, or ask the provider's documentation for what takes its place",
				"%s.%s: Terraform's Kubernetes provider has no name for this field", b.path, m.name)
			continue
		}
		if byName[name] == nil {
			names = append(names, name)
		}
		byName[name] = append(byName[name], m)
	}
	for _, name := range names {
		if attribute := b.schema.Attributes[name]; attribute != nil {
			b.attribute(name, attribute, byName[name])
			continue
		}
		b.blocks(name, b.schema.Blocks[name], byName[name])
	}
	b.required(byName)
}

// attribute prints name = value. A value that is there under a condition is null
// otherwise, which Terraform takes for absent.
func (b *blockPrinter) attribute(name string, schema *provider.Attribute, members []member) {
	if len(members) == 1 && typed.IsLiteral(members[0].value, nil) {
		return
	}
	doc := b.p.firstTime(members[0].doc)
	var value hcl.Expr
	for _, m := range slices.Backward(members) {
		c := b.attributeValue(name, schema, m)
		if len(m.clauses) > 0 {
			var otherwise hcl.Expr = hcl.Null
			if value != nil {
				otherwise = value
			}
			c = b.guardedValue(m, c, otherwise)
		}
		value = c
	}
	b.content.Commented(doc, name, value)
}

func (b *blockPrinter) guardedValue(m member, value, otherwise hcl.Expr) hcl.Expr {
	if hasFor(m.clauses) {
		b.p.refuse(m.value.Pos(), "write the field once", "%s.%s: a field cannot be repeated", b.path, m.name)
	}
	cond := m.scope.conditions(m.clauses)
	// "x.y != null ? x.y : null" is x.y itself.
	if otherwise == hcl.Null && same(m.scope.expr(cond), hcl.Binary{Op: hcl.NotEqual, X: value, Y: hcl.Null}) {
		return value
	}
	return m.scope.guarded(cond, value, otherwise)
}

func (b *blockPrinter) attributeValue(name string, schema *provider.Attribute, m member) hcl.Expr {
	if provider.Octal(name) && schema.Type == cty.String {
		return octal(m.scope, m.value)
	}
	if provider.Plain(name) {
		return b.plain(m)
	}
	if schema.Type.IsMapType() {
		return m.scope.whole(m.value)
	}
	return m.scope.expr(m.value)
}

// plain is the text that a field has the base64 of, for an attribute that takes the text.
func (b *blockPrinter) plain(m member) hcl.Expr {
	switch value := m.scope.resolve(m.value).(type) {
	case *typed.Call:
		if value.Function.Name == "base64" {
			return m.scope.expr(value.Args[0])
		}
	case *typed.Literal:
		encoded, _ := value.Value.(string)
		if text, err := base64.StdEncoding.DecodeString(encoded); err == nil && utf8.Valid(text) {
			return hcl.String(string(text))
		}
	}
	b.p.refuse(m.value.Pos(), "write base64.Encode(null, text)", "%s.%s: Terraform's Kubernetes provider takes the text that this is the base64 of", b.path, m.name)
	return hcl.Null
}

// octal is a file mode in the provider's spelling.
func octal(s *scope, mode typed.Expr) hcl.Expr {
	if literal, ok := mode.(*typed.Literal); ok {
		if n, ok := literal.Value.(int64); ok {
			return hcl.String(fmt.Sprintf("%04o", n))
		}
	}
	return s.expr(function("format", typed.NewLiteral("%04o"), mode))
}

// blocks prints the nested blocks that a field stands for.
func (b *blockPrinter) blocks(name string, schema *provider.NestedBlock, members []member) {
	always, all := 0, 0
	for _, m := range members {
		doc := m.doc
		for _, it := range m.scope.itemsOf(m.value, m.clauses) {
			b.block(name, schema, m, it, b.p.firstTime(joinDocs(doc, it.doc)))
			doc = ""
			all++
			if len(it.clauses) == 0 {
				always++
			}
		}
	}
	if all == 0 && schema.MinItems > 0 {
		b.p.refuse(members[0].value.Pos(), "give it a value, or leave out the object that it is in", "%s.%s: Terraform's Kubernetes provider demands at least one", b.path, members[0].name)
	}
	if schema.MaxItems > 0 && always > schema.MaxItems {
		b.p.refuse(members[0].value.Pos(), "leave some out", "%s.%s: Terraform's Kubernetes provider takes %d at most", b.path, members[0].name, schema.MaxItems)
	}
}

func (b *blockPrinter) block(name string, schema *provider.NestedBlock, m member, it blockItem, doc string) {
	inner := &blockPrinter{p: b.p, schema: &schema.Block, path: b.path + "." + m.name, pos: it.value.Pos(), content: &hcl.Body{}}
	if len(it.clauses) == 0 {
		inner.members(m.scope, m.scope.membersOf(it.value))
		b.content.Block(doc, inner.content, name)
		return
	}
	d := m.scope.dynamic(name, it)
	inner.members(d.scope, d.scope.membersOf(it.value))
	dynamic := &hcl.Body{}
	dynamic.Attribute("for_each", d.forEach)
	if d.iterator != "" {
		dynamic.Attribute("iterator", hcl.Name(d.iterator))
	}
	dynamic.Gap()
	dynamic.Block("", inner.content, "content")
	b.content.Block(doc, dynamic, "dynamic", name)
}

// required adds the blocks that the provider wants even when Kubernetes does not, and
// refuses what it cannot make up.
func (b *blockPrinter) required(given map[string][]member) {
	for _, name := range sortedKeys(b.schema.Attributes) {
		if b.schema.Attributes[name].Required && given[name] == nil {
			b.p.refuse(b.pos, "give it a value", "%s: Terraform's Kubernetes provider demands %s", b.path, name)
		}
	}
	for _, name := range sortedKeys(b.schema.Blocks) {
		nested := b.schema.Blocks[name]
		if nested.MinItems == 0 || given[name] != nil {
			continue
		}
		if !nested.Single() || demands(&nested.Block) {
			b.p.refuse(b.pos, "give it a value", "%s: Terraform's Kubernetes provider demands a block %s", b.path, name)
			continue
		}
		b.content.FirstBlock("", &hcl.Body{}, name)
	}
}

// demands reports whether a block cannot be empty.
func demands(b *provider.Block) bool {
	for _, a := range b.Attributes {
		if a.Required {
			return true
		}
	}
	for _, nested := range b.Blocks {
		if nested.MinItems > 0 {
			return true
		}
	}
	return false
}
