package contract_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/contract"
)

// schema is a JSON Schema, as far as it says what fields do.
type schema struct {
	Type                 any                `json:"type"`
	Description          string             `json:"description"`
	Properties           map[string]*schema `json:"properties"`
	Required             []string           `json:"required"`
	Default              json.RawMessage    `json:"default"`
	WriteOnly            bool               `json:"writeOnly"`
	Items                *schema            `json:"items"`
	AdditionalProperties json.RawMessage    `json:"additionalProperties"` // a schema, or false
	Enum                 []any              `json:"enum"`
}

// The descriptions say what the generated JSON Schema says, which editors read.
func TestInputsAreThoseOfTheSchema(t *testing.T) {
	text, err := os.ReadFile("../generated/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	fields := own(t).Inputs()
	compareFields(t, "", fields, &s)
	choices, sensitive := 0, 0
	for _, f := range fields {
		if f.Type.Choices != nil {
			choices++
		}
		if f.Sensitive {
			sensitive++
		}
	}
	if choices == 0 || sensitive == 0 {
		t.Errorf("%d inputs have choices, and %d are sensitive", choices, sensitive)
	}
}

func compareFields(t *testing.T, path string, fields []contract.Field, s *schema) {
	t.Helper()
	if len(fields) != len(s.Properties) {
		t.Errorf("%q has %d fields, want %d", path, len(fields), len(s.Properties))
	}
	for _, f := range fields {
		at := path + "." + f.Name
		p := s.Properties[f.Name]
		if p == nil {
			t.Errorf("the schema has no %s", at)
			continue
		}
		if f.Required != slices.Contains(s.Required, f.Name) || f.Sensitive != p.WriteOnly || f.HasDefault != (p.Default != nil) {
			t.Errorf("%s is not as the schema has it: %+v", at, f)
		}
		if f.HasDefault {
			sameJSON(t, p.Default, f.Default)
		}
		compareType(t, at, f.Type, p)
	}
}

// types are the kinds in JSON Schema.
var types = map[contract.Kind]string{
	contract.KindString: "string", contract.KindNumber: "integer", contract.KindBool: "boolean",
	contract.KindList: "array", contract.KindMap: "object", contract.KindObject: "object",
}

func compareType(t *testing.T, at string, typ *contract.Type, s *schema) {
	t.Helper()
	want := fmt.Sprint(s.Type)
	if got := types[typ.Kind]; s.Type != nil && want != got && want != fmt.Sprint([]any{got, "null"}) {
		t.Errorf("%s is a %s, want %s", at, got, want)
	}
	// Null is a choice of the schema for a field that may be left out.
	enum := slices.DeleteFunc(s.Enum, func(v any) bool { return v == nil })
	if diff := cmp.Diff(fmt.Sprint(enum), fmt.Sprint(typ.Choices)); enum != nil && diff != "" {
		t.Errorf("choices of %s (-schema +contract):\n%s", at, diff)
	}
	switch typ.Kind {
	case contract.KindObject:
		compareFields(t, at, typ.Fields, s)
	case contract.KindList:
		if s.Items != nil {
			compareType(t, at+"[]", typ.Elem, s.Items)
		}
	case contract.KindMap:
		var values schema
		if json.Unmarshal(s.AdditionalProperties, &values) == nil {
			compareType(t, at+"{}", typ.Elem, &values)
		}
	case contract.KindString, contract.KindNumber, contract.KindBool:
	}
}
