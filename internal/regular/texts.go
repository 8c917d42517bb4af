package regular

import (
	"encoding/binary"
	"errors"
	"iter"
	"slices"
)

// ErrTooLarge is the error of a search that was given up.
var ErrTooLarge = errors.New("the search is too large")

// The bounds of a search: how many combinations of states are kept, and how many steps are
// made. They are far beyond what patterns of names, addresses and paths take, and a search
// up to them takes a few seconds.
const (
	maxStates = 1 << 18
	maxWork   = 1 << 26
)

// Texts iterates over texts in the set, the shortest first: not all texts, but at least one if
// there is any. When it ends without an error, the set has no other kind of text. It ends with [ErrTooLarge] where that is not known, and with another error
// for a pattern that is no regular expression. The same set gives the same texts.
func (s Set) Texts() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		x, err := newSearch(s)
		if err != nil {
			yield("", err)
			return
		}
		if err := x.run(func(text string) bool { return yield(text, nil) }); err != nil {
			yield("", err)
		}
	}
}

// search goes breadth-first through what the automata of all patterns say together.
type search struct {
	formula  formula
	automata []*automaton
	letters  alphabet

	found []prefix
	seen  map[string]bool
	work  int
}

// prefix is the beginning of a text, which is the only one that is kept of those with
// the same states.
type prefix struct {
	states []int32 // one of each automaton
	before int     // the beginning without the last letter; -1 for the empty one
	letter int
}

func newSearch(s Set) (*search, error) {
	n := &numbering{numbers: map[string]int{}}
	f, err := n.formula(s)
	if err != nil {
		return nil, err
	}
	x := &search{formula: f, letters: newAlphabet(n.programs), seen: map[string]bool{}}
	for _, p := range n.programs {
		x.automata = append(x.automata, newAutomaton(p, x.letters))
	}
	return x, nil
}

// run stops early when yield returns false.
func (x *search) run(yield func(string) bool) error {
	x.add(slices.Repeat([]int32{beginning}, len(x.automata)), -1, 0)
	for i := 0; i < len(x.found); i++ {
		states := x.found[i].states
		ends := func(p int) truth { return x.automata[p].end(states[p]) }
		if x.formula.holds(ends) == yes && !yield(x.text(i)) {
			return nil
		}
		for l := range x.letters {
			next := make([]int32, len(states))
			for p, a := range x.automata {
				next[p] = a.step(states[p], l)
			}
			x.add(next, i, l)
		}
		if len(x.found) > maxStates || x.worked() > maxWork {
			return ErrTooLarge
		}
	}
	return nil
}

// add records a beginning, unless nothing in the set begins so or an earlier one has the same
// states.
func (x *search) add(states []int32, before, letter int) {
	x.work += len(states) + 1
	if x.formula.holds(func(p int) truth { return x.automata[p].truth(states[p]) }) == no {
		return
	}
	var key []byte
	for _, s := range states {
		key = binary.AppendUvarint(key, uint64(s))
	}
	if !x.seen[string(key)] {
		x.seen[string(key)] = true
		x.found = append(x.found, prefix{states, before, letter})
	}
}

func (x *search) worked() int {
	work := x.work
	for _, a := range x.automata {
		work += a.work
	}
	return work
}

func (x *search) text(i int) string {
	var text []rune
	for ; x.found[i].before >= 0; i = x.found[i].before {
		text = append(text, x.letters[x.found[i].letter].rune)
	}
	slices.Reverse(text)
	return string(text)
}
