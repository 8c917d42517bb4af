package hcl

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote is a string literal, in which nothing is interpolated.
func Quote(s string) string { return `"` + escaped(s) + `"` }

// escaped is s as the literal part of a template.
func escaped(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case (r == '$' || r == '%') && strings.HasPrefix(s[i+1:], "{"):
			b.WriteRune(r)
			b.WriteRune(r)
		default:
			b.WriteString(visible(r))
		}
	}
	return b.String()
}

// visible is a character, or the escape of one that cannot be seen: a reader must not take a
// text for another one, and a terminal must not obey it.
func visible(r rune) string {
	switch {
	case unicode.IsPrint(r):
		return string(r)
	case r > 0xffff:
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// Key is a key of an object, quoted unless it is an identifier that means itself.
func Key(name string) string {
	switch name {
	case "for", "null", "true", "false":
		return Quote(name)
	}
	if isIdentifier(name) {
		return name
	}
	return Quote(name)
}

// isIdentifier reports whether a name is an identifier of HCL in ASCII. Others are rare,
// and may be quoted.
func isIdentifier(name string) bool {
	for i, r := range name {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r != '-' && (r < '0' || r > '9')) {
			return false
		}
	}
	return name != ""
}

const (
	heredocEnd   = "EOT"
	heredocStart = "<<-" + heredocEnd
)

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

// heredoc is s between the marks of a heredoc, indented by a step.
func heredoc(s string) string {
	var b strings.Builder
	b.WriteString(heredocStart + "\n")
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		if line != "" {
			b.WriteString(step + strings.NewReplacer("${", "$${", "%{", "%%{").Replace(line))
		}
		b.WriteByte('\n')
	}
	b.WriteString(heredocEnd)
	return b.String()
}
