package compile

import (
	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// textOrder compares strings as CUE does, byte by byte. Terraform has no operator for that, but
// it sorts so.
func (c *compiler) textOrder(op model.Op, x, y *value) *value {
	pair := &model.Expr{Op: model.OpList, Elems: []*model.Element{{Value: x.expr}, {Value: y.expr}}, Kind: model.List}
	sorted := &model.Expr{Op: model.OpCall, Name: "sort", Args: []*model.Expr{pair}, Kind: model.List}
	first := &model.Expr{Op: model.OpIndex, Args: []*model.Expr{sorted, model.NewLiteral(int64(0))}, Kind: model.String}
	least := x.expr
	if op == model.OpMore || op == model.OpMoreEq {
		least = y.expr
	}
	ordered := &model.Expr{Op: model.OpEqual, Args: []*model.Expr{first, least}, Kind: model.Bool}
	if op == model.OpLess || op == model.OpMore {
		different := &model.Expr{Op: model.OpNotEqual, Args: []*model.Expr{x.expr, y.expr}, Kind: model.Bool}
		ordered = lazyAnd(different, ordered)
	}
	return newValue(ordered, boolean())
}

// multiple is the condition that a number is a multiple of another one, which is not 0.
func (c *compiler) multiple(x *value, of int64) *model.Expr {
	if of < 0 {
		of = -of
	}
	rest := &model.Expr{Op: model.OpCall, Name: "rem", Args: []*model.Expr{x.expr, model.NewLiteral(of)}, Kind: model.Number}
	return c.fold(newValue(&model.Expr{Op: model.OpEqual, Args: []*model.Expr{c.fold(newValue(rest, &model.Type{Kind: model.Number})).expr, model.NewLiteral(int64(0))}}, boolean())).expr
}

// multipleOf is the constant argument of math.MultipleOf(n).
func (c *compiler) multipleOf(e *ast.CallExpr, s *scope) (n int64, ok bool) {
	v, _ := c.expr(e.Args[0], s).constant()
	if n, ok = v.(int64); !ok || n == 0 || -n == n {
		c.report(e.Pos(), "what the number is a multiple of is no constant whole number", "write one, such as math.MultipleOf(2)")
		return 0, false
	}
	return n, true
}

// numberMultiple takes in math.MultipleOf(n).
func (k *constraints) numberMultiple(e *ast.CallExpr, s *scope) []*model.Rule {
	k.setType(&model.Type{Kind: model.Number}, e)
	n, ok := k.multipleOf(e, s)
	if !ok {
		return nil
	}
	k.require(inputRule{at: e, refused: func(x *value) []refusal {
		return []refusal{{cond: k.multiple(x, n).Negate(), words: k.wordsOr("must be a multiple of " + sourceText(e.Args[0]))}}
	}})
	return []*model.Rule{{}}
}

// textBound takes in >"a" and the like.
func (k *constraints) textBound(e *ast.UnaryExpr, bound string) []*model.Rule {
	words := boundWords[e.Op] + " " + sourceText(e.X)
	k.require(inputRule{at: e, refused: func(x *value) []refusal {
		met := k.textOrder(comparisons[e.Op], x, literalValue(bound))
		return []refusal{{cond: met.expr.Negate(), words: k.wordsOr("must be " + words)}}
	}})
	return []*model.Rule{{}}
}

// wordsOr are the words of the contract, or else those given.
func (k *constraints) wordsOr(words string) string {
	if k.words != "" {
		return k.words
	}
	return words
}
