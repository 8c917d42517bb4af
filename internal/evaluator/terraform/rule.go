package terraform

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// rule is a validation block of a variable, or an assert block of a check.
type rule struct {
	condition, message hclsyntax.Expression
}

func newRule(body *hclsyntax.Body) *rule {
	return &rule{condition: body.Attributes["condition"].Expr, message: body.Attributes["error_message"].Expr}
}

func (r *rule) traversals() []hcl.Traversal {
	return append(r.condition.Variables(), r.message.Variables()...)
}

// violated evaluates a rule and returns its message when the value breaks it. It
// fails when the rule itself cannot be evaluated, which Terraform would report in
// words that are not the contract's.
func (r *rule) violated(ctx *hcl.EvalContext) (message string, violated bool, err error) {
	condition, diags := r.condition.Value(ctx)
	if diags.HasErrors() {
		return "", false, diags
	}
	if condition, err = convert.Convert(condition, cty.Bool); err != nil || condition.IsNull() || !condition.IsKnown() {
		return "", false, fmt.Errorf("%s: the condition is not true or false", r.condition.Range())
	}
	// Terraform evaluates the message of a rule that holds, too, and fails with it.
	words, diags := r.message.Value(ctx)
	if diags.HasErrors() {
		return "", false, diags
	}
	if words, err = convert.Convert(words, cty.String); err != nil || words.IsNull() || !words.IsKnown() {
		return "", false, fmt.Errorf("%s: the message is not a string", r.message.Range())
	}
	return words.AsString(), condition.False(), nil
}
