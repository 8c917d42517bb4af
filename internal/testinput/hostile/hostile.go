// Package hostile makes the worst documents of a size: those that cost a reader, a contract
// or a report as much work as possible.
//
// What goes in is a size, and a model with inputs that it accepts; what comes out are
// documents, one for each kind of attack. Whether a document is accepted is for the tests
// that use it to say.
package hostile

import (
	"fmt"
	"strings"
)

// Kind is a kind of hostile document.
type Kind struct {
	Name string                // with the extension of its notation
	Text func(size int) string // about so many bytes
}

// Texts are the kinds that are hostile to any contract.
var Texts = []Kind{
	// Many errors, each with a place.
	{"unknown-keys.yaml", func(size int) string { return lines(size, "k%d: 1\n") }},
	{"unknown-keys-on-one-line.yaml", func(size int) string { return "{" + lines(size, "k%d: 1, ") + "z: 1}" }},
	{"unknown-keys.json", func(size int) string { return "{" + lines(size, `"k%d":1,`) + `"z":1}` }},
	{"unknown-keys-of-other-scripts.yaml", func(size int) string { return "{" + lines(size, "é日%d: 1, ") + "z: 1}" }},
	{"unknown-keys-with-escapes.json", func(size int) string { return "{" + lines(size, `"\u001b\u202e%d":1,`) + `"z":1}` }},
	{"keys-given-twice.yaml", func(size int) string { return strings.Repeat("k: 1\n", size/5) }},
	{"keys-given-twice.json", func(size int) string { return "{" + strings.Repeat(`"k":1,`, size/6) + `"k":1}` }},
	{"keys-given-twice-below-a-long-key.json", func(size int) string {
		return `{"` + strings.Repeat("k", size/2) + `":{` + strings.Repeat(`"k":1,`, size/2/6) + `"k":1}}`
	}},
	{"tags.yaml", func(size int) string { return strings.Repeat("- !x 1\n", size/7) }},
	{"keys-that-are-no-strings.yaml", func(size int) string { return "a:\n" + strings.Repeat("  []: 1\n", size/8) }},
	{"long-numbers.json", func(size int) string { return "[" + strings.Repeat(strings.Repeat("9", 1001)+",", size/1002) + "1]" }},
	{"numbers.json", func(size int) string { return "[" + strings.Repeat(strings.Repeat("9", 999)+",", size/1000) + "1]" }},

	// Long texts, lines, names and paths.
	{"long-key.json", func(size int) string { return `{"` + strings.Repeat("k", size-8) + `":1}` }},
	{"children-of-a-long-key.json", func(size int) string {
		return `{"` + strings.Repeat("k", size/2) + `":{` + lines(size/2, `"k%d":1,`) + `"z":1}}`
	}},
	{"elements-of-a-long-key.json", func(size int) string {
		return `{"` + strings.Repeat("k", size/2) + `":[` + strings.Repeat("1,", size/4) + `1]}`
	}},
	{"long-keys-inside-each-other.json", func(size int) string { return nested(60, `{"`+strings.Repeat("k", size/64)+`":`, "1", "}") }},
	{"long-string.json", func(size int) string { return `{"a":"` + strings.Repeat("x", size-10) + `"}` }},
	{"long-string.yaml", func(size int) string { return "a: " + strings.Repeat("x", size-4) }},
	{"quoted-string.yaml", func(size int) string { return `a: "` + strings.Repeat("x ", size/2-4) + `"` }},
	{"folded-string.yaml", func(size int) string { return "a: >\n" + strings.Repeat("  x\n", size/4) }},
	{"literal-string.yaml", func(size int) string { return "a: |\n" + strings.Repeat("  x\n", size/4) }},
	{"plain-string-on-many-lines.yaml", func(size int) string { return "a:\n" + strings.Repeat("  x\n", size/4) }},
	{"escapes.json", func(size int) string { return `{"a":"` + strings.Repeat(`\u001b`, size/6-2) + `"}` }},
	{"escapes.yaml", func(size int) string { return `a: "` + strings.Repeat(`\e`, size/2-3) + `"` }},
	{"digits.json", func(size int) string { return `{"a":` + strings.Repeat("9", size-6) + `}` }},
	{"digits.yaml", func(size int) string { return "a: " + strings.Repeat("9", size-3) }},
	{"digits-with-dots.yaml", func(size int) string { return "a: " + strings.Repeat("9.", size/2-2) }},
	{"exponent.json", func(size int) string { return `{"a":1e999999999}` }},
	{"spaces.yaml", func(size int) string { return strings.Repeat(" ", size-5) + "a: 1\n" }},
	{"line-ends.yaml", func(size int) string { return strings.Repeat("\n", size-5) + "a: 1\n" }},
	{"line-ends-of-unicode.yaml", func(size int) string { return "a: 1\n" + strings.Repeat("\u2028", size/3-2) }},
	{"carriage-returns.yaml", func(size int) string { return strings.Repeat("\r", size-5) + "a: 1\n" }},

	// Nesting, aliases, merges.
	{"deep.json", func(size int) string { return strings.Repeat("[", size/2) + strings.Repeat("]", size/2) }},
	{"deep-objects.json", func(size int) string { return nested(size/7, `{"a":`, "1", "}") }},
	{"deep.yaml", func(size int) string { return "a: " + strings.Repeat("[", size/2-2) + strings.Repeat("]", size/2-2) }},
	{"deep-blocks.yaml", func(size int) string { return strings.Repeat("- ", size/2) }},
	{"deep-keys.yaml", func(size int) string { return strings.Repeat("? ", size/2) }},
	{"deep-flow-keys.yaml", func(size int) string { return strings.Repeat("{? ", size/3) }},
	{"deepest.json", func(size int) string {
		return `{"a":[` + strings.Repeat(nested(60, "[", "1", "]")+",", size/122) + `1]}`
	}},
	{"unclosed.json", func(size int) string { return strings.Repeat(`{"a":[`, size/6) }},
	{"unclosed.yaml", func(size int) string { return "a: \"" + strings.Repeat("x\n", size/2-2) }},
	{"anchors.yaml", func(size int) string { return lines(size, "k%[1]d: &a%[1]d 1\n") }},
	{"aliases.yaml", func(size int) string { return "a: &a 1\nb: [" + strings.Repeat("*a, ", size/4-8) + "*a]\n" }},
	{"aliases-of-a-long-string.yaml", func(size int) string {
		return `a: &a "` + strings.Repeat("x", size/2) + "\"\nb: [" + strings.Repeat("*a, ", size/2/4-8) + "*a]\n"
	}},
	{"aliases-of-aliases.yaml", func(size int) string { return chain(size, "a%d: &a%d [*a%d, *a%d, *a%d]\n") }},
	{"merges-of-merges.yaml", func(size int) string { return chain(size, "a%d: &a%d {<<: [*a%d, *a%d, *a%d]}\n") }},
	{"chain-of-merges.yaml", func(size int) string { return chain(size, "a%d: &a%d {<<: *a%d}\n") }},
	{"merges-of-many-keys.yaml", func(size int) string {
		return "a: &a {" + lines(size/2, "k%d: 1, ") + "z: 1}\nb: [" + strings.Repeat("{<<: *a}, ", size/2/10-8) + "1]\n"
	}},
	{"merges-of-itself.yaml", func(size int) string { return "a: &a\n  <<: *a\n" + strings.Repeat("  <<: *a\n", size/9-4) }},

	// Much of what means nothing, and many documents.
	{"comments.yaml", func(size int) string { return strings.Repeat("#\n", size/2-3) + "a: 1\n" }},
	{"comments-after-values.yaml", func(size int) string { return lines(size, "k%d: 1 # x\n") }},
	{"comments-between-values.yaml", func(size int) string { return lines(size, "# x\nk%d: 1\n") }},
	{"long-comment.yaml", func(size int) string { return "# " + strings.Repeat("x", size-8) + "\na: 1\n" }},
	{"directives.yaml", func(size int) string { return strings.Repeat("%TAG ! tag:x,2000:\n", size/19) + "---\na: 1\n" }},
	{"markers.yaml", func(size int) string { return strings.Repeat("---\n", size/4) }},
	{"ends.yaml", func(size int) string { return strings.Repeat("...\n", size/4) }},
	{"documents.yaml", func(size int) string { return strings.Repeat("---\na: 1\n", size/9) }},
	{"documents.json", func(size int) string { return strings.Repeat("{}", size/2) }},
	{"documents.ndjson", func(size int) string { return strings.Repeat("{}\n", size/3) }},
	{"broken-documents.ndjson", func(size int) string { return strings.Repeat("{\n", size/2) }},
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
