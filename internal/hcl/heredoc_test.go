package hcl_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/hcl"
)

// A text of several lines is a heredoc where HCL has one with exactly this value.
func TestHeredoc(t *testing.T) {
	x := hcl.Name("var.s")
	for name, test := range map[string]struct {
		e    hcl.Expr
		want string
	}{
		"whole lines": {hcl.String("first\n  second\n"), "value = <<-EOT\n  first\n    second\nEOT\n"},
		"interpolated": {
			hcl.Template{hcl.String("echo "), x, hcl.String("\n"), x, hcl.String(" $"), x, hcl.String(" ${x}\n")},
			"value = <<-EOT\n  echo ${var.s}\n  ${var.s} ${\"$\"}${var.s} $${x}\nEOT\n",
		},
		"no line break at the end": {hcl.String("first\nsecond\nthird"), "value = chomp(<<-EOT\n  first\n  second\n  third\nEOT\n)\n"},
		"two short lines":          {hcl.String("first\nsecond"), "value = \"first\\nsecond\"\n"},
		"an element": {
			hcl.Tuple{hcl.String("sh"), hcl.String("-c"), hcl.Template{hcl.String("cd "), x, hcl.String("\nls\nexit")}},
			"value = [\n  \"sh\",\n  \"-c\",\n  chomp(<<-EOT\n    cd ${var.s}\n    ls\n    exit\n  EOT\n  ),\n]\n",
		},
		"an element with a line break at its end": {hcl.Tuple{hcl.String("cd\nls\nexit\n")}, "value = [\"cd\\nls\\nexit\\n\"]\n"},
		"what ends with an interpolation":         {hcl.Template{hcl.String("cd\nls\n"), x}, "value = \"cd\\nls\\n${var.s}\"\n"},
		"all lines indented":                      {hcl.String("  first\n  second\n"), "value = \"  first\\n  second\\n\"\n"},
		"an indented interpolation":               {hcl.Template{hcl.String("  "), x, hcl.String("\n second\n")}, "value = \"  ${var.s}\\n second\\n\"\n"},
		"the mark in a line":                      {hcl.String("first\nEOT\nthird\n"), "value = \"first\\nEOT\\nthird\\n\"\n"},
		"where no call may stand":                 {hcl.Constant{Expr: hcl.String("first\nsecond\nthird")}, "value = \"first\\nsecond\\nthird\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			body := &hcl.Body{}
			body.Attribute("value", test.e)
			golden.Equal(t, "the text", test.want, body.String())
		})
	}
}

// Whatever stands in the lines of a text, and wherever it stands, the value is what it is in one
// line.
func TestHeredocsKeepTheValue(t *testing.T) {
	part := rapid.SampledFrom([]hcl.Expr{
		hcl.String("a"), hcl.String(" "), hcl.String("\n"), hcl.String("\n"), hcl.String("\n  b"), hcl.String("$"), hcl.String("{"), hcl.String("%"), hcl.String("EOT"), hcl.String(`\n"`),
		hcl.Name("var.s"), hcl.Name("var.lines"),
	})
	written := 0
	rapid.Check(t, func(t *rapid.T) {
		script := hcl.Template(rapid.SliceOfN(part, 2, 12).Draw(t, "parts"))
		if rapid.Bool().Draw(t, "whole lines") {
			script = append(script, hcl.String("\n"))
		}
		script = append(script, hcl.Name("var.n"), hcl.String(rapid.SampledFrom([]string{"", "\n", "z", "\n\n"}).Draw(t, "end"))) // a lone part would be unwrapped
		e := rapid.SampledFrom([]hcl.Expr{script, hcl.Tuple{script, hcl.Int(1)}, call("upper", script)}).Draw(t, "place")
		src := inFile(t, e)
		if strings.Contains(src, "<<-EOT") {
			written++
		}
		if got, want := valueIn(t, src), evaluated(t, hcl.Flat(e)); !got.RawEquals(want) {
			t.Errorf("%s\nis %#v, and in one line it is %#v", src, got, want)
		}
	})
	if written == 0 {
		t.Error("no text was a heredoc")
	}
}
