package controlplane

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Object is a Kubernetes object as encoding/json decodes it.
type Object map[string]any

// NewObject is an object with nothing but its name.
func NewObject(apiVersion, kind, namespace, name string) Object {
	return Object{"apiVersion": apiVersion, "kind": kind, "metadata": map[string]any{"namespace": namespace, "name": name}}
}

// FromModel is a rendered object.
func FromModel(body model.Object) (Object, error) {
	var object Object
	err := json.Unmarshal(model.AppendJSON(nil, body), &object)
	return object, err
}

// At is the value at a path of fields; nil when there is none.
func (o Object) At(fields ...string) any {
	var value any = map[string]any(o)
	for _, field := range fields {
		members, _ := value.(map[string]any)
		value = members[field]
	}
	return value
}

// Text is the string at a path of fields, or "".
func (o Object) Text(fields ...string) string {
	text, _ := o.At(fields...).(string)
	return text
}

// Kind is the object's kind.
func (o Object) Kind() string { return o.Text("kind") }

// Name is the object's name.
func (o Object) Name() string { return o.Text("metadata", "name") }

// Namespace is the object's namespace.
func (o Object) Namespace() string { return o.Text("metadata", "namespace") }

// UID distinguishes an object from another one that had its name before.
func (o Object) UID() string { return o.Text("metadata", "uid") }

// groupPath is the path of the object's API group: /api/v1 or /apis/apps/v1.
func (o Object) groupPath() string {
	apiVersion := o.Text("apiVersion")
	if strings.Contains(apiVersion, "/") {
		return "/apis/" + apiVersion
	}
	return "/api/" + apiVersion
}

// Content is the object without its version. The API server may write an object again
// that is the same, as it does when a claim is applied for the second time.
func (o Object) Content() Object {
	content := maps.Clone(o)
	metadata, _ := o["metadata"].(map[string]any)
	metadata = maps.Clone(metadata)
	delete(metadata, "resourceVersion")
	content["metadata"] = metadata
	return content
}
