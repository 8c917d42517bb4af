package hcl_test

import (
	"strings"
	"testing"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/hcl"
)

// Whatever a string holds, HCL reads the same from it, in Unicode's NFC, which is how
// Terraform reads strings.
func TestQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := texts().Draw(t, "text")
		if got := evaluated(t, hcl.Quote(s)); got.AsString() != cty.NormalizeString(s) {
			t.Errorf("%s is %#v, want %q", hcl.Quote(s), got, s)
		}
		if want := string(hclwrite.TokensForValue(cty.StringVal(s)).Bytes()); cty.NormalizeString(s) == s && hcl.Quote(s) != want {
			t.Errorf("%s, and hclwrite has %s", hcl.Quote(s), want)
		}
	})
}

func texts() *rapid.Generator[string] {
	awkward := rapid.SampledFrom([]string{
		"$", "%", "{", "${", "%{", "$${", "\n", "\r", "\\", `"`, " ", "a", "é", "\t", "<<-EOT\n", "EOT\n", "  EOT\n", "  \n", "\x00", "\u2028", "\ufeff", "e\u0301", "\u0300",
		"#", "//", "/*", "= ", "\U0001f3fb", strings.Repeat("long ", 30), strings.Repeat("a|", 90), strings.Repeat("${long}", 30), strings.Repeat("\nline", 30),
	})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(awkward, rapid.String()), 0, 8).Draw(t, "parts"), "")
	})
}

// Any expression means the same in one line as in several.
func TestLayout(t *testing.T) {
	forms := map[string]func(int) *rapid.Generator[hcl.Expr]{"number": numbers, "bool": bools, "text": stringExprs, "list": lists, "object": objects}
	rapid.Check(t, func(t *rapid.T) {
		e := forms[choice(t, "number", "bool", "text", "list", "object")](4).Draw(t, "expression")
		src, flat := inFile(t, e), hcl.Flat(e)
		if strings.Contains(flat, "\n") {
			t.Errorf("%s has several lines", flat)
		}
		want := evaluated(t, flat)
		for _, src := range []string{src, string(hclwrite.Format([]byte(src)))} {
			if got := valueIn(t, src); !got.RawEquals(want) {
				t.Errorf("%s\nis %#v, and in one line it is %#v", src, got, want)
			}
		}
	})
}

// Constants have the layout of "terraform fmt". Other expressions get it from package
// hclwrite, which has rules of its own for lines that begin and end with a bracket.
func TestConstantsAreFormatted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := inFile(t, constants(3).Draw(t, "constant"))
		golden.Equal(t, "layout", string(hclwrite.Format([]byte(src))), src)
	})
}

// A reader sees every character: a text with one that cannot be seen is no heredoc, in which a tab
// looks like spaces, and a mark of direction like nothing, but a quoted string that has it escaped.
func TestInvisibleCharactersAreEscaped(t *testing.T) {
	for _, hidden := range []string{"\t", "\u00a0", "\u200b", "\u202e", "\ufeff"} {
		for _, text := range []string{"first\n%ssecond\n", "first%s\nsecond\n", "first\nse%scond\n"} {
			text = strings.ReplaceAll(text, "%s", hidden)
			body := &hcl.Body{}
			body.Attribute("text", hcl.Constant{Expr: hcl.String(text)})
			body.Block("A comment with "+hidden+".", &hcl.Body{}, "block")
			src := strings.ReplaceAll(body.String(), "with \t", "") // a comment may have a tab
			if strings.Contains(src, hidden) || strings.Contains(src, "<<-") {
				t.Errorf("%q is written as\n%s", text, src)
			}
		}
	}
}

// A text with a line that is too wide is no heredoc, in which it could not be broken.
func TestWideLinesAreNoHeredoc(t *testing.T) {
	for _, words := range []int{10, 100} {
		body := &hcl.Body{}
		body.Attribute("text", hcl.Call{Function: "trimspace", Args: []hcl.Expr{hcl.String("first\n" + strings.Repeat("word ", words) + "\nlast")}})
		src := body.String()
		for line := range strings.Lines(src) {
			if len(line) > 161 {
				t.Errorf("%d columns: %s", len(line), line)
			}
		}
		if heredoc := strings.Contains(src, "<<-"); words == 10 && strings.Contains(src, "join(") || words == 100 && heredoc {
			t.Errorf("%d words are written as\n%s", words, src)
		}
	}
}

// inFile is an expression as an attribute of a block, between other ones.
func inFile(t *rapid.T, e hcl.Expr) string {
	inner, file := &hcl.Body{Airy: rapid.Bool().Draw(t, "airy")}, &hcl.Body{}
	inner.Attribute("value", e)
	inner.Attribute("longer_name", hcl.Int(1))
	inner.Commented("With a comment\n\nof several lines.", "x", literals().Draw(t, "text"))
	file.Block("", inner, "block", "label")
	return file.String()
}

// valueIn is the value of the attribute.
func valueIn(t *rapid.T, src string) cty.Value {
	parsed, diags := hclsyntax.ParseConfig([]byte(src), "", hclv2.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", src, diags)
	}
	got, diags := parsed.Body.(*hclsyntax.Body).Blocks[0].Body.Attributes["value"].Expr.Value(variables)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", src, diags)
	}
	return got
}

func constants(depth int) *rapid.Generator[hcl.Expr] {
	return rapid.Custom(func(t *rapid.T) hcl.Expr {
		switch form := choice(t, "text", "number", "bool", "null", "list", "object"); {
		case form == "text":
			return literals().Draw(t, "text")
		case form == "number":
			return hcl.Int(rapid.Int64().Draw(t, "number"))
		case form == "bool":
			return hcl.Bool(rapid.Bool().Draw(t, "bool"))
		case form == "null" || depth == 0:
			return hcl.Null
		case form == "list":
			return hcl.Tuple(rapid.SliceOfN(constants(depth-1), 0, 3).Draw(t, "elements"))
		}
		o := hcl.Object{Shape: rapid.SampledFrom([]hcl.Shape{hcl.Usual, hcl.Tall}).Draw(t, "shape")}
		for _, key := range keys().Draw(t, "keys") {
			o.Members = append(o.Members, hcl.Member{Key: hcl.String(key), Value: constants(depth-1).Draw(t, "value")})
		}
		return o
	})
}

// keys are different ones, also in Unicode's NFC.
func keys() *rapid.Generator[[]string] {
	some := rapid.SampledFrom([]string{"a", "bcd", "for", "a-b", "a.b", "größe", "\u01f9", "null", "_", "1"})
	return rapid.SliceOfNDistinct(rapid.OneOf(some, texts()), 0, 3, cty.NormalizeString)
}

func literals() *rapid.Generator[hcl.Expr] {
	return rapid.Map(texts(), func(s string) hcl.Expr { return hcl.String(s) })
}

// variables are what expressions here refer to.
var variables = &hclv2.EvalContext{
	Variables: map[string]cty.Value{
		"var":  cty.ObjectVal(map[string]cty.Value{"n": cty.NumberIntVal(3), "on": cty.True, "s": cty.StringVal("${x}"), "lines": cty.StringVal("x\n\n y\n")}),
		"each": cty.ObjectVal(map[string]cty.Value{"a-b": cty.StringVal("x"), "not one": cty.StringVal("y")}),
	},
	Functions: map[string]function.Function{
		"concat": stdlib.ConcatFunc, "length": stdlib.LengthFunc, "merge": stdlib.MergeFunc, "upper": stdlib.UpperFunc, "join": stdlib.JoinFunc, "keys": stdlib.KeysFunc, "chomp": stdlib.ChompFunc,
	},
}

func evaluated(t *rapid.T, src string) cty.Value {
	parsed, diags := hclsyntax.ParseExpression([]byte(src), "", hclv2.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", src, diags)
	}
	v, diags := parsed.Value(variables)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", src, diags)
	}
	return v
}

func call(name string, args ...hcl.Expr) hcl.Expr { return hcl.Call{Function: name, Args: args} }

func either(t *rapid.T, inner func(int) *rapid.Generator[hcl.Expr], depth int) hcl.Expr {
	return hcl.Conditional{Cond: bools(depth-1).Draw(t, "cond"), Then: inner(depth-1).Draw(t, "then"), Else: inner(depth-1).Draw(t, "else")}
}

func choice(t *rapid.T, of ...string) string { return rapid.SampledFrom(of).Draw(t, "form") }

func numbers(depth int) *rapid.Generator[hcl.Expr] {
	return rapid.Custom(func(t *rapid.T) hcl.Expr {
		if depth == 0 {
			return rapid.SampledFrom([]hcl.Expr{hcl.Int(1), hcl.Int(-20), hcl.Name("var.n")}).Draw(t, "number")
		}
		switch choice(t, "binary", "length", "either") {
		case "binary":
			op := rapid.SampledFrom([]hcl.Op{hcl.Add, hcl.Sub, hcl.Mul}).Draw(t, "op")
			return hcl.Binary{Op: op, X: numbers(depth-1).Draw(t, "x"), Y: numbers(depth-1).Draw(t, "y")}
		case "length":
			return call("length", lists(depth-1).Draw(t, "list"))
		}
		return either(t, numbers, depth)
	})
}

func bools(depth int) *rapid.Generator[hcl.Expr] {
	return rapid.Custom(func(t *rapid.T) hcl.Expr {
		if depth == 0 {
			return rapid.SampledFrom([]hcl.Expr{hcl.Bool(true), hcl.Bool(false), hcl.Name("var.on")}).Draw(t, "bool")
		}
		switch choice(t, "not", "chain", "compare", "either") {
		case "not":
			return hcl.Not{X: bools(depth-1).Draw(t, "x")}
		case "chain":
			op := rapid.SampledFrom([]hcl.Op{hcl.And, hcl.Or}).Draw(t, "op")
			return hcl.Chain{Op: op, Operands: rapid.SliceOfN(bools(depth-1), 2, 4).Draw(t, "operands")}
		case "compare":
			op := rapid.SampledFrom([]hcl.Op{hcl.Equal, hcl.NotEqual, hcl.Less, hcl.LessEq, hcl.More, hcl.MoreEq}).Draw(t, "op")
			return hcl.Binary{Op: op, X: numbers(depth-1).Draw(t, "x"), Y: numbers(depth-1).Draw(t, "y")}
		}
		return either(t, bools, depth)
	})
}

func stringExprs(depth int) *rapid.Generator[hcl.Expr] {
	return rapid.Custom(func(t *rapid.T) hcl.Expr {
		if depth == 0 {
			return rapid.OneOf(literals(), rapid.SampledFrom([]hcl.Expr{
				hcl.Name("var.s"), hcl.Attribute{Of: hcl.Name("each"), Name: "a-b"}, hcl.Attribute{Of: hcl.Name("each"), Name: "not one"},
				hcl.Index{Of: hcl.Name("each"), Key: hcl.String("a-b")},
			})).Draw(t, "text")
		}
		switch choice(t, "template", "upper", "either") {
		case "template":
			parts := rapid.SliceOfN(rapid.OneOf(stringExprs(0), stringExprs(depth-1), numbers(depth-1)), 2, 4).Draw(t, "parts")
			return hcl.Template(append(parts, hcl.Name("var.n"))) // a lone text would be unwrapped
		case "upper":
			return call("upper", stringExprs(depth-1).Draw(t, "text"))
		}
		return either(t, stringExprs, depth)
	})
}

// lists are tuples of numbers.
func lists(depth int) *rapid.Generator[hcl.Expr] {
	return rapid.Custom(func(t *rapid.T) hcl.Expr {
		if depth == 0 {
			return hcl.Tuple(rapid.SliceOfN(numbers(0), 0, 3).Draw(t, "elements"))
		}
		switch choice(t, "tuple", "for", "concat", "expand") {
		case "tuple":
			return hcl.Tuple(rapid.SliceOfN(numbers(depth-1), 0, 3).Draw(t, "elements"))
		case "for":
			f := hcl.For{Value: "v", In: lists(depth-1).Draw(t, "in"), Result: numbers(depth-1).Draw(t, "result")}
			if rapid.Bool().Draw(t, "keyed") {
				f.Key = "i"
			}
			if rapid.Bool().Draw(t, "filtered") {
				f.If = bools(depth-1).Draw(t, "if")
			}
			return f
		case "concat":
			return call("concat", lists(depth-1).Draw(t, "x"), lists(depth-1).Draw(t, "y"))
		}
		return hcl.Call{Function: "concat", Args: []hcl.Expr{hcl.Tuple{}, hcl.Tuple{lists(depth-1).Draw(t, "inner")}}, Expand: true}
	})
}

func objects(depth int) *rapid.Generator[hcl.Expr] {
	return rapid.Custom(func(t *rapid.T) hcl.Expr {
		if depth > 0 && rapid.Bool().Draw(t, "for") {
			return hcl.For{
				Key: "k", Value: "v", In: objects(depth-1).Draw(t, "in"),
				ResultKey: hcl.Template{hcl.String("x-"), hcl.Name("k")}, Result: stringExprs(depth-1).Draw(t, "result"),
			}
		}
		o := hcl.Object{Shape: rapid.SampledFrom([]hcl.Shape{hcl.Usual, hcl.Tall, hcl.Short}).Draw(t, "shape")}
		for _, key := range keys().Draw(t, "keys") {
			var value hcl.Expr
			switch choice(t, "text", "number", "list") {
			case "text":
				value = stringExprs(max(depth-1, 0)).Draw(t, "value")
			case "number":
				value = numbers(max(depth-1, 0)).Draw(t, "value")
			case "list":
				value = lists(max(depth-1, 0)).Draw(t, "value")
			}
			m := hcl.Member{Key: hcl.String(key), Value: value}
			if o.Shape == hcl.Tall && rapid.Bool().Draw(t, "commented") {
				m.Comment = "A comment."
			}
			o.Members = append(o.Members, m)
		}
		return o
	})
}
