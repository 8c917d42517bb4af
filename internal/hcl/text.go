package hcl

import (
	"strings"
	"unicode/utf8"
)

func (x Constant) layout(c context) text {
	c.text, c.constant = 0, true
	return x.Expr.layout(c)
}

func (s String) layout(c context) text { return Template{s}.layout(c) }

// layout writes a text in several lines where it has several or is wide: lines of its own as a
// heredoc, everything else as pieces that join puts together, of which Terraform knows the value
// as it does of one literal.
func (t Template) layout(c context) text {
	quoted := t.quoted()
	wide := c.text > 0 && utf8.RuneCountInString(quoted) > c.text
	switch {
	case c.flat || c.constant || !wide && len(t.lines()) < 3:
		return postfix(quoted)
	case t.chomped():
		if heredoc, ok := append(t[:len(t):len(t)], String("\n")).heredoc(c); ok {
			return postfix("chomp(" + heredoc + "\n)")
		}
	}
	if !wide {
		return postfix(quoted)
	}
	return joined(t, c)
}

// quoted is an interpolation in one line.
func (t Template) quoted() string { return `"` + t.written(escaped) + `"` }

// written are the parts of an interpolation, the literal ones escaped. Literal dollars before an
// interpolated part would escape it, so that they become interpolations themselves, and so would
// the halves of an escape in two literal parts, which are written as one.
func (t Template) written(escape func(string) string) string {
	var b strings.Builder
	for i := 0; i < len(t); i++ {
		literal, ok := t[i].(String)
		if !ok {
			b.WriteString("${" + Flat(t[i]) + "}")
			continue
		}
		for i+1 < len(t) {
			next, ok := t[i+1].(String)
			if !ok {
				break
			}
			literal += next
			i++
		}
		before := strings.TrimRight(string(literal), "$")
		if dollars := string(literal)[len(before):]; dollars != "" && i+1 < len(t) {
			b.WriteString(escape(before) + `${"` + dollars + `"}`)
			continue
		}
		b.WriteString(escape(string(literal)))
	}
	return b.String()
}

// joined is an interpolation in pieces that are not too wide. A part that is wide by itself
// is a piece of its own, in the layout of an expression.
func joined(t Template, c context) text {
	pieces := t.pieces(c.text)
	texts := make([]text, len(pieces))
	for i, piece := range pieces {
		inner := c.inside()
		switch piece.(type) {
		case Template, String: // are not too wide
			inner = flat
		}
		texts[i] = piece.layout(inner)
	}
	return postfix(`join("", [` + lines(join(texts, ",\n")+",") + "])")
}

// pieces takes an interpolation apart: into Templates, and expressions that are too wide to
// stand in one.
func (t Template) pieces(width int) (pieces []Expr) {
	var piece Template
	flush := func() {
		switch len(piece) {
		case 0:
		case 1: // nothing is interpolated
			pieces = append(pieces, piece[0])
		default:
			pieces = append(pieces, piece)
		}
		piece = nil
	}
	for _, part := range t.parts(width) {
		if utf8.RuneCountInString(append(piece[:len(piece):len(piece)], part).quoted()) > width || piece.endsLine() {
			flush()
		}
		if _, literal := part.(String); !literal && utf8.RuneCountInString((Template{part}).quoted()) > width {
			pieces = append(pieces, part)
			continue
		}
		piece = append(piece, part)
	}
	flush()
	return pieces
}

// endsLine reports whether a piece ends with a line break.
func (t Template) endsLine() bool {
	if len(t) == 0 {
		return false
	}
	s, _ := t[len(t)-1].(String)
	return strings.HasSuffix(string(s), "\n")
}

// parts are those of an interpolation, the literal ones in words.
func (t Template) parts(width int) (parts []Expr) {
	for _, part := range t {
		literal, ok := part.(String)
		if !ok {
			parts = append(parts, part)
			continue
		}
		for _, word := range words(string(literal), width) {
			if word != "" {
				parts = append(parts, String(word))
			}
		}
	}
	return parts
}

// words cuts a text behind spaces and line breaks, and what has none as a regular expression:
// behind the bars between alternatives and before groups, or else anywhere.
func words(s string, width int) (all []string) {
	for line := range strings.SplitAfterSeq(s, "\n") {
		for word := range strings.SplitAfterSeq(line, " ") {
			if len(escaped(word)) <= width/2 {
				all = append(all, word)
				continue
			}
			for _, group := range groups(word) {
				all = append(all, cut(group, width-len(`""`))...)
			}
		}
	}
	return all
}

// groups cuts a regular expression behind its bars and before its groups.
func groups(s string) (all []string) {
	start := 0
	for i := range len(s) - 1 {
		if end := i + 1; s[i] == '|' || s[end] == '(' && s[i] != '\\' {
			all = append(all, s[start:end])
			start = end
		}
	}
	return append(all, s[start:])
}

// cut cuts a text so that no part has more than so many columns.
func cut(s string, width int) (all []string) {
	start, columns := 0, 0
	for i, r := range s {
		columns += len(escaped(string(r)))
		if columns > width {
			all = append(all, s[start:i])
			start, columns = i, len(escaped(string(r)))
		}
	}
	return append(all, s[start:])
}
