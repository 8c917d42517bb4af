// Package hostile makes the worst documents of a size: those that ask a reader, a
// contract or a report for as much work as they can. What goes in is a size, and a model
// with inputs that it accepts; what comes out is documents, one for each kind of attack.
// Tests measure with them. The package refuses to know what any of them should come to.
package hostile

import (
	"fmt"
	"strings"
)

// Document is a text of one kind.
type Document struct {
	Name string // of the kind, with the extension of its notation
	Text string
}

// Texts are the documents that are hostile to any contract, of about size bytes each.
func Texts(size int) []Document {
	half := size / 2
	return []Document{
		// Many errors, each with a place.
		{"unknown-keys.yaml", lines(size, "k%d: 1\n")},
		{"unknown-keys-on-one-line.yaml", "{" + lines(size, "k%d: 1, ") + "z: 1}"},
		{"unknown-keys.json", "{" + lines(size, `"k%d":1,`) + `"z":1}`},
		{"unknown-keys-of-other-scripts.yaml", "{" + lines(size, "é日%d: 1, ") + "z: 1}"},
		{"unknown-keys-with-escapes.json", "{" + lines(size, `"\u001b\u202e%d":1,`) + `"z":1}`},
		{"keys-given-twice.yaml", strings.Repeat("k: 1\n", size/5)},
		{"keys-given-twice.json", "{" + strings.Repeat(`"k":1,`, size/6) + `"k":1}`},
		{"keys-given-twice-below-a-long-key.json", `{"` + strings.Repeat("k", half) + `":{` + strings.Repeat(`"k":1,`, half/6) + `"k":1}}`},
		{"tags.yaml", strings.Repeat("- !x 1\n", size/7)},
		{"keys-that-are-no-strings.yaml", "a:\n" + strings.Repeat("  []: 1\n", size/8)},
		{"long-numbers.json", "[" + strings.Repeat(strings.Repeat("9", 1001)+",", size/1002) + "1]"},
		{"numbers.json", "[" + strings.Repeat(strings.Repeat("9", 999)+",", size/1000) + "1]"},

		// Long texts, lines, names and paths.
		{"long-key.json", `{"` + strings.Repeat("k", size-8) + `":1}`},
		{"children-of-a-long-key.json", `{"` + strings.Repeat("k", half) + `":{` + lines(half, `"k%d":1,`) + `"z":1}}`},
		{"elements-of-a-long-key.json", `{"` + strings.Repeat("k", half) + `":[` + strings.Repeat("1,", half/2) + `1]}`},
		{"long-keys-inside-each-other.json", nested(60, `{"`+strings.Repeat("k", size/64)+`":`, "1", "}")},
		{"long-string.json", `{"a":"` + strings.Repeat("x", size-10) + `"}`},
		{"long-string.yaml", "a: " + strings.Repeat("x", size-4)},
		{"quoted-string.yaml", `a: "` + strings.Repeat("x ", half-4) + `"`},
		{"folded-string.yaml", "a: >\n" + strings.Repeat("  x\n", size/4)},
		{"literal-string.yaml", "a: |\n" + strings.Repeat("  x\n", size/4)},
		{"plain-string-on-many-lines.yaml", "a:\n" + strings.Repeat("  x\n", size/4)},
		{"escapes.json", `{"a":"` + strings.Repeat(`\u001b`, size/6-2) + `"}`},
		{"escapes.yaml", `a: "` + strings.Repeat(`\e`, half-3) + `"`},
		{"digits.json", `{"a":` + strings.Repeat("9", size-6) + `}`},
		{"digits.yaml", "a: " + strings.Repeat("9", size-3)},
		{"digits-with-dots.yaml", "a: " + strings.Repeat("9.", half-2)},
		{"exponent.json", `{"a":1e999999999}`},
		{"spaces.yaml", strings.Repeat(" ", size-5) + "a: 1\n"},
		{"line-ends.yaml", strings.Repeat("\n", size-5) + "a: 1\n"},
		{"line-ends-of-unicode.yaml", "a: 1\n" + strings.Repeat("\u2028", size/3-2)},
		{"carriage-returns.yaml", strings.Repeat("\r", size-5) + "a: 1\n"},

		// Nesting, aliases, merges.
		{"deep.json", strings.Repeat("[", half) + strings.Repeat("]", half)},
		{"deep-objects.json", nested(size/7, `{"a":`, "1", "}")},
		{"deep.yaml", "a: " + strings.Repeat("[", half-2) + strings.Repeat("]", half-2)},
		{"deep-blocks.yaml", strings.Repeat("- ", half)},
		{"deep-keys.yaml", strings.Repeat("? ", half)},
		{"deep-flow-keys.yaml", strings.Repeat("{? ", size/3)},
		{"deepest.json", `{"a":[` + strings.Repeat(nested(60, "[", "1", "]")+",", size/122) + `1]}`},
		{"unclosed.json", strings.Repeat(`{"a":[`, size/6)},
		{"unclosed.yaml", "a: \"" + strings.Repeat("x\n", half-2)},
		{"anchors.yaml", lines(size, "k%[1]d: &a%[1]d 1\n")},
		{"aliases.yaml", "a: &a 1\nb: [" + strings.Repeat("*a, ", size/4-8) + "*a]\n"},
		{"aliases-of-a-long-string.yaml", `a: &a "` + strings.Repeat("x", half) + "\"\nb: [" + strings.Repeat("*a, ", half/4-8) + "*a]\n"},
		{"aliases-of-aliases.yaml", chain(size, "a%d: &a%d [*a%d, *a%d, *a%d]\n")},
		{"merges-of-merges.yaml", chain(size, "a%d: &a%d {<<: [*a%d, *a%d, *a%d]}\n")},
		{"chain-of-merges.yaml", chain(size, "a%d: &a%d {<<: *a%d}\n")},
		{"merges-of-many-keys.yaml", "a: &a {" + lines(half, "k%d: 1, ") + "z: 1}\nb: [" + strings.Repeat("{<<: *a}, ", half/10-8) + "1]\n"},
		{"merges-of-itself.yaml", "a: &a\n  <<: *a\n" + strings.Repeat("  <<: *a\n", size/9-4)},

		// Much of what means nothing, and many documents.
		{"comments.yaml", strings.Repeat("#\n", half-3) + "a: 1\n"},
		{"comments-after-values.yaml", lines(size, "k%d: 1 # x\n")},
		{"comments-between-values.yaml", lines(size, "# x\nk%d: 1\n")},
		{"long-comment.yaml", "# " + strings.Repeat("x", size-8) + "\na: 1\n"},
		{"directives.yaml", strings.Repeat("%TAG ! tag:x,2000:\n", size/19) + "---\na: 1\n"},
		{"markers.yaml", strings.Repeat("---\n", size/4)},
		{"ends.yaml", strings.Repeat("...\n", size/4)},
		{"documents.yaml", strings.Repeat("---\na: 1\n", size/9)},
		{"documents.json", strings.Repeat("{}", half)},
		{"documents.ndjson", strings.Repeat("{}\n", size/3)},
		{"broken-documents.ndjson", strings.Repeat("{\n", half)},
	}
}

// lines repeats a line with a count, up to a size.
func lines(size int, format string) string {
	var b strings.Builder
	for i := 0; b.Len() < size-len(format)-20; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// chain repeats a line that names itself and the one before it.
func chain(size int, format string) string {
	var b strings.Builder
	b.WriteString("a0: &a0 {x: 1}\n")
	for i := 1; b.Len() < size-len(format)-40; i++ {
		args := []any{i, i, i - 1, i - 1, i - 1}
		fmt.Fprintf(&b, format, args[:strings.Count(format, "%d")]...)
	}
	return b.String()
}

// nested is a text inside brackets inside brackets.
func nested(depth int, begin, text, end string) string {
	return strings.Repeat(begin, depth) + text + strings.Repeat(end, depth)
}
