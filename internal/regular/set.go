// Package regular decides questions about regular languages, the sets of texts that regular
// expressions (RE2) describe.
//
// What goes in is a [Set]: patterns, combined by union, intersection and complement. What
// comes out are the shortest texts in it, or the certainty that there is none. A pattern
// matches all texts that another one does if [All] of the other and [Not] of the first is
// empty. The answers are exact; a search that is too large fails.
// Texts are sequences of Unicode code points, as for package regexp.
package regular

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// Set is a set of texts. The zero value has every text in it.
type Set struct {
	op      op
	pattern string // of opMatch
	sets    []Set
}

type op int

const (
	opAll op = iota
	opAny
	opNot
	opMatch
)

// Matching has the texts that contain a match of a regular expression, as
// regexp.MatchString has it.
func Matching(pattern string) Set { return Set{op: opMatch, pattern: pattern} }

// Only has the given texts.
func Only(texts ...string) Set {
	if len(texts) == 0 {
		return Any()
	}
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = regexp.QuoteMeta(text)
	}
	return Matching(`\A(?:` + strings.Join(quoted, "|") + `)\z`)
}

// All is the intersection of sets; that of none has every text in it.
func All(sets ...Set) Set { return Set{op: opAll, sets: sets} }

// Any is the union of sets; that of none is empty.
func Any(sets ...Set) Set { return Set{op: opAny, sets: sets} }

// Not is the complement of a set.
func Not(s Set) Set { return Set{op: opNot, sets: []Set{s}} }

// truth is what is known of a text of which only the beginning is known.
type truth int8

const (
	no truth = iota
	unknown
	yes
)

// formula is a Set whose patterns are numbered.
type formula struct {
	op      op
	pattern int
	args    []formula
}

// holds evaluates the formula for what is known of each pattern.
func (f *formula) holds(pattern func(int) truth) truth {
	switch f.op {
	case opMatch:
		return pattern(f.pattern)
	case opNot:
		return yes - f.args[0].holds(pattern)
	case opAny:
		most := no
		for i := range f.args {
			most = max(most, f.args[i].holds(pattern))
		}
		return most
	case opAll:
	}
	least := yes
	for i := range f.args {
		least = min(least, f.args[i].holds(pattern))
	}
	return least
}

// numbering numbers the patterns of a set, equal ones the same.
type numbering struct {
	numbers  map[string]int
	programs []*syntax.Prog
}

// formula fails on a pattern that regexp.Compile fails on.
func (n *numbering) formula(s Set) (formula, error) {
	f := formula{op: s.op}
	if s.op == opMatch {
		number, err := n.number(s.pattern)
		f.pattern = number
		return f, err
	}
	for _, inner := range s.sets {
		arg, err := n.formula(inner)
		if err != nil {
			return f, err
		}
		f.args = append(f.args, arg)
	}
	return f, nil
}

func (n *numbering) number(pattern string) (int, error) {
	if number, ok := n.numbers[pattern]; ok {
		return number, nil
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0, fmt.Errorf("%q is no regular expression: %w", pattern, err)
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return 0, fmt.Errorf("%q is no regular expression: %w", pattern, err)
	}
	n.numbers[pattern] = len(n.programs)
	n.programs = append(n.programs, program)
	return n.numbers[pattern], nil
}
