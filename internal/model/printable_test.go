package model

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// hostileText generates text with characters that drive a terminal, end lines or turn
// text around, and with bytes that are no characters.
func hostileText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{
			"\n", "\r", "\t", "\x00", "\x1b]0;title\a", "\x1b[2J", "\x7f", "\u0085", "\u009b1A", "\u2028", "\u2029",
			"\u061c", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069",
			"\xff", "\xc3", "\xed\xa0\x80", "\xc2", "\x9b", "grün", "日本語", "👩\u200d💻", "a<b>&c", `"`, `\`,
		}),
	)
	return rapid.Map(rapid.SliceOfN(piece, 0, 6), func(pieces []string) string { return strings.Join(pieces, "") })
}

// terminal matches what a terminal or a log takes for more than a character to show.
// The list is Unicode's, and not that of the code.
var terminal = regexp.MustCompile("[\x00-\x1f\x7f\u0080-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

func TestPrintable(t *testing.T) {
	for s, want := range map[string]string{
		"grün, 日本語, 👩\u200d💻, a<b>&c, C:\\new": "grün, 日本語, 👩\u200d💻, a<b>&c, C:\\new",
		"one\ntwo\r\tthree":  `one\ntwo\r\tthree`,
		"\x1b]0;title\a":     `\u001b]0;title\u0007`,
		"\u009b\u0085\x7f":   `\u009b\u0085\u007f`,
		"\u2028\u202e\u2066": `\u2028\u202e\u2066`,
		"\xff\xc3(":          `\xff\xc3(`,
		"a\ufffdb":           "a\ufffdb",
	} {
		if got := Printable(s); got != want {
			t.Errorf("%q is printed as %q, want %q", s, got, want)
		}
	}
}

// Nothing that drives a terminal gets through; text that needs no escape stays as it is.
func TestHostileTextIsPrintedHarmlessly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostileText().Draw(t, "s")
		line, lines := Printable(s), PrintableLines(s)
		if terminal.MatchString(line) || !utf8.ValidString(line) {
			t.Fatalf("%q is printed as %q", s, line)
		}
		if !terminal.MatchString(s) && utf8.ValidString(s) && line != s {
			t.Fatalf("%q needs no escape, and is printed as %q", s, line)
		}
		if rest := strings.NewReplacer("\n", "", "\t", "").Replace(lines); terminal.MatchString(rest) {
			t.Fatalf("%q is printed in lines as %q", s, lines)
		}
		if strings.Count(lines, "\n") != strings.Count(s, "\n") {
			t.Fatalf("%q has other lines when it is printed: %q", s, lines)
		}
	})
}
