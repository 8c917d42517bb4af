package kubernetes

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/base-k8s/base-k8s/internal/model"
)

// schema is an OpenAPI v3 schema as definitions have it, which is structural: every field has
// a type of its own. What only bounds values, such as patterns, is left out.
//
// Source: kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions.
type schema struct {
	Type        string             `yaml:"type"`
	Format      string             `yaml:"format"`
	Properties  map[string]*schema `yaml:"properties"`
	Additional  *additional        `yaml:"additionalProperties"`
	Items       *schema            `yaml:"items"`
	Required    []string           `yaml:"required"`
	Enum        []any              `yaml:"enum"`
	IntOrString bool               `yaml:"x-kubernetes-int-or-string"`
	Open        bool               `yaml:"x-kubernetes-preserve-unknown-fields"`
	Embedded    bool               `yaml:"x-kubernetes-embedded-resource"`

	isObject bool // a whole object, with apiVersion, kind and metadata
}

// additional is the schema of the values of a map; nil in it where all are right.
type additional struct{ values *schema }

// UnmarshalYAML reads a schema, or true.
func (a *additional) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		return nil
	}
	return node.Decode(&a.values)
}

// free is what nothing is known of.
var free = &schema{Open: true}

// unchecked is an object of a kind that there is no definition of.
var unchecked = &schema{Type: "object", Open: true}

// customShape is the shape of the objects with a schema.
func customShape(s *schema) *Shape {
	whole := *s
	whole.isObject = true
	return whole.shape()
}

// shape is the shape of the values with a schema.
func (s *schema) shape() *Shape {
	if s == nil {
		s = free
	}
	return &Shape{Kind: s.kind(), Pointer: true, schema: s}
}

func (s *schema) kind() Kind {
	switch {
	case s.IntOrString:
		return IntOrString
	case s.Type == "string" && s.Format == "byte":
		return Bytes
	case s.Type == "string" && s.Format == "date-time":
		return Time
	case s.Type == "string":
		return String
	case s.Type == "integer":
		return Int
	case s.Type == "number":
		return Number
	case s.Type == "boolean":
		return Bool
	case s.Type == "array":
		return List
	case s.Type == "object" && s.Additional != nil:
		return Map
	case s.Type == "object" || s.isObject || s.Embedded:
		return Object
	}
	return Any
}

// elem is the shape of the elements of a list, or of the values of a map.
func (s *schema) elem() *Shape {
	if s.Additional != nil {
		return s.Additional.values.shape()
	}
	return s.Items.shape()
}

// bits is the size of an integer.
func (s *schema) bits() int {
	if s.Format == "int32" {
		return 32
	}
	return 64
}

// field is the shape of a field. Where unknown fields are kept, there is every one.
func (s *schema) field(name string) (*Shape, bool) {
	if s.isObject || s.Embedded {
		switch name {
		case "apiVersion", "kind":
			return (&schema{Type: "string"}).shape(), true
		case "metadata":
			return newShape(reflect.TypeFor[metav1.ObjectMeta]()), true
		}
	}
	if property, ok := s.Properties[name]; ok {
		return property.shape(), true
	}
	if s.Open {
		return free.shape(), true
	}
	return nil, false
}

// fields are the names of the fields that are known, sorted.
func (s *schema) fields() []string {
	names := map[string]bool{}
	for name := range s.Properties {
		names[name] = true
	}
	if s.isObject || s.Embedded {
		names["apiVersion"], names["kind"], names["metadata"] = true, true, true
	}
	return slices.Sorted(maps.Keys(names))
}

// allows is an error when a definition lists the values of a field, and the value is none
// of them.
func (s *schema) allows(v model.Value) error {
	if len(s.Enum) == 0 {
		return nil
	}
	text, found := fmt.Sprint(v), []string{}
	for _, one := range s.Enum {
		if fmt.Sprint(one) == text {
			return nil
		}
		found = append(found, fmt.Sprintf("%v", one))
	}
	if near := nearest(text, found); near != "" {
		return fmt.Errorf("did you mean %q?", near)
	}
	return fmt.Errorf("its definition lists %s", strings.Join(found, ", "))
}
