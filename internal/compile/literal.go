package compile

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// basicLit compiles a string, number, bool or null.
func (c *compiler) basicLit(e *ast.BasicLit) *value {
	switch e.Kind {
	case token.NULL:
		return literalValue(nil)
	case token.TRUE:
		return literalValue(true)
	case token.FALSE:
		return literalValue(false)
	case token.STRING:
		if strings.HasPrefix(strings.TrimLeft(e.Value, "#"), "'") {
			return c.fail(e.Pos(), "bytes are not supported", "write a string in double quotes")
		}
		s, err := literal.Unquote(e.Value)
		if err != nil {
			return c.fail(e.Pos(), "the string cannot be read: "+err.Error(), "")
		}
		return c.textLiteral(e, s)
	case token.INT:
		return c.integer(e)
	}
	return c.failf(e.Pos(), "write a whole number, or a string such as \"500m\"", "%s is not a whole number, and fractions print differently in CUE and Terraform", e.Value)
}

// textLiteral is constant text. Terraform would change what is not in NFC.
func (c *compiler) textLiteral(at ast.Node, s string) *value {
	if !model.IsNormal(s) {
		c.report(at.Pos(), notNormal, writeNormal)
	}
	return literalValue(s)
}

func (c *compiler) integer(e *ast.BasicLit) *value {
	var info literal.NumInfo
	if err := literal.ParseNum(e.Value, &info); err == nil && info.IsInt() {
		if n, ok := parseInt(info.String()); ok {
			return literalValue(n)
		}
	}
	return c.failf(e.Pos(), "write a smaller number, or a string", "%s does not fit in 64 bits", e.Value)
}

// interpolation compiles "…\(x)…".
func (c *compiler) interpolation(e *ast.Interpolation, s *scope) *value {
	first, last := e.Quotes()
	info, skip, _, err := literal.ParseQuotes(first.Value, last.Value)
	if err != nil || !info.IsDouble() {
		return c.fail(e.Pos(), "this interpolation is not supported", "write a string in double quotes")
	}
	text := &model.Expr{Op: model.OpText, Pos: Position(e.Pos())}
	for i, part := range e.Elts {
		if i%2 == 1 {
			text.Args = appendText(text.Args, c.textPart(part, s).expr)
			continue
		}
		fragment, err := info.Unquote(part.(*ast.BasicLit).Value[skip:])
		if err != nil {
			return c.fail(part.Pos(), "the string cannot be read: "+err.Error(), "")
		}
		if fragment != "" {
			text.Args = append(text.Args, c.textLiteral(part, fragment).expr)
		}
		skip = len(")")
	}
	if len(text.Args) == 1 && text.Args[0].Kind == model.String {
		return newValue(text.Args[0], &model.Type{Kind: model.String})
	}
	return c.fold(newValue(text, &model.Type{Kind: model.String}))
}

// appendText adds a part, or the parts of an interpolation within an interpolation.
func appendText(parts []*model.Expr, part *model.Expr) []*model.Expr {
	if part.Op == model.OpText {
		return append(parts, part.Args...)
	}
	return append(parts, part)
}

// textPart compiles what stands in an interpolation: a string, a whole number or a bool, or the
// bytes that base64.Decode gives.
func (c *compiler) textPart(e ast.Expr, s *scope) *value {
	if v := c.decoded(e, s); v != nil {
		return v
	}
	v := c.expr(e, s)
	if v.typ == nil || isScalar(v.typ) {
		return v
	}
	return c.failf(e.Pos(), "write strings.Join(list, \", \"), or one of its fields", "%s cannot stand in a string", kindName(v.typ))
}
