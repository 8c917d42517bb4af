// Package markdown writes parts of documents in Markdown.
//
// What goes in is plain text; what comes out is text that Markdown shows as it is. The package knows
// no contract.
package markdown

import "strings"

// WriteTable writes a table whose cells are Markdown already. Within a cell only a pipe
// and a line break would end it.
func WriteTable(b *strings.Builder, header []string, rows [][]string) {
	writeRow(b, header)
	b.WriteString("|" + strings.Repeat(" --- |", len(header)) + "\n")
	for _, row := range rows {
		writeRow(b, row)
	}
	b.WriteByte('\n')
}

func writeRow(b *strings.Builder, cells []string) {
	b.WriteByte('|')
	for _, c := range cells {
		b.WriteString(" " + strings.ReplaceAll(escapePipes(c), "\n", "<br>") + " |")
	}
	b.WriteByte('\n')
}

// escapePipes puts a backslash before each pipe that has none.
func escapePipes(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, `\|`, "|"), "|", `\|`)
}

// Cell is plain text as Markdown: what would be taken for HTML is escaped, except in
// code.
func Cell(s string) string {
	parts := strings.Split(s, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// Code is a text as code. The fence is longer than any run of backquotes inside.
func Code(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	return fence + s + fence
}
