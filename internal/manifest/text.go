package manifest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// foldWidth is the column behind which a line is folded at a space.
const foldWidth = 80

// text writes a string in whatever style it needs.
func (b *block) text(s string, indent int, fold bool) {
	double := strings.ContainsFunc(s, isEscaped) || besideBreak(s, " ", "")
	switch {
	case strings.Contains(s, "\n"):
		if double || strings.HasSuffix(s, " ") {
			b.line(s, '"', indent, fold)
			return
		}
		b.literal(s, indent)
	case double || !isText(s) || besideBreak(s, "", " "):
		b.line(s, '"', indent, fold)
	case strings.ContainsFunc(s, isBreak) || strings.Trim(s, " ") != s || hasIndicator(s):
		b.line(s, '\'', indent, fold)
	default:
		b.line(s, 0, indent, fold)
	}
}

// literal writes several lines as they are, below a header that says how the text begins
// and ends.
func (b *block) literal(s string, indent int) {
	b.out = append(b.out, '|')
	if first, _ := utf8.DecodeRuneInString(s); first == ' ' || isBreak(first) {
		b.out = append(b.out, '2')
	}
	last, size := utf8.DecodeLastRuneInString(s)
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-size])
	switch {
	case !isBreak(last):
		b.out = append(b.out, '-')
	case len(s) == size || isBreak(before):
		b.out = append(b.out, '+')
	}
	b.out = append(b.out, '\n')
	begun := false
	for _, r := range s {
		if !begun && !isBreak(r) {
			b.indent(indent)
		}
		begun = !isBreak(r)
		b.out = utf8.AppendRune(b.out, r)
	}
}

// line writes a string between quotes, or without any, on one line or folded.
func (b *block) line(s string, quote byte, indent int, fold bool) {
	if quote != 0 {
		b.out = append(b.out, quote)
		defer func() { b.out = append(b.out, quote) }()
	}
	begin := b.lineBegin()
	// The library escapes everything behind a byte order mark at the beginning.
	all := strings.HasPrefix(s, "\ufeff")
	var before rune
	for i, r := range s {
		next := s[i+utf8.RuneLen(r):]
		switch {
		case quote == '"' && (all || r == '"' || r == '\\' || isBreak(r) || isEscaped(r)):
			b.escape(r)
		case isBreak(r):
			b.out = utf8.AppendRune(b.out, r)
			begin = len(b.out)
			if after, _ := utf8.DecodeRuneInString(next); next != "" && !isBreak(after) {
				b.indent(indent)
			}
		case r == ' ' && fold && before != ' ' && i > 0 && next != "" && (quote == '"' || next[0] != ' ') &&
			utf8.RuneCount(b.out[begin:]) > foldWidth:
			b.newLine(indent)
			begin = len(b.out) - indent
			if next[0] == ' ' {
				b.out = append(b.out, '\\')
			}
		case r == '\'' && quote == '\'':
			b.out = append(b.out, "''"...)
		default:
			b.out = utf8.AppendRune(b.out, r)
		}
		before = r
	}
}

// lineBegin is where the line begins that is written.
func (b *block) lineBegin() int {
	for i := len(b.out); i > 0; {
		r, size := utf8.DecodeLastRune(b.out[:i])
		if isBreak(r) {
			return i
		}
		i -= size
	}
	return 0
}

// escape writes a character as it stands in double quotes.
func (b *block) escape(r rune) {
	const characters, letters = "\x00\a\b\t\n\v\f\r\x1b\"\\\u0085\u00a0\u2028\u2029", "0abtnvfre\"\\N_LP"
	if i := strings.IndexRune(characters, r); i >= 0 {
		b.out = append(b.out, '\\', letters[utf8.RuneCountInString(characters[:i])])
		return
	}
	format := `\U%08X`
	switch {
	case r <= 0xff:
		format = `\x%02X`
	case r <= 0xffff:
		format = `\u%04X`
	}
	b.out = fmt.Appendf(b.out, format, r)
}

const breaks = "\n\r\u0085\u2028\u2029"

// isBreak reports whether YAML 1.1 ends a line at a character.
func isBreak(r rune) bool { return strings.ContainsRune(breaks, r) }

// besideBreak reports whether there is a break between the two texts.
func besideBreak(s, before, after string) bool {
	for _, r := range breaks {
		if strings.Contains(s, before+string(r)+after) {
			return true
		}
	}
	return false
}

// isEscaped reports whether a character can only stand in double quotes.
func isEscaped(r rune) bool {
	printable := r == '\n' || ' ' <= r && r <= '~' || 0xa0 <= r && r <= 0xd7ff || 0xe000 <= r && r <= 0xfffd
	return !printable || r == '\ufeff'
}

// hasIndicator reports whether unquoted text would mean something else than itself.
func hasIndicator(s string) bool {
	return strings.IndexByte("#,[]{}&*!|>'\"%@`", s[0]) >= 0 || s == "-" || s == "?" ||
		strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "? ") || strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") ||
		strings.Contains(s, ": ") || strings.HasSuffix(s, ":") || strings.Contains(s, " #")
}
