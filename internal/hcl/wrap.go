package hcl

import (
	"strings"
	"unicode/utf8"
)

// Columns of a line of prose: those beyond which it is broken, and those that its parts
// have at most.
const (
	wideProse = 140
	wrapProse = 96
)

// Wrap breaks the long lines of a text in Markdown. A list item goes on below its first
// word; nothing else is distinguished from prose, so that a long line of code is broken too.
func Wrap(prose string) string {
	lines := strings.Split(prose, "\n")
	for i, line := range lines {
		if utf8.RuneCountInString(line) > wideProse {
			lines[i] = wrapped(line)
		}
	}
	return strings.Join(lines, "\n")
}

func wrapped(line string) string {
	text := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(text)]
	hanging := indent
	if strings.HasPrefix(text, "- ") {
		hanging += step
	}
	var b strings.Builder
	columns := 0
	for i, word := range strings.Fields(text) {
		before, width := " ", utf8.RuneCountInString(word)
		switch {
		case i == 0:
			before = indent
		case columns+len(before)+width > wrapProse:
			before, columns = "\n"+hanging, -1 // the line break is no column
		}
		b.WriteString(before + word)
		columns += len(before) + width
	}
	return b.String()
}
