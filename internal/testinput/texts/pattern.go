// Package texts finds strings that are worth trying on a contract: those that its
// rules mention, and those that its patterns match.
//
// What goes in are regular expressions (RE2) and the types and expressions of a
// [model.Model]; what comes out are strings. Which of the many strings that match a
// pattern is for the caller to choose.
package texts

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
)

// Chooser decides what a pattern leaves open.
type Chooser interface {
	// Alternative picks one of n alternatives, by its number from 0.
	Alternative(n int) int
	// Repeat picks a number of repetitions; most is -1 where there is no bound.
	Repeat(least, most int) int
	// Rune picks a rune of a class, given as pairs of inclusive bounds.
	Rune(bounds []rune) rune
}

// Pattern is a regular expression that strings can be made from.
type Pattern struct {
	tree *syntax.Regexp
	test *regexp.Regexp
}

// Parse reads a regular expression. It fails on what regexp.Compile fails on.
func Parse(expr string) (*Pattern, error) {
	test, err := regexp.Compile(expr)
	if err != nil {
		return nil, fmt.Errorf("%q is no regular expression: %w", expr, err)
	}
	tree, err := syntax.Parse(expr, syntax.Perl)
	return &Pattern{tree, test}, err
}

// Matches reports whether s contains a match.
func (p *Pattern) Matches(s string) bool { return p.test.MatchString(s) }

// Make makes a string. The pattern matches it unless it demands something of the text
// around a part, as \b does, that the choices do not bring about.
func (p *Pattern) Make(c Chooser) string {
	var b strings.Builder
	write(&b, p.tree, c)
	return b.String()
}

func write(b *strings.Builder, re *syntax.Regexp, c Chooser) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(c.Rune(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteRune(c.Rune([]rune{' ', unicode.MaxLatin1}))
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			write(b, sub, c)
		}
	case syntax.OpAlternate:
		write(b, re.Sub[c.Alternative(len(re.Sub))], c)
	case syntax.OpStar:
		repeat(b, re.Sub[0], c, 0, -1)
	case syntax.OpPlus:
		repeat(b, re.Sub[0], c, 1, -1)
	case syntax.OpQuest:
		repeat(b, re.Sub[0], c, 0, 1)
	case syntax.OpRepeat:
		repeat(b, re.Sub[0], c, re.Min, re.Max)
	}
}

func repeat(b *strings.Builder, re *syntax.Regexp, c Chooser, least, most int) {
	for range c.Repeat(least, most) {
		write(b, re, c)
	}
}
