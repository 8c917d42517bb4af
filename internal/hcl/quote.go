package hcl

import (
	"fmt"
	"strings"
	"unicode"
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
