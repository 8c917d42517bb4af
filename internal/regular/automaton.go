package regular

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
)

// automaton is the deterministic automaton of one pattern, built as far as it is needed.
// A state is what is known of a text from its beginning.
type automaton struct {
	program *syntax.Prog
	letters alphabet
	// contextual programs look at what is around a place; anchored ones match at the
	// beginning of a text only.
	contextual, anchored bool

	states  []state
	numbers map[string]int32 // of the states, by their content
	seen    []bool           // instructions, during one step
	work    int              // instructions looked at so far
}

type state struct {
	at     []uint32 // the instructions that come next, in order
	before rune     // stands for the last code point; noRune at the beginning
	next   []int32  // by letter; unmade where it is not known yet
	ends   truth    // whether a text that ends here matches; unknown until it is asked for
}

// The first two states of each automaton: whatever follows, the text has a match, or has
// none. The third one is where a text begins.
const (
	matched int32 = iota
	dead
	beginning

	unmade int32 = -1
	noRune rune  = -1 // as package syntax has it
)

func newAutomaton(program *syntax.Prog, letters alphabet) *automaton {
	a := &automaton{
		program:  program,
		letters:  letters,
		anchored: program.StartCond()&syntax.EmptyBeginText != 0,
		numbers:  map[string]int32{},
		seen:     make([]bool, len(program.Inst)),
	}
	for i := range program.Inst {
		a.contextual = a.contextual || program.Inst[i].Op == syntax.InstEmptyWidth
	}
	a.states = []state{{ends: yes}, {ends: no}}
	start, found := a.follow([]uint32{uint32(program.Start)}, 0)
	if found {
		a.states = append(a.states, state{ends: yes, next: slices.Repeat([]int32{matched}, len(letters))})
		return a
	}
	a.states = append(a.states, a.made(start, noRune))
	return a
}

func (a *automaton) made(at []uint32, before rune) state {
	return state{at: at, before: before, next: slices.Repeat([]int32{unmade}, len(a.letters)), ends: unknown}
}

// truth is what a state says of every text that goes on from there.
func (a *automaton) truth(s int32) truth {
	switch s {
	case matched:
		return yes
	case dead:
		return no
	}
	return unknown
}

// end says whether a text that ends in a state matches.
func (a *automaton) end(s int32) truth {
	if st := &a.states[s]; st.ends == unknown {
		st.ends = no
		if _, found := a.follow(st.at, syntax.EmptyOpContext(st.before, noRune)); found {
			st.ends = yes
		}
	}
	return a.states[s].ends
}

// step is the state after one more letter.
func (a *automaton) step(s int32, letter int) int32 {
	if s == matched || s == dead {
		return s
	}
	if a.states[s].next[letter] == unmade {
		a.states[s].next[letter] = a.make(s, a.letters[letter].rune)
	}
	return a.states[s].next[letter]
}

func (a *automaton) make(s int32, r rune) int32 {
	at := a.states[s].at
	if a.contextual {
		var found bool
		if at, found = a.follow(at, syntax.EmptyOpContext(a.states[s].before, r)); found {
			return matched
		}
	}
	var next []uint32
	for _, pc := range at {
		inst := &a.program.Inst[pc]
		if inst.Op != syntax.InstEmptyWidth && inst.MatchRune(r) {
			next = append(next, inst.Out)
		}
	}
	if !a.anchored { // a match may begin anywhere
		next = append(next, uint32(a.program.Start))
	}
	next, found := a.follow(next, 0)
	if found {
		return matched
	}
	if len(next) == 0 {
		return dead
	}
	return a.number(next, a.kind(r))
}

// kind is what matters of a code point for what comes after it.
func (a *automaton) kind(r rune) rune {
	switch {
	case !a.contextual:
		return ' '
	case r == '\n':
		return r
	case syntax.IsWordChar(r):
		return 'a'
	}
	return ' '
}

func (a *automaton) number(at []uint32, before rune) int32 {
	key := binary.AppendVarint(nil, int64(before))
	for _, pc := range at {
		key = binary.AppendUvarint(key, uint64(pc))
	}
	number, ok := a.numbers[string(key)]
	if !ok {
		number = int32(len(a.states))
		a.numbers[string(key)] = number
		a.states = append(a.states, a.made(at, before))
	}
	return number
}

// follow are the instructions that are reached from some without reading anything: those
// that test a code point, and those that wait for something around the place that holds
// does not have. It reports whether one of them is the end of a match.
func (a *automaton) follow(from []uint32, holds syntax.EmptyOp) (at []uint32, found bool) {
	stack := slices.Clone(from)
	var visited []uint32
	for len(stack) > 0 {
		pc := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if a.seen[pc] {
			continue
		}
		a.seen[pc] = true
		visited = append(visited, pc)
		switch inst := &a.program.Inst[pc]; inst.Op {
		case syntax.InstMatch:
			found = true
		case syntax.InstAlt, syntax.InstAltMatch:
			stack = append(stack, inst.Out, inst.Arg)
		case syntax.InstCapture, syntax.InstNop:
			stack = append(stack, inst.Out)
		case syntax.InstEmptyWidth:
			if missing := syntax.EmptyOp(inst.Arg) &^ holds; missing == 0 {
				stack = append(stack, inst.Out)
				continue
			}
			at = append(at, pc)
		case syntax.InstFail:
		default:
			at = append(at, pc)
		}
	}
	for _, pc := range visited {
		a.seen[pc] = false
	}
	a.work += len(visited) + 1
	slices.Sort(at)
	return at, found
}
