package terraform

import (
	"strconv"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// VisitText is an interpolation. A lone part needs no template, and must not be one:
// "terraform fmt" unwraps "${x}", so that a number or bool takes a function to become a string.
func (s *scope) VisitText(e *typed.Text) hcl.Expr {
	parts := templateParts(e, nil)
	if len(parts) != 1 {
		return hcl.Template(s.exprs(parts))
	}
	part := s.expr(parts[0])
	if kind := parts[0].Type().Kind; kind == model.Number || kind == model.Bool {
		return call("tostring", part)
	}
	return part
}

// templateParts lists the parts of an interpolation and of those inside it. Literal parts
// that stand side by side are one: between them could be the two halves of an escape.
func templateParts(e *typed.Text, parts []typed.Expr) []typed.Expr {
	for _, part := range e.Parts {
		if inner, ok := part.(*typed.Text); ok {
			parts = templateParts(inner, parts)
			continue
		}
		text, literal := literalPart(part)
		if n := len(parts); literal && n > 0 {
			if before, ok := typed.ConstantText(parts[n-1]); ok {
				parts[n-1] = typed.NewLiteral(before + text)
				continue
			}
		}
		if literal {
			part = typed.NewLiteral(text)
		}
		parts = append(parts, part)
	}
	return parts
}

// literalPart is the text of a constant part.
func literalPart(e typed.Expr) (string, bool) {
	literal, ok := e.(*typed.Literal)
	if !ok {
		return "", false
	}
	switch v := literal.Value.(type) {
	case int64:
		return strconv.FormatInt(v, 10), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return typed.ConstantText(e)
}

// template is an interpolation of parts in HCL, or a text when all of them are literal.
func template(parts []hcl.Expr) hcl.Expr {
	text := ""
	for _, part := range parts {
		literal, ok := part.(hcl.String)
		if !ok {
			return hcl.Template(parts)
		}
		text += string(literal)
	}
	return hcl.String(text)
}
