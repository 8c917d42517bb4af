package compile

import (
	"slices"

	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// joined is an interpolation of parts.
func joined(parts ...*value) *value {
	e := &model.Expr{Op: model.OpText}
	for _, part := range parts {
		e.Args = appendPart(e.Args, part.expr)
	}
	return interpolated(e)
}

// appendPart adds a part to those of an interpolation. Literals side by side are one.
func appendPart(parts []*model.Expr, part *model.Expr) []*model.Expr {
	if part.Op == model.OpText {
		for _, inner := range part.Args {
			parts = appendPart(parts, inner)
		}
		return parts
	}
	text, ok := part.LiteralString()
	if ok && text == "" {
		return parts
	}
	if ok && len(parts) > 0 {
		if before, ok := parts[len(parts)-1].LiteralString(); ok {
			parts[len(parts)-1] = model.NewLiteral(before + text)
			return parts
		}
	}
	return append(parts, part)
}

// interpolated is an interpolation, or its only part if that is a literal.
func interpolated(e *model.Expr) *value {
	if len(e.Args) == 0 {
		return literalValue("")
	}
	if len(e.Args) == 1 {
		if text, ok := e.Args[0].LiteralString(); ok {
			return literalValue(text)
		}
	}
	return newValue(e, &model.Type{Kind: model.String})
}

// separated is the text of elements with separators between them.
func separated(elems []*model.Element, separator string, pos token.Pos) *value {
	e := &model.Expr{Op: model.OpText, Pos: Position(pos)}
	if slices.ContainsFunc(elems, func(elem *model.Element) bool { return len(elem.Clauses) > 0 }) {
		list := &model.Expr{Op: model.OpList, Elems: elems, Kind: model.List, Pos: Position(pos)}
		e.Args = append(e.Args, &model.Expr{Op: model.OpCall, Name: "join", Args: []*model.Expr{list, model.NewLiteral(separator)}, Kind: model.String, Pos: Position(pos)})
	} else {
		for i, elem := range elems {
			if i > 0 {
				e.Args = appendPart(e.Args, model.NewLiteral(separator))
			}
			e.Args = appendPart(e.Args, elem.Value)
		}
	}
	return interpolated(e)
}

// calledOf is a call of a function of the model that returns text, or its text if that is
// constant.
func calledOf(name string, args ...*value) *value {
	e := &model.Expr{Op: model.OpCall, Name: name, Kind: model.String}
	for _, arg := range args {
		e.Args = append(e.Args, arg.expr)
	}
	if text, ok := e.Constant(); ok {
		return literalValue(text)
	}
	return newValue(e, &model.Type{Kind: model.String})
}
