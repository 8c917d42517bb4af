package conformance

import (
	"cmp"
	"encoding/base64"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// Form is a known difference between a Kubernetes object and the object that the provider
// sends for the printed resource. It makes no difference to Kubernetes: both objects are
// rewritten to the form before they are compared.
type Form struct {
	Name   string
	Reason string

	// rewrite returns the member of an object, or the whole object, in this form;
	// false drops it.
	rewrite func(m model.Member, at memberSchema) (model.Member, bool)
}

// Forms are all such differences. Everything else has to be equal.
var Forms = []Form{
	{
		Name:    "an empty list is no list",
		Reason:  "no block is how Terraform writes both; k8s.io/api has omitempty on its lists, so that the API server does not tell them apart either",
		rewrite: dropEmptyList,
	},
	{
		Name:    "a set has no order",
		Reason:  "the provider declares some lists as sets, such as a claim's access_modes: Terraform sorts them and keeps one of several equal elements",
		rewrite: sortSet,
	},
	{
		Name:    "empty metadata is none",
		Reason:  "the provider wants the metadata block of a template even when there is nothing in it; to the API server metadata without anything is none",
		rewrite: dropEmptyMetadata,
	},
	{
		Name:    "stringData is data",
		Reason:  "the API server writes a Secret's stringData into data and forgets it; the provider has only data",
		rewrite: mergeStringData,
	},
}

// memberSchema is what the provider's schema says about a member of an object.
type memberSchema struct {
	kind      string // of the whole object; "" below its top
	schema    *provider.Block
	attribute *provider.Attribute
	block     *provider.NestedBlock
}

// canonical rewrites an object to all forms. An object that the provider has no resource
// for stays as it is.
func canonical(object model.Object) model.Object {
	apiVersion, _ := object.Get("apiVersion")
	kind, _ := object.Get("kind")
	version, _ := apiVersion.(string)
	kindName, _ := kind.(string)
	name, ok := provider.ResourceName(version, kindName)
	if !ok {
		return object
	}
	schema, _ := provider.Resource(name)
	at := memberSchema{kind: kindName, schema: schema}
	for _, form := range Forms {
		whole, _ := form.rewrite(model.Member{Value: object}, at)
		object = whole.Value.(model.Object)
	}
	return canonicalMembers(object, schema)
}

func canonicalMembers(object model.Object, schema *provider.Block) model.Object {
	rewritten := make(model.Object, 0, len(object))
	for _, member := range object {
		if member, ok := canonicalMember(member, schema); ok {
			rewritten = append(rewritten, member)
		}
	}
	return rewritten
}

// canonicalMember rewrites what is inside a member, then the member itself.
func canonicalMember(member model.Member, schema *provider.Block) (model.Member, bool) {
	name, known := schema.Name(member.Key)
	if !known {
		return member, true
	}
	at := memberSchema{attribute: schema.Attributes[name], block: schema.Blocks[name]}
	if at.block != nil {
		member.Value = canonicalBlocks(member.Value, &at.block.Block)
	}
	for _, form := range Forms {
		if member, known = form.rewrite(member, at); !known {
			return member, false
		}
	}
	return member, true
}

func canonicalBlocks(value model.Value, schema *provider.Block) model.Value {
	switch value := value.(type) {
	case model.Object:
		return canonicalMembers(value, schema)
	case []model.Value:
		list := make([]model.Value, len(value))
		for i, elem := range value {
			list[i] = canonicalBlocks(elem, schema)
		}
		return list
	}
	return value
}

func dropEmptyList(m model.Member, _ memberSchema) (model.Member, bool) {
	list, ok := m.Value.([]model.Value)
	return m, !ok || len(list) > 0
}

func sortSet(m model.Member, at memberSchema) (model.Member, bool) {
	list, ok := m.Value.([]model.Value)
	isSet := at.attribute != nil && at.attribute.Type.IsSetType() || at.block != nil && at.block.Nesting == provider.NestingSet
	if ok && isSet {
		list = slices.Clone(list)
		slices.SortFunc(list, compareValues)
		m.Value = slices.CompactFunc(list, model.Equal)
	}
	return m, true
}

func dropEmptyMetadata(m model.Member, _ memberSchema) (model.Member, bool) {
	object, ok := m.Value.(model.Object)
	return m, m.Key != "metadata" || !ok || len(object) > 0
}

func mergeStringData(m model.Member, at memberSchema) (model.Member, bool) {
	secret, _ := m.Value.(model.Object)
	plain, ok := secret.Get("stringData")
	texts, isObject := plain.(model.Object)
	if !ok || !isObject || at.kind != "Secret" {
		return m, true
	}
	data := model.Object{}
	encoded, _ := secret.Get("data")
	if object, ok := encoded.(model.Object); ok {
		data = object
	}
	for _, member := range texts {
		text, _ := member.Value.(string)
		data = data.With(member.Key, base64.StdEncoding.EncodeToString([]byte(text)))
	}
	merged := model.Object{{Key: "data", Value: data}}
	for _, member := range secret {
		if member.Key != "data" && member.Key != "stringData" {
			merged = append(merged, member)
		}
	}
	merged.Sort()
	m.Value = merged
	return m, true
}

// compareValues is some order of all values.
func compareValues(a, b model.Value) int {
	return cmp.Compare(string(model.AppendJSON(nil, a)), string(model.AppendJSON(nil, b)))
}
