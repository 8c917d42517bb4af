package effect_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// A contract of two objects, one of which goes by a local and one by an input: what is
// changed in the other contract decides which of them can differ.
func TestDiffering(t *testing.T) {
	text := func(value string) *model.Expr {
		return &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: value}}
	}
	contract := func(change func(m *model.Model)) *model.Model {
		m := &model.Model{
			Digest: "x",
			Inputs: []*model.Field{
				{Name: "size", Type: &model.Type{Kind: model.String}, Default: &model.Literal{Value: "s"}},
				{Name: "flag", Type: &model.Type{Kind: model.Bool}, Optional: true},
			},
			Locals: []*model.Local{{Name: "inner", Value: text("a")}, {Name: "outer", Value: &model.Expr{Op: model.OpText, Args: []*model.Expr{{Op: model.OpLocal, Name: "inner"}}}}},
			Objects: []*model.KubernetesObject{
				{Name: "one", Body: &model.Expr{Op: model.OpObject, Elems: []*model.Element{{Key: text("k"), Value: &model.Expr{Op: model.OpLocal, Name: "outer"}}}}},
				{Name: "two", If: &model.Expr{Op: model.OpHas, Name: "flag"}, Body: &model.Expr{Op: model.OpObject, Elems: []*model.Element{{
					Clauses: []*model.Clause{{If: &model.Expr{Op: model.OpEqual, Args: []*model.Expr{{Op: model.OpInput, Name: "size"}, text("s")}}}},
					Key:     text("k"), Value: text("v"),
				}}}},
			},
		}
		change(m)
		return m
	}
	for name, c := range map[string]struct {
		change   func(m *model.Model)
		old, new []string
	}{
		"nothing":             {func(*model.Model) {}, nil, nil},
		"words about inputs":  {func(m *model.Model) { m.Inputs[0].Doc, m.Inputs[0].Effect = "Size.", "restart" }, nil, nil},
		"a local in a local":  {func(m *model.Model) { m.Locals[0].Value = text("b") }, []string{"one"}, []string{"one"}},
		"a default":           {func(m *model.Model) { m.Inputs[0].Default = &model.Literal{Value: "m"} }, []string{"two"}, []string{"two"}},
		"an input's type":     {func(m *model.Model) { m.Inputs[1].Type = &model.Type{Kind: model.String} }, []string{"two"}, []string{"two"}},
		"a condition":         {func(m *model.Model) { m.Objects[0].If = &model.Expr{Op: model.OpHas, Name: "flag"} }, []string{"one"}, []string{"one"}},
		"a key":               {func(m *model.Model) { m.Objects[0].Name = "other" }, []string{"one"}, []string{"other"}},
		"an object that goes": {func(m *model.Model) { m.Objects = m.Objects[:1] }, []string{"two"}, nil},
	} {
		old, new := effect.Differing(contract(func(*model.Model) {}), contract(c.change))
		if diff := cmp.Diff([][]string{c.old, c.new}, [][]string{objects(old), objects(new)}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func objects(m *model.Model) (names []string) {
	for _, o := range m.Objects {
		names = append(names, o.Name)
	}
	return names
}

// Comparing what can differ gives the same change as comparing everything.
func TestDifferingComesToTheSame(t *testing.T) {
	load := func() *model.Model {
		m, err := generate.Load("../../schema", "../../generated")
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	old, new := load(), load()
	for i, o := range new.Objects {
		if i%2 == 0 {
			o.Body.Elems = append(o.Body.Elems, &model.Element{
				Key:   &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: "immutable"}},
				Value: &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: true}},
			})
		}
	}
	new = reread(t, new) // one that was evaluated has its expressions in another form, too
	x, y := effect.Differing(old, new)
	if len(y.Objects) != (len(new.Objects)+1)/2 {
		t.Errorf("%d of %d objects can differ", len(y.Objects), len(new.Objects))
	}
	c := effect.New(old, new)
	files, err := filepath.Glob("../../testdata/inputs/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		in := readInput(t, file)
		change := func(old, new *model.Model) string {
			before, refused := old.Evaluate(in)
			after, _ := new.Evaluate(in)
			if before == nil || after == nil {
				t.Fatal(refused)
			}
			text, err := json.Marshal(c.Compare(before, after))
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		golden.Equal(t, "the change of a part", change(old, new), change(x, y))
	}
}

// reread is a model as it is stored.
func reread(t *testing.T, m *model.Model) *model.Model {
	t.Helper()
	text, err := model.EncodeJSON(m)
	if err != nil {
		t.Fatal(err)
	}
	read := &model.Model{}
	if err := json.Unmarshal(text, read); err != nil {
		t.Fatal(err)
	}
	return read
}
