package terraform

import (
	"strconv"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// text is an interpolation. A lone part needs no template, and must not be one:
// "terraform fmt" unwraps "${x}", so that a number or bool takes a function to become a string.
func (s *scope) text(e *model.Expr) hcl.Expr {
	parts := templateParts(e, nil)
	if len(parts) != 1 {
		return hcl.Template(s.exprs(parts))
	}
	part := s.expr(parts[0])
	if kind := s.typeOf(parts[0]).kind; kind == model.Number || kind == model.Bool {
		return call("tostring", part)
	}
	return part
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
