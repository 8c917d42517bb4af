package random

import (
	"math/rand/v2"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/texts"
)

// patterns makes random strings that match regular expressions: it is their
// [texts.Chooser].
type patterns struct {
	rnd    *rand.Rand
	parsed map[string]*texts.Pattern
}

func newPatterns(rnd *rand.Rand) *patterns {
	return &patterns{rnd: rnd, parsed: map[string]*texts.Pattern{}}
}

// tries is how many strings are made until one meets a whole rule.
const tries = 30

// satisfy makes a string that meets all of a rule's patterns. It is a string that
// meets some of them when none turned up.
func (p *patterns) satisfy(rule *model.Rule) (s string) {
	for range tries {
		s = p.matching(rule.Match[p.rnd.IntN(len(rule.Match))])
		if p.meets(rule, s) {
			break
		}
	}
	return s
}

func (p *patterns) meets(rule *model.Rule, s string) bool {
	for _, pattern := range rule.Match {
		if !p.parse(pattern).Matches(s) {
			return false
		}
	}
	for _, pattern := range rule.NoMatch {
		if p.parse(pattern).Matches(s) {
			return false
		}
	}
	return true
}

// parse panics on patterns that are not valid: the compiler refuses them.
func (p *patterns) parse(pattern string) *texts.Pattern {
	if p.parsed[pattern] == nil {
		parsed, err := texts.Parse(pattern)
		if err != nil {
			panic(err)
		}
		p.parsed[pattern] = parsed
	}
	return p.parsed[pattern]
}

// matching makes a string that the pattern matches.
func (p *patterns) matching(pattern string) string { return p.parse(pattern).Make(p) }

// Alternative prefers none.
func (p *patterns) Alternative(n int) int { return p.rnd.IntN(n) }

// Repeat prefers few repetitions and the bounds.
func (p *patterns) Repeat(least, most int) int {
	n := least + p.rnd.IntN(5)
	switch p.rnd.IntN(10) {
	case 0:
		n = least
	case 1:
		n = least + 40
		if most >= 0 {
			n = most
		}
	}
	if most >= 0 {
		n = min(n, most)
	}
	return n
}

// Rune picks a rune of a class. Bounds come up often, and runes outside ASCII seldom
// where there are others. A class may have no end, but strings have: nothing above é is
// made.
func (p *patterns) Rune(bounds []rune) rune {
	const last = 'é'
	usable := 0
	for usable < len(bounds) && bounds[usable] <= '~' {
		usable += 2
	}
	if usable == 0 {
		return bounds[0] + p.rnd.Int32N(bounds[1]-bounds[0]+1)
	}
	i := 2 * p.rnd.IntN(usable/2)
	low, high := bounds[i], min(bounds[i+1], last)
	if high > '~' && p.rnd.IntN(20) > 0 {
		high = '~'
	}
	switch p.rnd.IntN(6) {
	case 0:
		return low
	case 1:
		return high
	}
	return low + p.rnd.Int32N(high-low+1)
}
