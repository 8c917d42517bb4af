package compile

import (
	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// decoded compiles a call of base64.Decode in an interpolation, which makes text of the bytes, or
// a reference to a field that is one; nil when it is none. Terraform has no bytes.
func (c *compiler) decoded(e ast.Expr, s *scope) *value {
	e, s = c.written(unparen(e), s)
	call, ok := unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 2 {
		return nil
	}
	null, ok := call.Args[0].(*ast.BasicLit)
	if b, _ := c.reference(call.Fun, s).(builtin); b != "base64.Decode" || !ok || null.Value != "null" {
		return nil
	}
	arg := call.Args[1]
	encoded := c.want(model.String, c.expr(arg, s), arg.Pos())
	if encoded.typ == nil {
		return encoded
	}
	text := calledOf("base64_text", encoded)
	text.expr.Pos = Position(call.Pos())
	return text
}
