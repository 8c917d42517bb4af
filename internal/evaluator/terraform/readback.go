package terraform

import (
	"encoding/base64"
	"fmt"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// manifests reads evaluated resources as Kubernetes objects. It remembers which
// Kubernetes fields the provider's names stand for, block by block.
type manifests map[*provider.Block]map[string]string

func (ms manifests) fields(schema *provider.Block, shape *kubernetes.Shape) map[string]string {
	if ms[schema] == nil {
		ms[schema] = schema.Fields(shape.Fields())
	}
	return ms[schema]
}

// read turns an evaluated resource into the Kubernetes object that the provider
// would send to the API server.
func (ms manifests) read(resourceType string, c *config) (model.Object, error) {
	if resourceType == provider.Manifest {
		return manifest(c)
	}
	apiVersion, kind, ok := provider.Kind(resourceType)
	if !ok {
		return nil, fmt.Errorf("%s has no kind in Kubernetes", resourceType)
	}
	shape, err := kubernetes.Lookup(apiVersion, kind)
	if err != nil {
		return nil, err
	}
	if kind == "Secret" {
		plainSecret(c)
	}
	object, err := ms.object(c, shape, true)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", resourceType, err)
	}
	object = append(object, model.Member{Key: "apiVersion", Value: apiVersion}, model.Member{Key: "kind", Value: kind})
	object.Sort()
	return object, nil
}

// manifest is the object that a kubernetes_manifest has whole.
func manifest(c *config) (model.Object, error) {
	value, err := fromCty(c.attributes["manifest"])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", provider.Manifest, err)
	}
	object, ok := value.(model.Object)
	if !ok {
		return nil, fmt.Errorf("%s: the manifest is no object", provider.Manifest)
	}
	return object, nil
}

// plainSecret moves the plain text of a Secret's data into binary_data, which is in
// base64 as in Kubernetes.
func plainSecret(c *config) {
	members := map[string]cty.Value{}
	for key, value := range mapMembers(c.attributes["binary_data"]) {
		members[key] = value
	}
	for key, value := range mapMembers(c.attributes["data"]) {
		members[key] = cty.StringVal(base64.StdEncoding.EncodeToString([]byte(value.AsString())))
	}
	if c.attributes["data"] != cty.NilVal || c.attributes["binary_data"] != cty.NilVal {
		c.attributes["data"] = cty.ObjectVal(members)
	}
	delete(c.attributes, "binary_data")
}

func mapMembers(value cty.Value) map[string]cty.Value {
	if value == cty.NilVal {
		return nil
	}
	return value.AsValueMap()
}

// object reads a block as an object of Kubernetes. At the top, a resource may
// have arguments that are no field of the object.
func (ms manifests) object(c *config, shape *kubernetes.Shape, top bool) (model.Object, error) {
	object := model.Object{}
	fields := ms.fields(c.schema, shape)
	for _, name := range sortedKeys(c.attributes) {
		field, ok := shape.Field(fields[name])
		if !ok && top {
			continue
		}
		if !ok {
			return nil, fmt.Errorf("%s: Kubernetes has no such field", name)
		}
		value, err := readValue(c.attributes[name], field)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if text, ok := value.(string); ok && provider.Plain(name) {
			value = base64.StdEncoding.EncodeToString([]byte(text))
		}
		object = append(object, model.Member{Key: fields[name], Value: value})
	}
	for _, name := range sortedKeys(c.blocks) {
		if top && name == "timeouts" {
			continue // how long the provider waits
		}
		field, ok := shape.Field(fields[name])
		if !ok {
			return nil, fmt.Errorf("%s: Kubernetes has no such field", name)
		}
		value, err := ms.blocks(c.blocks[name], field)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		object = append(object, model.Member{Key: fields[name], Value: value})
	}
	object.Sort()
	return object, nil
}

// blocks reads the blocks of one name: an object, or a list of objects.
func (ms manifests) blocks(blocks []*config, shape *kubernetes.Shape) (model.Value, error) {
	if shape.Kind == kubernetes.Object {
		if len(blocks) != 1 {
			return nil, fmt.Errorf("%d blocks for one object", len(blocks))
		}
		return ms.object(blocks[0], shape, false)
	}
	if shape.Kind != kubernetes.List {
		return nil, fmt.Errorf("blocks for a %s", shape.Kind)
	}
	list := make([]model.Value, len(blocks))
	for i, block := range blocks {
		object, err := ms.object(block, shape.Elem(), false)
		if err != nil {
			return nil, err
		}
		list[i] = object
	}
	return list, nil
}

// readValue reads an attribute, which the provider may declare with another type
// than the field has.
func readValue(value cty.Value, shape *kubernetes.Shape) (model.Value, error) {
	switch shape.Kind {
	case kubernetes.Int, kubernetes.Number:
		number, err := convert.Convert(value, cty.Number)
		if err != nil {
			return nil, err
		}
		return wholeNumber(number)
	case kubernetes.Bool:
		truth, err := convert.Convert(value, cty.Bool)
		if err != nil || truth.IsNull() {
			return nil, fmt.Errorf("is not true or false")
		}
		return truth.True(), nil
	case kubernetes.List:
		return readList(value, shape.Elem())
	case kubernetes.Map:
		return readMap(value, shape.Elem())
	case kubernetes.Object, kubernetes.Any:
		return fromCty(value)
	case kubernetes.String, kubernetes.IntOrString, kubernetes.Quantity, kubernetes.Bytes, kubernetes.Time, kubernetes.Duration:
	}
	text, err := convert.Convert(value, cty.String)
	if err != nil || text.IsNull() {
		return nil, fmt.Errorf("is not a string")
	}
	if n, err := strconv.ParseInt(text.AsString(), 10, 32); err == nil && shape.Kind == kubernetes.IntOrString {
		return n, nil
	}
	return text.AsString(), nil
}

func readList(value cty.Value, elem *kubernetes.Shape) (model.Value, error) {
	list := make([]model.Value, 0, value.LengthInt())
	for _, v := range value.AsValueSlice() {
		read, err := readValue(v, elem)
		if err != nil {
			return nil, err
		}
		list = append(list, read)
	}
	return list, nil
}

func readMap(value cty.Value, elem *kubernetes.Shape) (model.Value, error) {
	object := model.Object{}
	for key, v := range value.AsValueMap() {
		read, err := readValue(v, elem)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		object = append(object, model.Member{Key: key, Value: read})
	}
	object.Sort()
	return object, nil
}
