package preview_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/preview"
)

// TestModuleCallMeansTheInput: the module block that the page shows passes exactly the input.
func TestModuleCallMeansTheInput(t *testing.T) {
	for _, c := range contracts(t) {
		for _, file := range c.files(t, "inputs") {
			t.Run(name(file), func(t *testing.T) {
				checkModuleCall(t, c.model, c.engine, read(t, file).(model.Object))
			})
		}
	}
}

// loose is a model that accepts much, in all types.
var loose = func() *model.Model {
	text, number, flag := &model.Type{Kind: model.String}, &model.Type{Kind: model.Number}, &model.Type{Kind: model.Bool}
	list := func(t *model.Type) *model.Type { return &model.Type{Kind: model.List, Elem: t} }
	mapping := func(t *model.Type) *model.Type { return &model.Type{Kind: model.Map, Elem: t} }
	optional := func(name string, t *model.Type) *model.Field {
		return &model.Field{Name: name, Type: t, Optional: true}
	}
	record := &model.Type{Kind: model.Record, Fields: []*model.Field{
		optional("name", &model.Type{Kind: model.String, Nullable: true}), optional("count", number), optional("labels", mapping(text)), optional("args", list(text)),
	}}
	secret := optional("secret", mapping(text))
	secret.Sensitive = true
	return &model.Model{Digest: "loose", Name: "loose", Inputs: []*model.Field{
		optional("text", text), optional("a_longer_name", text), optional("number", number), optional("flag", flag), optional("labels", mapping(text)),
		secret, optional("args", list(text)), optional("record", record), optional("records", list(record)), optional("matrix", list(list(number))),
		optional("tree", mapping(mapping(list(mapping(text))))),
	}}
}()

func TestModuleCallMeansRandomInputs(t *testing.T) {
	e := engine(t, loose)
	rapid.Check(t, func(t *rapid.T) {
		in := valueOf(&model.Type{Kind: model.Record, Fields: loose.Inputs}).Draw(t, "input")
		checkModuleCall(t, loose, e, in.(model.Object))
	})
}

// TestModuleCallWithExpressions: where the module is, and what the template of the contract gives, is
// in the call; it stands for an input that is there, sensitive or not, and for one that is not.
func TestModuleCallWithExpressions(t *testing.T) {
	e := engine(t, loose)
	call := `"call":{"source":"git::https://example.com/m.git//x?ref=\"1\"","given":{"text":"data.a.b.c","secret":"{ k = d.e.f }","args":"[\"x\", g.h.i]"}}`
	got := ask(t, e, `{"input":{"text":"x","number":1,"secret":{"k":"v"}},"render":["module"],`+call+`}`)
	golden.Equal(t, "call", `module "loose" {
  source = "git::https://example.com/m.git//x?ref=\"1\""

  text   = data.a.b.c
  number = 1
  secret = { k = d.e.f }
  args   = ["x", g.h.i]
}
`, got.Module)
}

// checkModuleCall wants a block that parses, is formatted, hides no character, and whose
// arguments evaluate to the input in Unicode's NFC, which is how Terraform reads strings.
func checkModuleCall(t rapid.TB, m *model.Model, e *preview.Engine, in model.Object) {
	t.Helper()
	got := ask(t, e, request(t, in, false, preview.Module))
	if got.Diagnostics.HasErrors() {
		t.Fatal(got.Diagnostics)
	}
	text := []byte(got.Module)
	golden.Equal(t, "layout", string(hclwrite.Format(text)), got.Module)
	if i := strings.IndexFunc(got.Module, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }); i >= 0 {
		t.Errorf("a character that cannot be seen, %q", got.Module[i:])
	}
	file, diags := hclsyntax.ParseConfig(text, "call.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%v in\n%s", diags, text)
	}
	body := file.Body.(*hclsyntax.Body)
	if len(body.Attributes) != 0 || len(body.Blocks) != 1 {
		t.Fatalf("not one block:\n%s", text)
	}
	block := body.Blocks[0]
	if block.Type != "module" || !slices.Equal(block.Labels, []string{m.Name}) || len(block.Body.Blocks) != 0 {
		t.Fatalf("not a module block with a label:\n%s", text)
	}
	variables := map[string]cty.Value{}
	want := model.Object{{Key: "source", Value: "./generated/terraform"}}
	for _, member := range in {
		if model.FindField(m.Inputs, member.Key).Sensitive {
			member.Value = "value of " + member.Key
			variables[member.Key] = cty.StringVal(member.Value.(string))
		}
		want = append(want, member)
	}
	ctx := &hcl.EvalContext{
		Variables: map[string]cty.Value{"var": cty.ObjectVal(variables)},
		Functions: map[string]function.Function{"chomp": stdlib.ChompFunc, "join": stdlib.JoinFunc}, // of long texts
	}
	var arguments model.Object
	for name, argument := range block.Body.Attributes {
		value, diags := argument.Expr.Value(ctx)
		if diags.HasErrors() {
			t.Fatalf("%s: %v in\n%s", name, diags, text)
		}
		arguments = append(arguments, model.Member{Key: name, Value: fromCty(value)})
	}
	slices.SortFunc(arguments, byKey)
	if diff := cmp.Diff(composed(want), model.Value(arguments)); diff != "" {
		t.Errorf("arguments (-input +module):\n%s\n%s", diff, text)
	}
}

func byKey(a, b model.Member) int { return strings.Compare(a.Key, b.Key) }

// composed is the value in Unicode's NFC, as HCL reads it. Of keys that become the same
// the last one stays.
func composed(v model.Value) model.Value {
	switch v := v.(type) {
	case string:
		return norm.NFC.String(v)
	case []model.Value:
		list := make([]model.Value, len(v))
		for i, elem := range v {
			list[i] = composed(elem)
		}
		return list
	case model.Object:
		members := map[string]model.Value{}
		for _, member := range v {
			members[norm.NFC.String(member.Key)] = composed(member.Value)
		}
		return objectOf(members)
	}
	return v
}

func objectOf(members map[string]model.Value) model.Object {
	object := make(model.Object, 0, len(members))
	for key, value := range members {
		object = append(object, model.Member{Key: key, Value: value})
	}
	slices.SortFunc(object, byKey)
	return object
}

func fromCty(v cty.Value) model.Value {
	switch t := v.Type(); {
	case v.IsNull():
		return nil
	case t == cty.String:
		return v.AsString()
	case t == cty.Bool:
		return v.True()
	case t == cty.Number:
		n, _ := v.AsBigFloat().Int64()
		return n
	case t.IsTupleType():
		list := []model.Value{}
		for _, elem := range v.AsValueSlice() {
			list = append(list, fromCty(elem))
		}
		return list
	case t.IsObjectType():
		members := map[string]model.Value{}
		for key, member := range v.AsValueMap() {
			members[key] = fromCty(member)
		}
		return objectOf(members)
	}
	panic(fmt.Sprintf("a literal of type %s", v.Type().FriendlyName()))
}

// awkward strings mean something to HCL, or to its formatter.
var awkward = []string{
	"", " ", "a b", "${x}", "$${x}", "$$${", "%{ if x }", "%%{", "%", "$", "${", "$\n{", `"`, `\`, `\n`, `\"`, `\u0041`, "\n", "\r\n", "\t", "<<EOT\nx\nEOT\n",
	"\x00", "\x07", "\x7f", "\u0085", "\u00a0", "\u2028", "\u200d", "\ufeff", "\ufffd", "\U000e0001", "\U0010ffff", "🙂", "👩‍👩‍👧", "🇩🇪", "👍🏽", "é", "e\u0301", "\u0301", "각", "ᄀ", "日本語", "#", "//", "/* x */",
	"for", "for_each", "null", "true", "false", "if", "in", "a-b", "-a", "_", "a.b", "a/b", "1", "1a", "01", "1e3", "(x)", "[x]", "{x}", "x = 1", "var.x",
}

// text is text that a model accepts: what Terraform would change is refused.
func text() *rapid.Generator[string] {
	pieces := rapid.SampledFrom(awkward)
	any := rapid.OneOf(pieces, rapid.String(), rapid.StringMatching(`[a-z_]{1,12}`), rapid.StringMatching(`[$%{}"\\é\n]{0,6}`),
		rapid.Map(rapid.SliceOfN(pieces, 2, 4), func(s []string) string { return strings.Join(s, "") }))
	return rapid.Map(any, func(s string) string {
		if s = norm.NFC.String(s); s != "" && !norm.NFC.PropertiesString(s).BoundaryBefore() {
			return "x"
		}
		return s
	})
}

// valueOf generates values of a type.
func valueOf(t *model.Type) *rapid.Generator[model.Value] {
	switch t.Kind {
	case model.Number:
		return rapid.Map(rapid.Int64(), func(n int64) model.Value { return n })
	case model.Bool:
		return rapid.Map(rapid.Bool(), func(b bool) model.Value { return b })
	case model.List:
		return rapid.Map(rapid.SliceOfN(valueOf(t.Elem), 0, 3), func(l []model.Value) model.Value { return l })
	case model.Map:
		return rapid.Map(rapid.MapOfN(text(), valueOf(t.Elem), 0, 4), func(m map[string]model.Value) model.Value { return objectOf(m) })
	case model.Record:
		return rapid.Custom(func(r *rapid.T) model.Value {
			members := map[string]model.Value{}
			for _, f := range t.Fields {
				if rapid.Bool().Draw(r, "given") {
					members[f.Name] = valueOf(f.Type).Draw(r, f.Name)
				}
			}
			return objectOf(members)
		})
	case model.String, model.Null:
	}
	return rapid.Custom(func(r *rapid.T) model.Value {
		if t.Nullable && rapid.IntRange(0, 3).Draw(r, "null") == 0 {
			return nil
		}
		return text().Draw(r, "text")
	})
}
