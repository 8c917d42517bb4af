package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// fixed is the value of an input that the contract has settled: one of its conjuncts is a
// constant, and no alternative beside it has words for a refusal. It is nil for any other input.
func (c *compiler) fixed(v *vertex, f *model.Field) *model.FixedInput {
	for _, leaf := range v.leaves {
		if f.Type.Constraint == nil || f.Optional || isCombined(leaf.expr) || c.isConstraint(leaf.conjunct) {
			continue
		}
		if value, err := c.evaluated(leaf.expr, leaf.scope); err == nil && value != nil {
			return &model.FixedInput{Name: f.Name, Value: &model.Literal{Value: value}, Pos: Position(leaf.expr.Pos())}
		}
	}
	return nil
}

// isCombined reports whether an expression is a disjunction, or several conjuncts.
func isCombined(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return isCombined(e.X)
	case *ast.BinaryExpr:
		return e.Op == token.OR || e.Op == token.AND
	}
	return false
}

// settle takes the inputs that are fixed out of those that are given.
func (c *compiler) settle(v *vertex, f *model.Field) bool {
	if v.up != c.inputs {
		return false
	}
	fixed := c.fixed(v, f)
	if fixed != nil {
		c.fixedInputs = append(c.fixedInputs, fixed)
	}
	return fixed != nil
}

// fixedValue is the value of an input that is fixed; nil for another one.
func (c *compiler) fixedValue(v *vertex, pos token.Pos) *value {
	for _, f := range c.fixedInputs {
		if v.up == c.inputs && f.Name == v.label {
			x := literalValue(f.Value.Value)
			x.expr.Pos = Position(pos)
			return x
		}
	}
	return nil
}
