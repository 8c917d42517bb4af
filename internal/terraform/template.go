package terraform

import (
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// text is an interpolation. A lone part needs no template, and must not be one:
// "terraform fmt" unwraps "${x}", so that a number or bool takes a function to become a string.
func (s *scope) text(e *model.Expr) code {
	parts := templateParts(e, nil)
	if len(parts) != 1 {
		return postfix(`"` + s.template(parts) + `"`)
	}
	c := s.expr(parts[0])
	if kind := s.typeOf(parts[0]).kind; kind == model.Number || kind == model.Bool {
		return call("tostring", []code{c}, s.flat)
	}
	return c
}

// templateParts lists the parts of an interpolation and of those inside it. Literal parts
// that stand side by side are one: between them could be the two halves of an escape.
func templateParts(e *model.Expr, parts []*model.Expr) []*model.Expr {
	for _, part := range e.Args {
		if part.Op == model.OpText {
			parts = templateParts(part, parts)
			continue
		}
		text, literal := literalPart(part)
		if n := len(parts); literal && n > 0 {
			if before, ok := literalString(parts[n-1]); ok {
				parts[n-1] = textLiteral(before + text)
				continue
			}
		}
		if literal {
			part = textLiteral(text)
		}
		parts = append(parts, part)
	}
	return parts
}

// literalPart is the text of a constant part.
func literalPart(e *model.Expr) (string, bool) {
	if e.Op != model.OpLiteral {
		return "", false
	}
	switch v := e.Value.Value.(type) {
	case int64:
		return strconv.FormatInt(v, 10), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return literalString(e)
}

// template is the inside of a template. Literal dollars before an interpolation would
// escape it, so that they become an interpolation themselves.
func (s *scope) template(parts []*model.Expr) string {
	var b strings.Builder
	for i, part := range parts {
		text, literal := literalString(part)
		before := strings.TrimRight(text, "$")
		switch {
		case !literal:
			b.WriteString("${" + s.flattened().expr(part).text + "}")
		case before != text && i+1 < len(parts):
			b.WriteString(inTemplate(before) + `${"` + text[len(before):] + `"}`)
		default:
			b.WriteString(inTemplate(text))
		}
	}
	return b.String()
}
