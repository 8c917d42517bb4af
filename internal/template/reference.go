package template

import (
	"maps"
	"slices"
	"strings"

	hclv2 "github.com/hashicorp/hcl/v2"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// reference is an expression's mention of something that a file declares.
type reference struct {
	traversal hclv2.Traversal
	pos       model.Position
}

// declare notes what a file declares at an address, such as var.region.
func (p *printer) declare(pos model.Position, address string, attributes map[string]bool) {
	if _, ok := p.declared[address]; ok {
		p.refuse(pos, "give one of them another name", "%s is declared twice", address)
	}
	p.declared[address] = attributes
}

// declareBlock notes what a block of the contract's own declares.
func (p *printer) declareBlock(pos model.Position, kind string, labels []string, t *model.Tree) {
	switch kind {
	case "variable":
		p.declare(pos, "var."+labels[0], nil)
	case "locals":
		for _, f := range t.Fields {
			p.declare(f.Pos, "local."+f.Name, nil)
		}
	case "module", "output":
		p.declare(pos, kind+"."+labels[0], nil)
	case "provider":
		if alias := text(t, "alias"); alias != "" {
			p.declare(pos, labels[0]+"."+alias, nil)
		}
	case "data":
		schema, _ := schemaOf(kind, labels)
		p.declare(pos, "data."+strings.Join(labels, "."), attributesOf(schema))
	case "resource":
		schema, _ := schemaOf(kind, labels)
		p.declare(pos, strings.Join(labels, "."), attributesOf(schema))
	}
}

func attributesOf(schema *provider.Block) map[string]bool {
	if schema == nil {
		return nil
	}
	names := map[string]bool{}
	for name := range schema.Attributes {
		names[name] = true
	}
	for name := range schema.Blocks {
		names[name] = true
	}
	return names
}

// roots are what an expression may refer to without a declaration.
var roots = []string{"each", "count", "self", "path", "terraform"}

// addressLength is how many names an address has, by the first of them; two for others.
var addressLength = map[string]int{"var": 2, "local": 2, "module": 2, "data": 3}

// checkReferences reports what nothing declares, and attributes that there are not.
func (p *printer) checkReferences() {
	for _, r := range p.references {
		parts := nameSteps(r.traversal)
		if slices.Contains(roots, parts[0]) {
			continue
		}
		address := address(parts)
		length := len(strings.Split(address, "."))
		attributes, ok := p.declared[address]
		switch {
		case !ok:
			p.refuse(r.pos, "declare it, or correct the name", "nothing declares %s", address)
		case len(parts) > length && attributes != nil && !attributes[parts[length]]:
			p.refuse(r.pos, "write one of "+strings.Join(sorted(attributes), ", "), "%s has no attribute %s", address, parts[length])
		}
	}
}

// address is the beginning of a traversal's names that says what it refers to.
func address(parts []string) string {
	length := 2
	if n, ok := addressLength[parts[0]]; ok {
		length = n
	}
	return strings.Join(parts[:min(length, len(parts))], ".")
}

// nameSteps are the names at the beginning of a traversal; indices are left out.
func nameSteps(t hclv2.Traversal) []string {
	parts := []string{t.RootName()}
	for _, step := range t[1:] {
		if attribute, ok := step.(hclv2.TraverseAttr); ok {
			parts = append(parts, attribute.Name)
		}
	}
	return parts
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
