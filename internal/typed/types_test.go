package typed_test

import (
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

func TestTypes(t *testing.T) {
	for _, test := range []struct {
		name string
		e    typed.Expr
		want string
	}{
		{"null", typed.Null, "null?"},
		{"constant object", typed.NewLiteral(model.Object{{Key: "a", Value: []model.Value{int64(1)}}}), "{a: [number]}"},
		{"optional object", object, "{port: number, host: string?}?"},
		{"attribute of an object that may be null", port, "number"},
		{"optional attribute", host, "string?"},
		{"raw elements and attributes may be null", raw, "[{port: number?, host: string?}?]"},
		{"unknown attribute", typed.NewGet(count, "a", ""), "unknown"},
		{"unknown attribute of a kind that the contract knows", typed.NewGet(count, "a", model.Bool), "bool"},
		{"element", typed.NewIndex(list, number(0), list.Type(), ""), "{port: number, host: string?}"},
		{"member by a constant key", typed.NewIndex(object, typed.NewLiteral("host"), object.Type(), ""), "string?"},
		{"value or null", typed.NewIf(typed.True, count, typed.Null), "number?"},
		{"objects of different attributes", typed.NewIf(typed.True, typed.NewObject([]*typed.Element{member("a", count)}), typed.NewObject([]*typed.Element{member("b", count)})), "{a~: number, b~: number}"},
		{"guarded member", typed.NewObject([]*typed.Element{member("a", count, typed.True)}), "{a~: number}"},
		{"keys that are not constant", typed.NewObject([]*typed.Element{{Key: host, Value: count}}), "map(number)"},
		{"comprehension", each(list, portOf), "[number]"},
		{"sum", typed.NewBinary(model.OpAdd, count, count), "number"},
		{"comparison", more(count, count), "bool"},
		{"fallback", try(host, typed.NewLiteral("")), "string?"},
		{"conversion of a value or null", typed.NewCall(toText, limit), "string?"},
		{"split text", call("split", host, host), "[string]"},
		{"joined lists", call("concat", list, list), "[{port: number, host: string?}]"},
		{"flattened lists", call("flatten", typed.NewList([]*typed.Element{{Value: list}})), "[{port: number, host: string?}]"},
	} {
		if got := show(test.e.Type()); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// show is a type as text: ? for null, ~ for an attribute that may be missing.
func show(t *typed.Type) string {
	var s string
	switch {
	case t.Kind == "":
		s = "unknown"
	case t.Kind == model.Record:
		var fields []string
		for _, f := range t.Fields {
			name := f.Name
			if f.Guarded {
				name += "~"
			}
			fields = append(fields, name+": "+show(f.Type))
		}
		s = "{" + strings.Join(fields, ", ") + "}"
	case t.Kind == model.List && t.Elem != nil:
		s = "[" + show(t.Elem) + "]"
	case t.Kind == model.Map && t.Elem != nil:
		s = "map(" + show(t.Elem) + ")"
	default:
		s = string(t.Kind)
	}
	if t.Null {
		s += "?"
	}
	return s
}
