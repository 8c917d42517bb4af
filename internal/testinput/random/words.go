package random

import (
	"github.com/base-k8s/base-k8s/internal/testinput"
	"github.com/base-k8s/base-k8s/internal/testinput/texts"
)

// awkward strings mean something to a shell, YAML, HCL, CUE, JSON or Kubernetes, or
// are written with escapes in one of them. They are in Unicode NFC.
var awkward = []string{
	"", " ", "x y", "a\nb", "\n", "tab\there", "cr\r\n", `"`, `'`, `\`, `\n`, `a\"b`, "`", "é", "日本語", "🙂",
	"${x}", "$${x}", "%{ if true }", "%%{x}", "$(HOME)", "$$(HOME)", "$", "$$", "#", "# x", "//", "/a/", "{{ x }}",
	"null", "true", "yes", "~", "0", "007", "1e3", "0x1F", "1.50", "-", "---", ": ", "- a", "&a", "*a", "!x", "<a>&b", "\u2028", "\x7f", "\x00",
	"\u00a0", "\ufeff", "a=b", "K=v\nL=w", "end\n", "  indented\n\n", "{\"a\": [1]}", "\\(x)", "#\"x\"#",
}

// vocabulary collects the strings that a contract's inputs and rules mention, and
// strings that match their patterns: those of the rules between inputs, and all.
func (g *Generator) vocabulary() (ruled, words []string) {
	words = []string{"a", "A_b", "x-1", "example.com/team", "example-value"}
	v := &texts.Visitor{Text: func(s string) { words = append(words, s) }, Pattern: func(re string) {
		for range 3 {
			words = append(words, g.patterns.matching(re))
		}
	}}
	for _, check := range g.model.Checks {
		v.Clauses(check.Clauses)
	}
	ruled = testinput.Distinct(words)
	for _, field := range g.model.Inputs {
		v.Type(field.Type)
	}
	for _, local := range g.model.Locals {
		v.Visit(local.Value)
	}
	return ruled, testinput.Distinct(words)
}

// word picks a string that the contract knows, often one of its rules.
func (g *Generator) word() string {
	if g.chance(0.4) {
		return pick(g, g.ruled)
	}
	return pick(g, g.words)
}
