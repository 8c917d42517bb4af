// Package jsonschema describes a contract's inputs as JSON Schema, for editors and
// forms.
//
// What goes in is a model; what comes out is a schema of draft 2020-12 that accepts
// the inputs whose types and constraints the model accepts. Checks between
// inputs are left out: JSON Schema cannot express them.
package jsonschema

import (
	"bytes"
	"encoding/json"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Dialect is the draft that the schemas are written in.
const Dialect = "https://json-schema.org/draft/2020-12/schema"

// Generate returns the schema of a contract's inputs as indented JSON. Properties
// are in the order in which the contract declares them.
func Generate(m *model.Model) ([]byte, error) {
	schema := object{{"$schema", Dialect}, {"title", "Inputs of " + m.Name}}
	schema = append(schema, fields(m.Inputs)...)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(schema)
	return out.Bytes(), err
}

// fields describes an object with these fields.
func fields(list []*model.Field) object {
	properties, required := object{}, []string{}
	for _, f := range list {
		properties = append(properties, member{f.Name, field(f)})
		if f.Required() {
			required = append(required, f.Name)
		}
	}
	schema := object{{"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		schema = append(schema, member{"required", required})
	}
	return append(schema, member{"additionalProperties", false})
}

// field describes a field. Null stands for a field that is left out, so that every
// field that can be left out takes it.
func field(f *model.Field) object {
	var schema object
	if f.Doc != "" {
		schema = object{{"description", f.Doc}}
	}
	of := typ(f.Type, f.Type.Nullable || !f.Required())
	if f.Parts {
		of = object{{"anyOf", []any{of, part(f.Default.Value, f.Type)}}}
	}
	schema = append(schema, of...)
	if f.Default != nil {
		schema = append(schema, member{"default", f.Default.Value})
	}
	if f.Sensitive {
		schema = append(schema, member{"writeOnly", true})
	}
	if f.Effect != "" {
		schema = append(schema, member{"x-effect", f.Effect})
	}
	return schema
}

// part describes the parts of a default, which stands for them.
func part(of model.Value, t *model.Type) object {
	switch of := of.(type) {
	case model.Object:
		properties := object{}
		for _, m := range of {
			inner := part(m.Value, t.Member(m.Key))
			if f := t.Field(m.Key); f != nil && !f.Type.Nullable && !f.Required() {
				inner = object{{"anyOf", []any{inner, object{{"type", "null"}}}}}
			}
			properties = append(properties, member{m.Key, inner})
		}
		for _, f := range t.Fields {
			if _, given := of.Get(f.Name); !given && f.Optional {
				properties = append(properties, member{f.Name, object{{"type", "null"}}})
			}
		}
		return object{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}}
	case []model.Value:
		items := make([]any, len(of))
		for i, elem := range of {
			items[i] = part(elem, t.Elem)
		}
		return object{{"type", "array"}, {"prefixItems", items}, {"minItems", len(of)}, {"maxItems", len(of)}}
	}
	return object{{"const", of}}
}

func typ(t *model.Type, nullable bool) object {
	var schema object
	switch t.Kind {
	case model.Record:
		schema = fields(t.Fields)
	case model.List:
		schema = object{{"type", "array"}, {"items", typ(t.Elem, t.Elem.Nullable)}}
	case model.Map:
		schema = object{{"type", "object"}, {"additionalProperties", typ(t.Elem, t.Elem.Nullable)}}
	case model.String, model.Number, model.Bool, model.Null:
		schema = object{{"type", scalarNames[t.Kind]}}
	default:
		panic("an input of the kind " + string(t.Kind))
	}
	if nullable {
		schema[0].value = []any{schema[0].value, "null"}
	}
	return append(schema, constraint(t, nullable)...)
}

// scalarNames are the types of JSON Schema.
var scalarNames = map[model.Kind]string{model.String: "string", model.Number: "integer", model.Bool: "boolean", model.Null: "null"}

// object is a JSON object that keeps its order.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	out.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := enc.Encode(m.key); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}
