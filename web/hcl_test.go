package web_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// TestPageReadsHCL holds what the page's own reader is tested with against Terraform's.
func TestPageReadsHCL(t *testing.T) {
	text, err := os.ReadFile("test/hcl.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, Text string
		Values     map[string]any
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			file, diags := hclsyntax.ParseConfig([]byte(c.Text), "x.tf", hcl.InitialPos)
			if diags.HasErrors() {
				if c.Values != nil {
					t.Error(diags)
				}
				return
			}
			if c.Values == nil {
				t.Fatal("Terraform reads it")
			}
			attributes := file.Body.(*hclsyntax.Body).Attributes
			if len(attributes) != len(c.Values) {
				t.Errorf("%d attributes, want %d", len(attributes), len(c.Values))
			}
			for name, want := range c.Values {
				checkValue(t, name, want, attributes[name].Expr)
			}
		})
	}
}

// checkValue compares what an expression evaluates to. What the page takes for an expression
// may be a constant.
func checkValue(t *testing.T, name string, want any, e hclsyntax.Expression) {
	t.Helper()
	if hasExpression(want) {
		return
	}
	v, diags := e.Value(&hcl.EvalContext{Functions: map[string]function.Function{"chomp": stdlib.ChompFunc, "join": stdlib.JoinFunc}})
	if diags.HasErrors() {
		t.Errorf("%s: %v", name, diags)
		return
	}
	text, err := ctyjson.SimpleJSONValue{Value: v}.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-page +Terraform):\n%s", name, diff)
	}
}

func hasExpression(v any) bool {
	switch v := v.(type) {
	case []any:
		for _, elem := range v {
			if hasExpression(elem) {
				return true
			}
		}
	case map[string]any:
		if len(v) == 1 && v["expression"] == true {
			return true
		}
		for _, member := range v {
			if hasExpression(member) {
				return true
			}
		}
	}
	return false
}
