package effect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/model"
)

// What is filled in is accepted, and nothing that was recorded or has a default changes.
func TestPlaceholders(t *testing.T) {
	text := &model.Type{Kind: model.String}
	field := func(name string, t *model.Type) *model.Field {
		return &model.Field{Name: name, Type: t, Sensitive: true}
	}
	record := &model.Type{Kind: model.Record, Fields: []*model.Field{{Name: "user", Type: text}, {Name: "note", Type: text, Optional: true}}}
	m := &model.Model{Inputs: []*model.Field{
		{Name: "name", Type: text}, field("token", text), field("given", text), field("flag", &model.Type{Kind: model.Bool}),
		field("keys", &model.Type{Kind: model.Map, Elem: text}), field("list", &model.Type{Kind: model.List, Elem: text}), field("login", record),
		{Name: "password", Type: text, Sensitive: true, Default: &model.Literal{Value: ""}},
	}}
	filled := Placeholders(m, model.Object{{Key: "given", Value: "x"}, {Key: "name", Value: "a"}}, false)
	want := model.Object{
		{Key: "flag", Value: false}, {Key: "given", Value: "x"}, {Key: "keys", Value: model.Object{}}, {Key: "list", Value: []model.Value{}},
		{Key: "login", Value: model.Object{{Key: "user", Value: "placeholder"}}}, {Key: "name", Value: "a"}, {Key: "token", Value: "placeholder"},
	}
	if diff := cmp.Diff(model.Value(want), filled); diff != "" {
		t.Errorf("filled in (-want +got):\n%s", diff)
	}
	if _, refused := m.Accept(filled); refused.HasErrors() {
		t.Error(refused)
	}
	if _, refused := m.Accept(Placeholders(m, model.Object{{Key: "given", Value: "x"}}, false)); len(refused) != 1 || refused[0].Path != "name" {
		t.Errorf("without the name, which is not sensitive: %v", refused)
	}
	texts := Placeholders(m, model.Object{{Key: "name", Value: "a"}}, true).(model.Object)
	if password, _ := texts.Get("password"); password != "placeholder" {
		t.Errorf("the text with a default is %v", password)
	}
	if got := Placeholders(m, "no object", true); got != "no object" {
		t.Errorf("no object becomes %v", got)
	}
}
