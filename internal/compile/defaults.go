package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// defaultIsKept reports a constraint that would choose another value than the default of
// the input x, when the input is absent. To CUE such an input is still a disjunction; to
// Terraform and the model it is its default.
func (c *compiler) defaultIsKept(x *value, l *leaf) {
	if x.fallback == nil || !isScalarValue(x.fallback.Value) {
		return
	}
	fallback := literalValue(x.fallback.Value)
	if d := defaultOf(l.expr); d != nil {
		other, ok := c.expr(d, l.scope).constant()
		if !ok || !model.Equal(other, x.fallback.Value) {
			c.report(l.expr.Pos(), "the default differs from that of the input that it is unified with", "give the default to the input alone, or the same one to both")
		}
		return
	}
	t := limits{compiler: c, subject: fallback}
	if met := t.meets(l.expr, l.scope); met != nil && !met.IsLiteral(true) && len(c.choices(l.expr, fallback.typ.Kind)) == 1 {
		c.report(l.expr.Pos(), "the constraint has one value, which is not the default of the input that it is unified with", "write the value itself, or bounds or a pattern")
	}
}

// otherwiseIsOut reports a constraint that the other alternative of a fallback may meet: to
// CUE that one is the value where the first alternative does not meet it.
func (c *compiler) otherwiseIsOut(x *value, l *leaf) {
	t := limits{compiler: c, subject: x.otherwise}
	if met := t.meets(l.expr, l.scope); met == nil || !met.Negate().IsLiteral(true) {
		c.report(l.expr.Pos(), "the constraint is on a fallback, of which CUE takes the other alternative where the first does not meet it", "write a choice: [if x != _|_ {x}, y][0]")
	}
}

func isScalarValue(v model.Value) bool {
	switch v.(type) {
	case []model.Value, model.Object:
		return false
	}
	return true
}

// choices are the constants of a kind among the alternatives of a constraint.
func (c *compiler) choices(e ast.Expr, kind model.Kind) []model.Value {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.choices(e.X, kind)
	case *ast.BinaryExpr:
		if e.Op == token.OR {
			return append(c.choices(e.X, kind), c.choices(e.Y, kind)...)
		}
	case *ast.BasicLit:
		if v, ok := c.basicLit(e).constant(); ok && model.KindOf(v) == kind {
			return []model.Value{v}
		}
	}
	return nil
}
