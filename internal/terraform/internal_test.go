package terraform

import (
	"bytes"
	"strings"
	"testing"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	ctyfunction "github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// Whatever a string holds, HCL reads it back: as a literal, as parts of a template and as
// a heredoc. Terraform's strings are in Unicode's form NFC.
func TestStringsSurvive(t *testing.T) {
	awkward := rapid.SampledFrom([]string{
		"$", "%", "{", "}", "${", "%{", "$${", "%%{", "\n", "\r", "\r\n", "\\", `"`, " ", "a", "é", "\t", "~", "<<-EOT\n", "EOT\n", "  EOT\n", "\nEOT", "  \n",
		"\x00", "\x07", "\x1b", "\u0085", "\u2028", "\ufeff", "e\u0301", "heredoc_placeholder_0", argumentName + "1", "#", "//", "/*", strings.Repeat("long ", 500),
	})
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
		checkText(t, hcl.Quote(a), a)
		x := typed.NewInput("x", &typed.Type{Kind: model.String})
		text := typed.NewText(typed.NewLiteral(a), x, typed.NewLiteral(b), typed.NewLiteral(a), x)
		checkText(t, hcl.Flat(p.scope().expr(text)), a+"X"+b+a+"X")
		checkAttribute(t, p, a+"\n"+b+"\n")
	})
}

// checkAttribute reads a string back from a file, in which it stands inside of blocks.
func checkAttribute(t *rapid.T, p *printer, want string) {
	inner, outer := &hcl.Body{}, &hcl.Body{}
	inner.Attribute("object", p.constant(model.Object{{Key: "key", Value: want}, {Key: "other", Value: "x"}}))
	inner.Attribute("text", p.constant(want))
	outer.Block("", inner, "block")
	src := p.file("main.tf", outer).Content
	if len(p.diagnostics) > 0 {
		t.Fatal(p.diagnostics)
	}
	if formatted := hclwrite.Format(src); !bytes.Equal(formatted, src) {
		t.Errorf("%s is not formatted", src)
	}
	file, _ := hclsyntax.ParseConfig(src, "main.tf", hclv2.InitialPos)
	attributes := file.Body.(*hclsyntax.Body).Blocks[0].Body.Attributes
	ctx := &hclv2.EvalContext{Functions: map[string]ctyfunction.Function{"join": stdlib.JoinFunc, "chomp": stdlib.ChompFunc}}
	text, _ := attributes["text"].Expr.Value(ctx)
	object, _ := attributes["object"].Expr.Value(ctx)
	for _, got := range []cty.Value{text, object.GetAttr("key")} {
		if got.AsString() != cty.NormalizeString(want) {
			t.Errorf("%s has %#v, want %q", src, got, want)
		}
	}
}

func checkText(t *rapid.T, expr, want string) {
	want = cty.NormalizeString(want)
	parsed, diags := hclsyntax.ParseExpression([]byte(expr), "", hclv2.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", expr, diags)
	}
	got, diags := parsed.Value(&hclv2.EvalContext{Variables: map[string]cty.Value{
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

// TestFileOf: a file of the contract gives its objects' file its name, unless that has another
// meaning to Terraform or, where case does not count, to the file system.
func TestFileOf(t *testing.T) {
	for file, want := range map[string]string{
		"network.cue": "network.tf", "Network.cue": "network.tf", "schema/storage.cue": "storage.tf", "overrides.cue": "overrides.tf",
		"Main.cue": "main.tf", "Variables.cue": "main.tf", "override.cue": "main.tf", "network_override.cue": "main.tf",
	} {
		object := &model.KubernetesObject{Pos: model.Position{File: file}}
		p := newPrinter(&model.Model{Objects: []*model.KubernetesObject{object, {Pos: model.Position{File: "other.cue"}}}})
		if got := p.fileOf(object); got != want {
			t.Errorf("the objects of %s are in %s, want %s", file, got, want)
		}
	}
}

// The words of a constraint begin a sentence in the README, in any language.
func TestUpperFirst(t *testing.T) {
	for text, want := range map[string]string{"must be": "Must be", "über": "Über", "": ""} {
		if got := model.UpperFirst(text); got != want {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}
