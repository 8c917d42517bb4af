package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/dynblock"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// resource is a resource block.
type resource struct {
	count   hclsyntax.Expression // nil for a resource without it
	forEach hclsyntax.Expression // nil for a resource without it
	block   *hclsyntax.Body      // everything, for references
	body    hcl.Body             // without the meta-arguments
	schema  *provider.Block
}

// recorder is the builtin resource type that records a value. It needs no provider.
const recorder = "terraform_data"

// recorderSchema is the schema of terraform_data, as far as it can be written.
var recorderSchema = &provider.Block{Attributes: map[string]*provider.Attribute{
	"input":            {Type: cty.DynamicPseudoType, Optional: true},
	"triggers_replace": {Type: cty.DynamicPseudoType, Optional: true},
}}

// metaArguments are what Terraform itself reads of a resource.
var metaArguments = &hcl.BodySchema{
	Attributes: []hcl.AttributeSchema{{Name: "count"}, {Name: "for_each"}, {Name: "depends_on"}},
	Blocks:     []hcl.BlockHeaderSchema{{Type: "lifecycle"}},
}

// newResource separates a resource's own body from what Terraform reads of it. The
// order in which resources are created is not checked here.
func newResource(block *hclsyntax.Block) (*resource, error) {
	schema, ok := provider.Resource(block.Labels[0])
	if block.Labels[0] == recorder {
		schema, ok = recorderSchema, true
	}
	if !ok {
		return nil, fmt.Errorf("the provider has no resource %s", block.Labels[0])
	}
	meta, rest, diags := block.Body.PartialContent(metaArguments)
	if diags.HasErrors() {
		return nil, diags
	}
	r := &resource{block: block.Body, body: rest, schema: schema}
	if count := meta.Attributes["count"]; count != nil {
		r.count = count.Expr.(hclsyntax.Expression)
	}
	if each := meta.Attributes["for_each"]; each != nil {
		r.forEach = each.Expr.(hclsyntax.Expression)
	}
	return r, nil
}

// instances evaluates the resource: none or one configuration with count, one for each key
// with for_each, one without either.
func (r *resource) instances(ctx *hcl.EvalContext, schemas *bodySchemas) ([]*config, error) {
	if r.forEach != nil {
		return r.repeated(ctx, schemas)
	}
	if r.count != nil {
		count, diags := r.count.Value(ctx)
		if diags.HasErrors() {
			return nil, diags
		}
		switch n, err := wholeNumber(count); {
		case err != nil:
			return nil, fmt.Errorf("%s: count: %w", r.count.Range(), err)
		case n == 0:
			return nil, nil
		case n != 1:
			return nil, fmt.Errorf("%s: a count of %d is not expected in a printed module", r.count.Range(), n)
		}
	}
	c, err := schemas.decode(dynblock.Expand(r.body, ctx), r.schema, ctx)
	return []*config{c}, err
}

// config is an evaluated block: the attributes that are not null, and the blocks
// that are there.
type config struct {
	schema     *provider.Block
	key        string // of an instance of a resource with for_each
	attributes map[string]cty.Value
	blocks     map[string][]*config
}

// bodySchemas remembers HCL's form of the provider's schema.
type bodySchemas map[*provider.Block]*hcl.BodySchema

func (s bodySchemas) of(block *provider.Block) *hcl.BodySchema {
	if known := s[block]; known != nil {
		return known
	}
	schema := &hcl.BodySchema{}
	for _, name := range sortedKeys(block.Attributes) {
		schema.Attributes = append(schema.Attributes, hcl.AttributeSchema{Name: name, Required: block.Attributes[name].Required})
	}
	for _, name := range sortedKeys(block.Blocks) {
		schema.Blocks = append(schema.Blocks, hcl.BlockHeaderSchema{Type: name})
	}
	s[block] = schema
	return schema
}

// decode evaluates a body against the provider's schema. It fails where Terraform
// does: unknown or missing arguments and blocks, values that do not convert to the
// declared type, too few or too many blocks.
func (s bodySchemas) decode(body hcl.Body, schema *provider.Block, ctx *hcl.EvalContext) (*config, error) {
	content, diags := body.Content(s.of(schema))
	if diags.HasErrors() {
		return nil, diags
	}
	c := &config{schema: schema, attributes: map[string]cty.Value{}, blocks: map[string][]*config{}}
	for name, attribute := range content.Attributes {
		value, diags := attribute.Expr.Value(ctx)
		if diags.HasErrors() {
			return nil, diags
		}
		if err := c.set(name, value); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", attribute.Range, name, err)
		}
	}
	for _, block := range content.Blocks {
		nested, err := s.decode(block.Body, &schema.Blocks[block.Type].Block, ctx)
		if err != nil {
			return nil, err
		}
		c.blocks[block.Type] = append(c.blocks[block.Type], nested)
	}
	return c, c.countBlocks()
}

func (c *config) set(name string, value cty.Value) error {
	attribute := c.schema.Attributes[name]
	if attribute.Computed && !attribute.Optional {
		return fmt.Errorf("is decided by the provider and cannot be set")
	}
	value, err := convert.Convert(value, attribute.Type)
	if err != nil {
		return err
	}
	if !value.IsNull() {
		c.attributes[name] = value
	} else if attribute.Required {
		return fmt.Errorf("is required and must not be null")
	}
	return nil
}

func (c *config) countBlocks() error {
	for name, nested := range c.schema.Blocks {
		n := len(c.blocks[name])
		if n < nested.MinItems || nested.MaxItems > 0 && n > nested.MaxItems {
			return fmt.Errorf("%d %s blocks: the provider wants %d or more, at most %d (0 is no bound)", n, name, nested.MinItems, nested.MaxItems)
		}
	}
	return nil
}

// value is the resource as expressions that refer to it see it.
func (r *resource) value(instances []*config) cty.Value {
	if r.count != nil {
		return tuple(instances)
	}
	if r.forEach != nil {
		members := map[string]cty.Value{}
		for _, c := range instances {
			members[c.key] = c.value()
		}
		return cty.ObjectVal(members)
	}
	value := instances[0].value()
	if r.schema == recorderSchema {
		members := value.AsValueMap()
		members["output"] = members["input"] // what has been recorded
		value = cty.ObjectVal(members)
	}
	return value
}

// value is the block as expressions that refer to it see it. What the provider
// decides is null.
func (c *config) value() cty.Value {
	members := map[string]cty.Value{}
	for name, attribute := range c.schema.Attributes {
		members[name] = cty.NullVal(attribute.Type)
	}
	for name, value := range c.attributes {
		members[name] = value
	}
	for name := range c.schema.Blocks {
		members[name] = tuple(c.blocks[name])
	}
	return cty.ObjectVal(members)
}

func tuple(configs []*config) cty.Value {
	elems := make([]cty.Value, len(configs))
	for i, c := range configs {
		elems[i] = c.value()
	}
	return cty.TupleVal(elems)
}
