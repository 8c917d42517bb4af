package terraform

import (
	"fmt"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/base-k8s/base-k8s/internal/model"
)

// TestFunctionRows evaluates the example of every row of the table of functions: the model,
// CUE with each of the forms, and HCL's evaluator with Terraform's functions have the result
// of the row, and none has one for what a partial function refuses.
func TestFunctionRows(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range model.Functions() {
		t.Run(f.Name, func(t *testing.T) {
			if seen[f.Name] {
				t.Errorf("there are two rows")
			}
			seen[f.Name] = true
			checkAnswers(t, f, valueOf(t, f.Example.Args), valueOf(t, f.Example.Result))
			if f.Partial != (f.Example.Refused != "") {
				t.Fatalf("partial is %t, and the example has the refused arguments %q", f.Partial, f.Example.Refused)
			}
			if f.Partial {
				checkAnswers(t, f, valueOf(t, f.Example.Refused), nil)
			}
			checkCaught(t, f)
			if inRegexp := strings.HasPrefix(f.CUE, "regexp."); f.Pattern != inRegexp {
				t.Errorf("Pattern is %t, but %s", f.Pattern, f.CUE)
			}
		})
	}
}

// valueOf is JSON that a row has.
func valueOf(t *testing.T, text string) model.Value {
	t.Helper()
	v, err := model.ParseJSON([]byte(text))
	if err != nil {
		t.Fatalf("the example has %q: %v", text, err)
	}
	return v
}

// checkAnswers compares what all evaluators make of a call. They refuse it if want is nil.
func checkAnswers(t *testing.T, f *model.Function, arguments, want model.Value) {
	args, ok := arguments.([]model.Value)
	if !ok || len(args) < len(f.Params) {
		t.Fatalf("the example has the arguments %v", arguments)
	}
	check := func(evaluator string, got model.Value, err error) {
		t.Helper()
		if (err == nil) != (want != nil) || err == nil && !model.Equal(got, want) {
			t.Errorf("%s of %v is %v for %s (%v), want %v", f.Name, args, got, evaluator, err, want)
		}
	}
	got, err := f.Call(args...)
	check("the model", got, err)
	for _, form := range f.Forms() {
		got, err = byCUE(filled(form, args, func(v model.Value) string { return string(model.AppendJSON(nil, v)) }))
		check("CUE's "+form, got, err)
	}
	got, err = byTerraform(filled(f.HCL, args, func(v model.Value) string { return inHCL(t, v) }))
	check("Terraform", got, err)
}

// checkCaught gives the form in Terraform arguments that are errors.
func checkCaught(t *testing.T, f *model.Function) {
	args := valueOf(t, f.Example.Args).([]model.Value)
	got, err := byTerraform(filled(f.HCL, args, func(model.Value) string { return `tonumber("x")` }))
	if caught := err == nil && got == false; caught != f.CatchesErrors {
		t.Errorf("CatchesErrors is %t, but with arguments that are errors the result is %v (%v)", f.CatchesErrors, got, err)
	}
}

// filled is a form with the arguments in the place of the placeholders.
func filled(form string, args []model.Value, text func(model.Value) string) string {
	texts := make([]string, len(args))
	for i, arg := range args {
		texts[i] = text(arg)
	}
	return model.Fill(form, texts)
}

// byCUE is the value of an expression of CUE.
func byCUE(expr string) (model.Value, error) {
	text, err := cuecontext.New().CompileString(expr, cue.InferBuiltins(true)).MarshalJSON()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", expr, err)
	}
	return model.ParseJSON(text)
}

// byTerraform is the value of an expression of Terraform.
func byTerraform(expr string) (model.Value, error) {
	parsed, diags := hclsyntax.ParseExpression([]byte(expr), "example", hcl.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	v, diags := parsed.Value(&hcl.EvalContext{Functions: functions})
	if diags.HasErrors() {
		return nil, fmt.Errorf("%s: %w", expr, diags)
	}
	return fromCty(v)
}

// inHCL is a value as a literal.
func inHCL(t *testing.T, v model.Value) string {
	t.Helper()
	value, err := Value(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(hclwrite.TokensForValue(value).Bytes())
}
