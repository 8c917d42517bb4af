package terraform

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// effects asserts what is in one result and was not in another: outputs, resources that
// exist, and what the others say. What is known only after apply is not asked for.
func (t *testPrinter) effects(before, after *model.Result) (all []assertion) {
	for _, o := range t.model.Outputs {
		if o.RecordsInput {
			continue
		}
		was, _ := before.Outputs.Get(o.Name)
		is, _ := after.Outputs.Get(o.Name)
		all = t.values(all, hcl.Name("output."+o.Name), was, is)
	}
	var contents []assertion
	for _, o := range t.model.Objects {
		address, ok := t.address(o)
		if o.Each != nil && ok {
			one, inside := t.repeatedEffects(o, address, before, after)
			all, contents = append(all, one...), append(contents, inside...)
			continue
		}
		was, is := rendered(before, o.Name), rendered(after, o.Name)
		switch {
		case !ok || was == nil && is == nil:
		case was == nil:
			all = append(all, counts(address, 1))
		case is == nil:
			all = append(all, counts(address, 0))
		default:
			contents = append(contents, t.resourceEffects(o, address, was, is)...)
		}
	}
	all = append(all, contents...)
	return all[:min(len(all), mostAssertions)]
}

// repeatedEffects asserts how many resources there are for the keys, or how those that both
// results have differ.
func (t *testPrinter) repeatedEffects(o *model.KubernetesObject, address hcl.Expr, before, after *model.Result) (number, contents []assertion) {
	had, has := 0, 0
	for _, old := range before.Objects {
		if _, ok := o.Item(old.Name); ok {
			had++
		}
	}
	for _, new := range after.Objects {
		item, ok := o.Item(new.Name)
		if !ok {
			continue
		}
		has++
		if was := rendered(before, new.Name); was != nil {
			contents = append(contents, t.resourceEffects(o, hcl.Index{Of: address, Key: hcl.String(item)}, was, new.Body)...)
		}
	}
	if had != has {
		number = []assertion{counts(address, has)}
	}
	return number, contents
}

func rendered(r *model.Result, name string) model.Object {
	i := slices.IndexFunc(r.Objects, func(o model.Rendered) bool { return o.Name == name })
	if i < 0 {
		return nil
	}
	return r.Objects[i].Body
}

// resourceEffects asserts how a resource differs. What a Secret holds is left out.
func (t *testPrinter) resourceEffects(o *model.KubernetesObject, address hcl.Expr, before, after model.Object) []assertion {
	name, _ := provider.ManagedBy(o.APIVersion, o.Kind)
	schema, ok := provider.Resource(name)
	if !ok || o.Kind == "Secret" {
		return nil
	}
	if o.If != nil {
		address = hcl.Index{Of: address, Key: hcl.Int(0)}
	}
	if name == provider.Manifest {
		return t.values(nil, hcl.Attribute{Of: address, Name: "manifest"}, before, after)
	}
	return t.blockEffects(nil, address, schema, before, after)
}

// blockEffects asserts how the fields of a block differ.
func (t *testPrinter) blockEffects(all []assertion, expr hcl.Expr, schema *provider.Block, before, after model.Object) []assertion {
	for _, m := range after {
		name, ok := schema.Name(m.Key)
		was, _ := before.Get(m.Key)
		if !ok || encoded(was) == encoded(m.Value) {
			continue
		}
		if attribute := schema.Attributes[name]; attribute != nil {
			all = t.attributeEffects(all, hcl.Attribute{Of: expr, Name: name}, attribute, was, inProvider(name, attribute.Type, m.Value))
			continue
		}
		all = t.nestedEffects(all, hcl.Attribute{Of: expr, Name: name}, schema.Blocks[name], was, m.Value)
	}
	for _, m := range before {
		name, ok := schema.Name(m.Key)
		if _, still := after.Get(m.Key); ok && !still && schema.Blocks[name] != nil {
			all = append(all, counts(hcl.Attribute{Of: expr, Name: name}, 0))
		}
	}
	return all
}

func encoded(v model.Value) string { return string(model.AppendJSON(nil, v)) }

// attributeEffects asserts how an attribute differs. The elements of a set have no
// index, only their number is asserted.
func (t *testPrinter) attributeEffects(all []assertion, expr hcl.Expr, schema *provider.Attribute, before, after model.Value) []assertion {
	switch {
	case schema.Type.IsPrimitiveType():
		return append(all, t.equal(expr, after))
	case schema.Type.IsSetType():
		before, _ := before.([]model.Value)
		after, _ := after.([]model.Value)
		if len(before) == len(after) {
			return all
		}
		return append(all, counts(expr, len(after)))
	}
	return t.values(all, expr, before, after)
}

// inProvider is a scalar as the provider's type has it.
func inProvider(name string, typ cty.Type, v model.Value) model.Value {
	switch v := v.(type) {
	case int64:
		switch {
		case typ == cty.String && provider.Octal(name):
			return fmt.Sprintf("%04o", v)
		case typ == cty.String:
			return strconv.FormatInt(v, 10)
		}
	case bool:
		if typ == cty.String {
			return strconv.FormatBool(v)
		}
	}
	return v
}

// nestedEffects asserts how many blocks there are, or else how each differs.
func (t *testPrinter) nestedEffects(all []assertion, expr hcl.Expr, schema *provider.NestedBlock, before, after model.Value) []assertion {
	was, is := blockList(before), blockList(after)
	switch {
	case len(was) != len(is):
		return append(all, counts(expr, len(is)))
	case schema.Nesting == provider.NestingSet:
		return all
	}
	for i := range is {
		old, _ := was[i].(model.Object)
		inner, _ := is[i].(model.Object)
		all = t.blockEffects(all, hcl.Index{Of: expr, Key: hcl.Int(i)}, &schema.Block, old, inner)
	}
	return all
}

// blockList are the objects that a field's blocks stand for.
func blockList(v model.Value) []model.Value {
	switch v := v.(type) {
	case nil:
		return nil
	case []model.Value:
		return v
	}
	return []model.Value{v}
}
