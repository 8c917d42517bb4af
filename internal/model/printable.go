package model

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text from a user's file, a file's name or another program may drive a terminal, end
// a line and begin one of its own, or be read in another order than it stands there.
// [Printable] is for people, and what [AppendJSON] writes is for programs: neither lets
// such characters through, and both show them in the same way.

// isPrintable reports whether a character stands for itself on a terminal and in a
// log. It is not so with control characters, with Unicode's line and paragraph
// separators, and with those that change the direction of text, which can make it
// look like other text. Everything else, joined emoji among it, is ordinary.
func isPrintable(r rune) bool {
	if r < utf8.RuneSelf {
		return ' ' <= r && r < 0x7f
	}
	return !unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// Printable is s on one line, with escapes such as \n, \u001b and \u202e for all that
// is not printable, and \xff for a byte that is no UTF-8. Ordinary text stays as it is,
// backslashes included.
func Printable(s string) string { return printable(s, "") }

// PrintableLines is s with its line feeds and tabs, and otherwise as [Printable] has it.
func PrintableLines(s string) string { return printable(s, "\n\t") }

func printable(s, kept string) string {
	var b strings.Builder
	copied := 0
	for i := 0; i < len(s); {
		if ' ' <= s[i] && s[i] < 0x7f { // nearly all of it, mostly
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		broken := r == utf8.RuneError && size == 1
		if broken || !isPrintable(r) && !strings.ContainsRune(kept, r) {
			b.WriteString(s[copied:i])
			copied = i + size
			if broken {
				fmt.Fprintf(&b, `\x%02x`, s[i])
			} else {
				b.Write(appendEscape(nil, r))
			}
		}
		i += size
	}
	if copied == 0 {
		return s
	}
	b.WriteString(s[copied:])
	return b.String()
}

// appendEscape appends the escape of JSON for a character, all of which that are not
// printable have four hexadecimal digits.
func appendEscape(dst []byte, r rune) []byte {
	switch r {
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	}
	return fmt.Appendf(dst, `\u%04x`, r)
}
