package terraform

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Whatever a string holds, HCL reads it back: as a literal, as parts of a template and as
// a heredoc. Terraform's strings are in Unicode's form NFC.
func TestStringsSurvive(t *testing.T) {
	awkward := rapid.SampledFrom([]string{"$", "%", "{", "}", "${", "%{", "\n", "\r", "\\", `"`, " ", "a", "é", "\t", "~"})
	text := rapid.Custom(func(t *rapid.T) string {
		s := ""
		for _, part := range rapid.SliceOfN(awkward, 0, 12).Draw(t, "parts") {
			s += part
		}
		return s + rapid.String().Draw(t, "any")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		p := newPrinter(&model.Model{})
		checkText(t, quoted(a), a)
		x := &model.Expr{Op: model.OpInput, Name: "x", Kind: model.String}
		text := interpolation([]*model.Expr{textLiteral(a), x, textLiteral(b), textLiteral(a), x})
		checkText(t, p.scope().expr(text).text, a+"X"+b+a+"X")
		if _, ok := heredoc(a + "\n" + b + "\n"); ok {
			checkText(t, heredocText(a+"\n"+b+"\n")+"\n", a+"\n"+b+"\n")
		}
	})
}

func checkText(t *rapid.T, expr, want string) {
	want = cty.NormalizeString(want)
	parsed, diags := hclsyntax.ParseExpression([]byte(expr), "", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", expr, diags)
	}
	got, diags := parsed.Value(&hcl.EvalContext{Variables: map[string]cty.Value{
		"var": cty.ObjectVal(map[string]cty.Value{"x": cty.StringVal("X")}),
	}})
	if diags.HasErrors() || got.AsString() != want {
		t.Errorf("%s is %#v, want %q", expr, got, want)
	}
}

// The names of functions that this package knows are in the model's table.
func TestFunctionNames(t *testing.T) {
	for _, name := range []string{"regexp_match", "base64", "concat", "sort", "length", "mod", "rem"} {
		if model.LookupFunction(name) == nil {
			t.Errorf("there is no function %s", name)
		}
	}
}
