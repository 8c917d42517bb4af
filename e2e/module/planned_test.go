package module

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// planned is what an engine has planned for one module instance, written as a module
// of constants: so the evaluator that reads the generated module reads the plan.
type planned struct{ file *hclwrite.File }

func newPlanned() *planned { return &planned{hclwrite.NewEmptyFile()} }

// text is the module's one file.
func (p *planned) text() []byte { return p.file.Bytes() }

// resource adds a resource with its planned values.
func (p *planned) resource(r engine.Resource) error {
	schema, ok := provider.Resource(r.Type)
	if !ok {
		return nil // terraform_data, which is no object of Kubernetes
	}
	body := p.file.Body().AppendNewBlock("resource", []string{r.Type, r.Name}).Body()
	if key, ok := r.Index.(string); ok { // of one of several instances
		body.SetAttributeValue("for_each", cty.ObjectVal(map[string]cty.Value{key: cty.True}))
	}
	if err := writeBody(body, schema, r.Values); err != nil {
		return fmt.Errorf("%s: %w", r.Address, err)
	}
	return nil
}

// writeBody writes what is planned of a block. Null is what is not set, and what the
// provider alone decides is not known yet.
func writeBody(body *hclwrite.Body, schema *provider.Block, values map[string]json.RawMessage) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		var err error
		if nested := schema.Blocks[name]; nested != nil {
			err = writeBlocks(body, name, nested, values[name])
		} else if attribute := schema.Attributes[name]; attribute != nil {
			err = writeAttribute(body, name, attribute.Type, values[name])
		} else {
			err = fmt.Errorf("is not in the schema")
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func writeBlocks(body *hclwrite.Body, name string, schema *provider.NestedBlock, text json.RawMessage) error {
	var blocks []map[string]json.RawMessage
	if schema.Nesting == provider.NestingSingle {
		blocks = make([]map[string]json.RawMessage, 1)
		if err := json.Unmarshal(text, &blocks[0]); err != nil || blocks[0] == nil {
			return err
		}
	} else if err := json.Unmarshal(text, &blocks); err != nil {
		return err
	}
	for _, values := range blocks {
		if err := writeBody(body.AppendNewBlock(name, nil).Body(), &schema.Block, values); err != nil {
			return err
		}
	}
	return nil
}

func writeAttribute(body *hclwrite.Body, name string, typ cty.Type, text json.RawMessage) error {
	if typ == cty.DynamicPseudoType { // plans have the value alone
		var err error
		if typ, err = ctyjson.ImpliedType(text); err != nil {
			return err
		}
	}
	value, err := ctyjson.Unmarshal(text, typ)
	if err == nil && !value.IsNull() {
		body.SetAttributeValue(name, value)
	}
	return err
}

// output adds an output.
func (p *planned) output(name string, known any) error {
	text, err := json.Marshal(known)
	if err != nil {
		return err
	}
	typ, err := ctyjson.ImpliedType(text)
	if err != nil {
		return err
	}
	value, err := ctyjson.Unmarshal(text, typ)
	if err == nil {
		p.file.Body().AppendNewBlock("output", []string{name}).Body().SetAttributeValue("value", value)
	}
	return err
}

// known puts null in place of what a plan leaves out because it is unknown.
func known(after, unknown any) any {
	members, ok := unknown.(map[string]any)
	if !ok {
		return after
	}
	object, _ := after.(map[string]any)
	if object == nil {
		object = map[string]any{}
	}
	for name, inner := range members {
		if inner == true {
			object[name] = nil
		} else if _, ok := object[name]; ok {
			object[name] = known(object[name], inner)
		}
	}
	return object
}

// warning adds a check that reports a message.
func (p *planned) warning(name, message string) {
	body := p.file.Body().AppendNewBlock("check", []string{name}).Body().AppendNewBlock("assert", nil).Body()
	body.SetAttributeValue("condition", cty.False)
	body.SetAttributeValue("error_message", cty.StringVal(message))
}

// refusal adds a variable whose rules are broken, and where the engine may not have come
// to all rules one that waits for it.
func (p *planned) refusal(messages []string, partial bool) {
	said := p.variable("said")
	for _, message := range messages {
		rule(said, cty.False, message)
	}
	if partial {
		body := p.variable("more").AppendNewBlock("validation", nil).Body()
		body.SetAttributeTraversal("condition", hcl.Traversal{hcl.TraverseRoot{Name: "var"}, hcl.TraverseAttr{Name: "said"}})
		body.SetAttributeValue("error_message", cty.StringVal("More."))
	}
}

// mistyped adds a variable that is required, and that no input has.
func (p *planned) mistyped() { p.file.Body().AppendNewBlock("variable", []string{"mistyped"}) }

// fails adds an output that cannot be evaluated, because of what an engine says.
func (p *planned) fails(reason string) {
	p.file.Body().AppendNewBlock("output", []string{"failed"}).Body().SetAttributeRaw("value", hclwrite.TokensForFunctionCall("tonumber", hclwrite.TokensForValue(cty.StringVal(reason))))
}

// variable adds a variable without a value.
func (p *planned) variable(name string) *hclwrite.Body {
	body := p.file.Body().AppendNewBlock("variable", []string{name}).Body()
	body.SetAttributeValue("default", cty.NullVal(cty.DynamicPseudoType))
	return body
}

func rule(variable *hclwrite.Body, condition cty.Value, message string) {
	body := variable.AppendNewBlock("validation", nil).Body()
	body.SetAttributeValue("condition", condition)
	body.SetAttributeValue("error_message", cty.StringVal(message))
}
