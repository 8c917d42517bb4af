package caller

import (
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/model"
)

// configuration is what the files of a directory declare.
type configuration struct {
	dir    string
	only   string // the file whose blocks are calls; "" for all files
	files  map[string]*file
	broken []*Verdict // on the files that cannot be parsed

	parsed  []*file
	modules []*moduleBlock
	locals  map[string]hclsyntax.Expression
	// resources are the bodies of resources and data sources by address, such as
	// aws_instance.a and data.aws_ami.a, with those that override them.
	resources map[string][]*hclsyntax.Body
	// variables are the names of the variables.
	variables map[string]bool
}

// moduleBlock is a module block.
type moduleBlock struct {
	name, file string
	at         hcl.Range
	arguments  hclsyntax.Attributes
	blocks     []*hclsyntax.Block
}

func newConfiguration(dir string) *configuration {
	return &configuration{
		dir: dir, files: map[string]*file{}, locals: map[string]hclsyntax.Expression{},
		resources: map[string][]*hclsyntax.Body{}, variables: map[string]bool{},
	}
}

func (c *configuration) add(f *file) {
	c.parsed = append(c.parsed, f)
	c.files[f.name] = f
}

// merge puts together what the files declare. Those that override come last.
func (c *configuration) merge() {
	for _, f := range c.parsed {
		for _, block := range f.body.Blocks {
			c.block(f, block)
		}
	}
}

func (c *configuration) block(f *file, block *hclsyntax.Block) {
	switch {
	case block.Type == "locals":
		for name, attribute := range block.Body.Attributes {
			c.locals[name] = attribute.Expr
		}
	case block.Type == "variable" && len(block.Labels) == 1:
		c.variables[block.Labels[0]] = true
	case block.Type == "module" && len(block.Labels) == 1:
		c.module(f, block)
	case block.Type == "resource" && len(block.Labels) == 2:
		c.resource(block.Labels[0]+"."+block.Labels[1], block.Body)
	case block.Type == "data" && len(block.Labels) == 2:
		c.resource("data."+block.Labels[0]+"."+block.Labels[1], block.Body)
	}
}

// module notes a module block, or changes the one that a block in an override file is about.
func (c *configuration) module(f *file, block *hclsyntax.Block) {
	name := block.Labels[0]
	for _, m := range c.modules {
		if m.name == name && isOverride(f.name) && f.name != c.only {
			maps.Copy(m.arguments, block.Body.Attributes)
			return
		}
	}
	c.modules = append(c.modules, &moduleBlock{
		name: name, file: f.name, at: block.DefRange(), arguments: maps.Clone(block.Body.Attributes), blocks: block.Body.Blocks,
	})
}

func (c *configuration) resource(address string, body *hclsyntax.Body) {
	c.resources[address] = append(c.resources[address], body)
}

// repeatOf is the count or for_each of a resource, nil for none.
func (c *configuration) repeatOf(address string) (found *hclsyntax.Attribute) {
	for _, body := range c.resources[address] {
		if a := repeat(body.Attributes); a != nil {
			found = a
		}
	}
	return found
}

// repeat is the count or for_each among arguments, nil for none.
func repeat(arguments hclsyntax.Attributes) *hclsyntax.Attribute {
	if a := arguments["count"]; a != nil {
		return a
	}
	return arguments["for_each"]
}

// position is the place where a range begins.
func (c *configuration) position(r hcl.Range) model.Position {
	return c.files[r.Filename].position(r.Start)
}
