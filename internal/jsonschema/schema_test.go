package jsonschema

import (
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	cuejson "cuelang.org/go/encoding/json"
	cueschema "cuelang.org/go/encoding/jsonschema"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

func ref(n int64) *int64 { return &n }

func equals(values ...model.Value) *model.Constraint {
	c := &model.Constraint{Words: "must be one of them"}
	for _, v := range values {
		c.AnyOf = append(c.AnyOf, &model.Rule{Equals: &model.Literal{Value: v}})
	}
	return c
}

func rules(list ...*model.Rule) *model.Constraint {
	return &model.Constraint{AnyOf: list, Words: "must fit"}
}

func inputs() []*model.Field {
	str := &model.Type{Kind: model.String}
	return []*model.Field{
		{Name: "name", Doc: "Name <of> the thing.", Type: &model.Type{Kind: model.String, Constraint: rules(&model.Rule{Match: []string{"^[a-z]+$"}})}},
		{Name: "size", Type: &model.Type{Kind: model.Number, Constraint: rules(&model.Rule{Min: ref(1), Max: ref(9)})}, Default: &model.Literal{Value: int64(3)}},
		{Name: "mode", Type: &model.Type{Kind: model.String, Constraint: equals("a", "b")}, Default: &model.Literal{Value: "a"}},
		{Name: "kind", Type: &model.Type{Kind: model.String, Nullable: true, Constraint: equals("x")}, Default: &model.Literal{Value: nil}},
		{Name: "url", Type: &model.Type{Kind: model.String, Constraint: rules(
			&model.Rule{Equals: &model.Literal{Value: ""}},
			&model.Rule{Match: []string{"^https", "com$"}, NoMatch: []string{"@"}})}, Default: &model.Literal{Value: ""}},
		{Name: "list", Type: &model.Type{Kind: model.List, Elem: str, Constraint: rules(&model.Rule{Max: ref(2)})}, Default: &model.Literal{Value: []model.Value{}}},
		{Name: "labels", Type: &model.Type{Kind: model.Map, Elem: str}, Default: &model.Literal{Value: model.Object{}}},
		{Name: "nested", Type: &model.Type{Kind: model.Record, Fields: []*model.Field{
			{Name: "flag", Type: &model.Type{Kind: model.Bool}},
			{Name: "seconds", Type: &model.Type{Kind: model.Number}, Optional: true},
		}}, Optional: true},
		{Name: "limits", Type: &model.Type{Kind: model.List, Elem: &model.Type{Kind: model.Record, Fields: []*model.Field{
			{Name: "cpu", Type: str},
			{Name: "unit", Type: str, Optional: true},
		}}}, Default: &model.Literal{Value: []model.Value{model.Object{{Key: "cpu", Value: "1"}}}}, Parts: true},
		{Name: "token", Type: str, Sensitive: true, Default: &model.Literal{Value: ""}},
	}
}

// TestGenerate compares with testdata/schema.json, which UPDATE=1 rewrites.
func TestGenerate(t *testing.T) {
	got, err := Generate(&model.Model{Name: "things", Inputs: inputs()})
	if err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, "testdata/schema.json", got)
}

// TestTheSchemaAcceptsWhatTheModelAccepts uses CUE's reading of JSON Schema.
func TestTheSchemaAcceptsWhatTheModelAccepts(t *testing.T) {
	m := &model.Model{Name: "things", Inputs: inputs()}
	schema := load(t, m)
	for _, text := range []string{
		`{"name": "a"}`, `{}`, `{"name": "A"}`, `{"name": 1}`, `{"name": null}`, `{"name": "a", "other": 1}`,
		`{"name": "a", "size": 1}`, `{"name": "a", "size": 10}`, `{"name": "a", "size": null}`, `{"name": "a", "size": "3"}`,
		`{"name": "a", "mode": "b"}`, `{"name": "a", "mode": "c"}`, `{"name": "a", "mode": null}`,
		`{"name": "a", "kind": null}`, `{"name": "a", "kind": "x"}`, `{"name": "a", "kind": "y"}`,
		`{"name": "a", "url": ""}`, `{"name": "a", "url": "https://x.com"}`, `{"name": "a", "url": "https://u@x.com"}`, `{"name": "a", "url": "https://x.org"}`, `{"name": "a", "url": null}`,
		`{"name": "a", "list": ["x", "y"]}`, `{"name": "a", "list": ["x", "y", "z"]}`, `{"name": "a", "list": [1]}`, `{"name": "a", "list": [null]}`,
		`{"name": "a", "labels": {"x": "y"}}`, `{"name": "a", "labels": {"x": 1}}`, `{"name": "a", "labels": {"x": null}}`,
		`{"name": "a", "nested": {"flag": true}}`, `{"name": "a", "nested": {}}`, `{"name": "a", "nested": {"flag": true, "seconds": null}}`, `{"name": "a", "nested": {"flag": true, "x": 1}}`,
		`{"name": "a", "limits": [{}]}`, `{"name": "a", "limits": []}`, `{"name": "a", "limits": [{}, {}]}`, `{"name": "a", "limits": [{"cpu": "2"}]}`, `{"name": "a", "limits": [{"cpu": null}]}`,
		`{"name": "a", "limits": [{"unit": null}]}`, `{"name": "a", "limits": [{"unit": "m"}]}`, `{"name": "a", "limits": [{"x": "m"}]}`, `{"name": "a", "limits": null}`,
	} {
		value, err := model.ParseJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		_, refused := m.Accept(value)
		input, err := cuejson.Extract("input.json", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		err = schema.Unify(cuecontext.New().BuildExpr(input)).Validate(cue.Concrete(true))
		if (err == nil) == refused.HasErrors() {
			t.Errorf("%s: the schema says %v, the model says %v", text, err, refused)
		}
	}
}

func load(t *testing.T, m *model.Model) cue.Value {
	t.Helper()
	text, err := Generate(m)
	if err != nil {
		t.Fatal(err)
	}
	expr, err := cuejson.Extract("schema.json", text)
	if err != nil {
		t.Fatal(err)
	}
	ctx := cuecontext.New()
	file, err := cueschema.Extract(ctx.BuildExpr(expr), &cueschema.Config{})
	if err != nil {
		t.Fatal(err)
	}
	schema := ctx.BuildFile(file)
	if err := schema.Err(); err != nil {
		t.Fatal(err)
	}
	return schema
}
