package standin

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// schemas are the recorded schemas of all resources, in Terraform's own form.
func schemas() (map[string]*tfprotov5.Schema, error) {
	all := map[string]*tfprotov5.Schema{}
	for _, name := range append(provider.ResourceNames(), provider.Manifest) {
		recorded, _ := provider.Resource(name)
		block, err := newBlock(recorded)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all[name] = &tfprotov5.Schema{Block: block}
	}
	return all, nil
}

func newBlock(recorded *provider.Block) (*tfprotov5.SchemaBlock, error) {
	block := &tfprotov5.SchemaBlock{}
	for _, name := range sortedKeys(recorded.Attributes) {
		attribute, err := newAttribute(name, recorded.Attributes[name])
		if err != nil {
			return nil, err
		}
		block.Attributes = append(block.Attributes, attribute)
	}
	for _, name := range sortedKeys(recorded.Blocks) {
		nested, err := newNestedBlock(name, recorded.Blocks[name])
		if err != nil {
			return nil, err
		}
		block.BlockTypes = append(block.BlockTypes, nested)
	}
	return block, nil
}

func newAttribute(name string, recorded *provider.Attribute) (*tfprotov5.SchemaAttribute, error) {
	text, err := ctyjson.MarshalType(recorded.Type)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	//nolint:staticcheck // SA1019: the function is kept for schemas that are stored as JSON
	typ, err := tftypes.ParseJSONType(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &tfprotov5.SchemaAttribute{
		Name:      name,
		Type:      typ,
		Required:  recorded.Required,
		Optional:  recorded.Optional,
		Computed:  recorded.Computed,
		Sensitive: recorded.Sensitive,
	}, nil
}

var nestings = map[provider.Nesting]tfprotov5.SchemaNestedBlockNestingMode{
	provider.NestingSingle: tfprotov5.SchemaNestedBlockNestingModeSingle,
	provider.NestingList:   tfprotov5.SchemaNestedBlockNestingModeList,
	provider.NestingSet:    tfprotov5.SchemaNestedBlockNestingModeSet,
}

func newNestedBlock(name string, recorded *provider.NestedBlock) (*tfprotov5.SchemaNestedBlock, error) {
	nesting, ok := nestings[recorded.Nesting]
	if !ok {
		return nil, fmt.Errorf("%s: nesting mode %q is not known", name, recorded.Nesting)
	}
	block, err := newBlock(&recorded.Block)
	return &tfprotov5.SchemaNestedBlock{
		TypeName: name,
		Block:    block,
		Nesting:  nesting,
		MinItems: int64(recorded.MinItems),
		MaxItems: int64(recorded.MaxItems),
	}, err
}

// attributeAt finds the attribute that a path leads to; nil when it leads to a block
// or into an attribute's value.
func attributeAt(block *tfprotov5.SchemaBlock, path *tftypes.AttributePath) *tfprotov5.SchemaAttribute {
	steps := path.Steps()
	for i, step := range steps {
		name, ok := step.(tftypes.AttributeName)
		if !ok {
			continue // the index of a block
		}
		if nested := find(block.BlockTypes, string(name), func(b *tfprotov5.SchemaNestedBlock) string { return b.TypeName }); nested != nil {
			block = nested.Block
			continue
		}
		if i < len(steps)-1 {
			return nil
		}
		return find(block.Attributes, string(name), func(a *tfprotov5.SchemaAttribute) string { return a.Name })
	}
	return nil
}

// find looks a name up in a sorted list; nil when it is not there.
func find[T any](sorted []*T, name string, nameOf func(*T) string) *T {
	i, ok := slices.BinarySearchFunc(sorted, name, func(item *T, name string) int { return cmp.Compare(nameOf(item), name) })
	if !ok {
		return nil
	}
	return sorted[i]
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
