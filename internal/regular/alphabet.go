package regular

import (
	"cmp"
	"fmt"
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letter stands for all code points that no pattern distinguishes.
type letter struct {
	rune rune // the one of them that is the easiest to read
	rank int  // how easy that is: the lower the easier
}

// alphabet is a partition of the code points, the letters that are easiest to read first.
type alphabet []letter

// newAlphabet finds the code points that the instructions of programs distinguish.
func newAlphabet(programs []*syntax.Prog) alphabet {
	tests, contextual := runeTests(programs)
	bounds := []rune{0, 0xD800, 0xE000, unicode.MaxRune + 1}
	for i := range tests {
		bounds = append(bounds, limits(&tests[i])...)
	}
	if contextual {
		bounds = append(bounds, '\n', '\n'+1, '0', '9'+1, 'A', 'Z'+1, '_', '_'+1, 'a', 'z'+1)
	}
	slices.Sort(bounds)
	bounds = slices.Compact(bounds)
	letters := map[string]letter{}
	for i, low := range bounds[:len(bounds)-1] {
		if !utf8.ValidRune(low) {
			continue // surrogates are in no text
		}
		key := signature(tests, contextual, low)
		best := readable(low, bounds[i+1])
		if known, ok := letters[key]; !ok || best.rank < known.rank {
			letters[key] = best
		}
	}
	all := make(alphabet, 0, len(letters))
	for _, l := range letters {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b letter) int { return cmp.Or(a.rank-b.rank, int(a.rune-b.rune)) })
	return all
}

// runeTests are the instructions that test a code point, each test once, and whether there
// are any that look at what is around a place.
func runeTests(programs []*syntax.Prog) (tests []syntax.Inst, contextual bool) {
	seen := map[string]bool{}
	for _, p := range programs {
		for _, inst := range p.Inst {
			switch inst.Op {
			case syntax.InstEmptyWidth:
				contextual = true
			case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
				key := fmt.Sprint(inst.Op, inst.Arg, inst.Rune)
				if !seen[key] {
					seen[key] = true
					tests = append(tests, inst)
				}
			}
		}
	}
	return tests, contextual
}

// limits are the code points at which the answer of a test may change.
func limits(test *syntax.Inst) (bounds []rune) {
	switch {
	case test.Op == syntax.InstRuneAny:
	case test.Op == syntax.InstRuneAnyNotNL:
		bounds = append(bounds, '\n', '\n'+1)
	case len(test.Rune) == 1: // maybe with the other cases of the letter
		r := test.Rune[0]
		bounds = append(bounds, r, r+1)
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			bounds = append(bounds, other, other+1)
		}
	default:
		for pair := range slices.Chunk(test.Rune, 2) {
			bounds = append(bounds, pair[0], pair[1]+1)
		}
	}
	return bounds
}

// signature is what all tests say of a code point.
func signature(tests []syntax.Inst, contextual bool, r rune) string {
	key := make([]byte, 0, len(tests)+2)
	for i := range tests {
		key = append(key, bit(tests[i].MatchRune(r)))
	}
	if contextual {
		key = append(key, bit(r == '\n'), bit(syntax.IsWordChar(r)))
	}
	return string(key)
}

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// easy are code points in the order in which people like to read them.
const easy = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-._/:@=, +~#%&()*!?;<>[]{}|^$'`\"\\"

const scanned = 512 // code points of a range that are looked at

// readable picks a code point from low up to, but not including, end. It prefers one that does
// not combine with its neighbours.
func readable(low, end rune) letter {
	best := letter{low, len(easy) + 2*unicode.MaxRune}
	for i, r := range easy {
		if low <= r && r < end {
			return letter{r, i}
		}
	}
	for r := low; r < min(end, low+scanned); r++ {
		switch {
		case !inert(r):
		case unicode.IsPrint(r):
			return letter{r, len(easy) + int(r)}
		case len(easy)+unicode.MaxRune+int(r) < best.rank:
			best = letter{r, len(easy) + unicode.MaxRune + int(r)}
		}
	}
	return best
}

// inert reports whether a code point is in normal form C beside any others.
func inert(r rune) bool {
	p := norm.NFC.PropertiesString(string(r))
	return p.BoundaryBefore() && p.BoundaryAfter() && norm.NFC.IsNormalString(string(r))
}
