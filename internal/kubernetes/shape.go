// Package kubernetes knows the shapes of Kubernetes' built-in objects, and of custom resources
// whose definitions it is given.
//
// What goes in is an apiVersion and a kind, or the compiled body of an object; what
// comes out is the shape of its fields, and messages about fields that do not exist
// or have the wrong kind. The shapes are those of the Go types of k8s.io/api, from
// which Kubernetes generates its API documents, and of the schemas of definitions. Of built-in
// objects the package leaves out what the API server decides by more than shape: required
// fields (except a name), allowed values, immutability and defaults.
package kubernetes

import (
	"fmt"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Kind is the kind of a field's value in JSON.
type Kind string

// The kinds. Several Go types that are structs in memory are scalars in JSON.
const (
	String      Kind = "string"
	Int         Kind = "int"
	Number      Kind = "number" // of custom resources alone
	Bool        Kind = "bool"
	IntOrString Kind = "int or string" // a port or a percentage
	Quantity    Kind = "quantity"      // "500m", "8Gi": written as a string
	Bytes       Kind = "bytes"         // a string in base64
	Time        Kind = "time"          // a string in RFC 3339
	Duration    Kind = "duration"      // a string like "1m30s"
	List        Kind = "list"
	Map         Kind = "map"    // keys that the author chooses
	Object      Kind = "object" // fields that Kubernetes names
	Any         Kind = "any"    // free JSON, such as metadata.managedFields
)

// Shape is the shape of an object, a field or an element.
type Shape struct {
	Kind Kind
	// Pointer is set when a field may be there with an empty value: the API server takes
	// an empty one of any other field for one that is absent.
	Pointer bool
	// Merged is set when "kubectl apply" merges a list, as its patchStrategy says, instead
	// of replacing it.
	Merged bool

	typ    reflect.Type // of what is built in
	schema *schema      // of what has a definition
}

// scalars are the Go types whose JSON is not what their Go kind says.
var scalars = map[reflect.Type]Kind{
	reflect.TypeFor[intstr.IntOrString](): IntOrString,
	reflect.TypeFor[resource.Quantity]():  Quantity,
	reflect.TypeFor[[]byte]():             Bytes,
	reflect.TypeFor[metav1.Time]():        Time,
	reflect.TypeFor[metav1.MicroTime]():   Time,
	reflect.TypeFor[metav1.Duration]():    Duration,
	reflect.TypeFor[metav1.FieldsV1]():    Any,
}

// Lookup returns the shape of the objects of a kind. It fails when there is no such
// built-in kind, and says which one is nearest.
func Lookup(apiVersion, kind string) (*Shape, error) {
	var names []string
	for _, k := range kinds {
		if k.APIVersion == apiVersion && k.Kind == kind {
			return k.Shape(), nil
		}
		names = append(names, k.String())
	}
	if i := Order("", kind); i < len(kinds) {
		return nil, fmt.Errorf("there is no kind %s in %q: write apiVersion: %q", kind, apiVersion, kinds[i].APIVersion)
	}
	hint := ""
	if near := nearest(apiVersion+" "+kind, names); near != "" {
		hint = ": did you mean " + near + "?"
	}
	return nil, fmt.Errorf("there is no kind %s in %q that this tool knows%s", kind, apiVersion, hint)
}

func newShape(t reflect.Type) *Shape {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return &Shape{Kind: kindOf(t), typ: t}
}

func kindOf(t reflect.Type) Kind {
	if kind, ok := scalars[t]; ok {
		return kind
	}
	switch t.Kind() {
	case reflect.String:
		return String
	case reflect.Int, reflect.Int32, reflect.Int64:
		return Int
	case reflect.Bool:
		return Bool
	case reflect.Slice:
		return List
	case reflect.Map:
		return Map
	case reflect.Struct:
		return Object
	}
	return Any
}

// Elem is the shape of a list's elements or of a map's values, and nil for all
// other shapes.
func (s *Shape) Elem() *Shape {
	if s.Kind != List && s.Kind != Map {
		return nil
	}
	if s.schema != nil {
		return s.schema.elem()
	}
	return newShape(s.typ.Elem())
}

// Bits is the size of an Int: 32 or 64 bits, and 0 for all other shapes.
func (s *Shape) Bits() int {
	if s.Kind != Int {
		return 0
	}
	if s.schema != nil {
		return s.schema.bits()
	}
	return s.typ.Bits()
}

// Field returns the shape of an object's field by its JSON name.
func (s *Shape) Field(name string) (*Shape, bool) {
	if s.Kind != Object {
		return nil, false
	}
	if s.schema != nil {
		return s.schema.field(name)
	}
	f, ok := findField(s.typ, name)
	if !ok {
		return nil, false
	}
	shape := newShape(f.Type)
	shape.Pointer = f.Type.Kind() == reflect.Pointer
	shape.Merged = strings.Contains(f.Tag.Get("patchStrategy"), "merge")
	return shape, true
}

// Fields returns the JSON names of an object's fields, sorted.
func (s *Shape) Fields() []string {
	if s.Kind != Object {
		return nil
	}
	if s.schema != nil {
		return s.schema.fields()
	}
	var names []string
	eachField(s.typ, func(name string, _ reflect.StructField) bool {
		names = append(names, name)
		return true
	})
	sort.Strings(names)
	return names
}

func findField(t reflect.Type, name string) (found reflect.StructField, ok bool) {
	eachField(t, func(n string, f reflect.StructField) bool {
		if n == name {
			found, ok = f, true
		}
		return !ok
	})
	return found, ok
}

// eachField calls yield for every field that encoding/json sees, until it returns
// false. The fields of an embedded struct without a name are the outer one's.
func eachField(t reflect.Type, yield func(name string, f reflect.StructField) bool) bool {
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case name == "-":
		case name == "" && field.Anonymous:
			if !eachField(field.Type, yield) {
				return false
			}
		case !yield(name, field):
			return false
		}
	}
	return true
}
