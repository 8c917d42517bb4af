package hcl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	heredocEnd   = "EOT"
	heredocStart = "<<-" + heredocEnd
)

// heredoc is a text as a heredoc, whose lines cannot be broken. In the first layout that breaks
// texts they may be as wide as they are, in narrower ones no wider than a text.
func (t Template) heredoc(c context) (string, bool) {
	if !isHeredoc(t.skeleton()) {
		return "", false
	}
	s := heredoc(t.written(inHeredoc.Replace))
	return s, c.text == 0 || c.text == textWidths[1] || widest(s, 0, 0) <= c.text+len(step)
}

// skeleton is an interpolation with a letter in place of each part that is not literal.
func (t Template) skeleton() string {
	var b strings.Builder
	for _, part := range t {
		if literal, ok := part.(String); ok {
			b.WriteString(string(literal))
		} else {
			b.WriteByte('x')
		}
	}
	return b.String()
}

// lines are the lines of the literal parts that are not empty.
func (t Template) lines() []string {
	return strings.FieldsFunc(t.skeleton(), func(r rune) bool { return r == '\n' })
}

// chomped reports whether a text is what chomp leaves of it: chomp takes away all line breaks at
// the end, of which an interpolated part may have some.
func (t Template) chomped() bool {
	if len(t) == 0 {
		return true
	}
	last, literal := t[len(t)-1].(String)
	return literal && last != "" && !strings.HasSuffix(string(last), "\n")
}

// isHeredoc reports whether a heredoc is written for a text: one of several whole lines
// of which a heredoc, whose indentation is taken away, has exactly the text for its value.
func isHeredoc(s string) bool {
	if strings.Count(s, "\n") < 2 || !strings.HasSuffix(s, "\n") {
		return false
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) || r == unicode.ReplacementChar }) {
		return false
	}
	outermost := false // a line that begins without a space
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		text := strings.TrimLeftFunc(line, unicode.IsSpace)
		if text == "" && line != "" || strings.TrimSpace(text) == heredocEnd {
			return false
		}
		if first, _ := utf8.DecodeRuneInString(text); text != "" && (!unicode.IsGraphic(first) || unicode.In(first, unicode.M, unicode.Sk)) {
			return false // it may be one character with the indentation
		}
		outermost = outermost || text != "" && text == line
	}
	return outermost
}

// inHeredoc escapes the literal part of a template that stands in a heredoc.
var inHeredoc = strings.NewReplacer("${", "$${", "%{", "%%{")

// heredoc is an escaped text between the marks of a heredoc, indented by a step.
func heredoc(escaped string) string {
	var b strings.Builder
	b.WriteString(heredocStart + "\n")
	for line := range strings.SplitSeq(strings.TrimSuffix(escaped, "\n"), "\n") {
		if line != "" {
			b.WriteString(step + line)
		}
		b.WriteByte('\n')
	}
	b.WriteString(heredocEnd)
	return b.String()
}
