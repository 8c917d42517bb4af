package compile

import (
	"cmp"
	"slices"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"

	"github.com/base-k8s/base-k8s/internal/model"
)

// namedText is a constant text, and the comments on it: those on what is written out in it,
// and all of them as one.
type namedText struct {
	*model.Text
	top   *vertex
	notes []string
	whole string
}

// namedTexts are the constant texts among the hidden fields, in the order of the contract.
func (c *compiler) namedTexts() (texts []*model.Text) {
	for _, text := range c.texts {
		text.Parts = c.textParts(text.top, text.Value)
		text.Doc = joinDocs(append([]string{text.top.doc()}, c.ownNotes(text)...)...)
		texts = append(texts, text.Text)
	}
	slices.SortFunc(texts, func(a, b *model.Text) int {
		return cmp.Or(cmp.Compare(c.src.order[a.Pos.File], c.src.order[b.Pos.File]), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column))
	})
	return texts
}

// ownNotes are the comments on what has no name in the text any more.
func (c *compiler) ownNotes(text *namedText) []string {
	return slices.DeleteFunc(slices.Clone(text.notes), func(note string) bool {
		return slices.ContainsFunc(text.Parts, func(part model.TextPart) bool {
			return part.Name != "" && c.textNamed(part.Name).whole == note
		})
	})
}

func (c *compiler) textNamed(name string) *namedText {
	for _, text := range c.texts {
		if text.Name == name {
			return text
		}
	}
	return nil
}

// textParts are the parts of an interpolation that has the value, those that are other named
// texts by their names; nil for what is written in another way.
func (c *compiler) textParts(top *vertex, value string) (parts []model.TextPart) {
	if len(top.leaves) != 1 {
		return nil
	}
	e, ok := top.leaves[0].expr.(*ast.Interpolation)
	if !ok {
		return nil
	}
	first, last := e.Quotes()
	info, skip, _, err := literal.ParseQuotes(first.Value, last.Value)
	whole := ""
	for i, elem := range e.Elts {
		part := model.TextPart{}
		if i%2 == 1 {
			part = c.interpolated(elem, top.leaves[0].scope)
		} else if part.Text, err = info.Unquote(elem.(*ast.BasicLit).Value[skip:]); err == nil {
			skip = len(")")
		}
		if err != nil {
			return nil
		}
		whole += part.Text
		parts = append(parts, part)
	}
	if whole != value {
		return nil
	}
	return parts
}

// interpolated is a constant within an interpolation.
func (c *compiler) interpolated(e ast.Expr, s *scope) model.TextPart {
	if v, ok := c.reference(e, s).(*vertex); ok {
		if text := c.texts[v]; text != nil {
			return model.TextPart{Text: text.Value, Name: text.Name}
		}
	}
	text, _ := c.textPart(e, s).constantString()
	return model.TextPart{Text: text}
}
