package regular

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// first are the first texts of a set, at most n.
func first(t testing.TB, s Set, n int) (texts []string) {
	t.Helper()
	for text, err := range s.Texts() {
		if err != nil {
			t.Fatal(err)
		}
		if texts = append(texts, text); len(texts) == n {
			break
		}
	}
	return texts
}

// What one pattern matches and another one does not: the shortest text of that kind.
func TestDifference(t *testing.T) {
	const label = `^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$`
	tests := []struct {
		name     string
		old, new string
		want     []string // the first one; none where the new pattern matches all that the old one does
	}{
		{"the same language in other words", `^(?:a|b)+$`, `^[ab][ab]*$`, nil},
		{"a longer label", label, `^[a-z0-9](?:[-a-z0-9]{0,30}[a-z0-9])?$`, []string{strings.Repeat("a", 33)}},
		{"a shorter label", `^[a-z0-9](?:[-a-z0-9]{0,30}[a-z0-9])?$`, label, nil},
		{"an end of line is no end of text", `(?m)^a$`, `^a$`, []string{"a\n"}},
		{"$ is the end of the text", `^a$`, `\Aa\z`, nil},
		{"other cases of a letter", `(?i)^k$`, `^[kK]$`, []string{"\u212a"}},
		{"a word's bounds", `\ba\b`, `(?:^|[^0-9A-Za-z_])a(?:[^0-9A-Za-z_]|$)`, nil},
		{"not inside a word", `\Ba`, `[0-9A-Za-z_]a`, nil},
		{"a dot is no newline", `^(?s:.)$`, `^.$`, []string{"\n"}},
		{"a match anywhere", `ab`, `a`, nil},
		{"what is dropped is found", `^(?:ami|img)-[0-9a-f]{8}$`, `^ami-[0-9a-f]{8}$`, []string{"img-aaaaaaaa"}},
		{"lazy and greedy match alike", `^a+?b$`, `^a+b$`, nil},
		{"nothing at all", `[^\x00-\x{10FFFF}]`, `a`, nil},
	}
	for _, test := range tests {
		got := first(t, All(Matching(test.old), Not(Matching(test.new))), 1)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q without %q begins with %q, want %q", test.name, test.old, test.new, got, test.want)
		}
	}
}

// TestOnly finds the texts of finite sets, and what is left of them without others.
func TestOnly(t *testing.T) {
	some := Only("a.b", "", "x|y")
	if got := first(t, some, 9); !slices.Equal(got, []string{"", "a.b"}) { // x|y leads to where a.b does
		t.Errorf("%q", got)
	}
	if got := first(t, All(some, Not(Only("a.b", ""))), 9); !slices.Equal(got, []string{"x|y"}) {
		t.Errorf("%q", got)
	}
	if got := first(t, Only(), 9); got != nil {
		t.Errorf("%q", got)
	}
}

// A search that has no end in sight is given up and says so: the automaton of this pattern
// has 2^40 states.
func TestTooLarge(t *testing.T) {
	for text, err := range All(Matching(`a[ab]{40}c`), Not(Matching(`[ab]{40}c|d`))).Texts() {
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("%q, %v", text, err)
		}
	}
}

// TestInvalidPattern: a set with a pattern that is no regular expression has an error and no
// texts.
func TestInvalidPattern(t *testing.T) {
	for text, err := range Not(Matching(`a(`)).Texts() {
		if err == nil {
			t.Errorf("%q", text)
		}
	}
}

// alphabetOfTests has a letter of each sort that the patterns below distinguish.
var alphabetOfTests = []rune{'a', 'b', 'B', '-', '\n', '7', 'é'}

// somePattern draws a small regular expression with all that RE2 has.
func somePattern() *rapid.Generator[string] {
	leaf := rapid.SampledFrom([]string{
		"a", "b", "[ab]", "[^a]", ".", "-", `\b`, `\B`, "^", "$", `\z`, `(?m:^)`, `(?m:$)`, "(?s:.)", "(?i:b)", `\d`, `\W`, "é", `\pL`,
	})
	var tree func(depth int) *rapid.Generator[string]
	tree = func(depth int) *rapid.Generator[string] {
		if depth == 0 {
			return leaf
		}
		inner := tree(depth - 1)
		return rapid.Custom(func(t *rapid.T) string {
			x := inner.Draw(t, "x")
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
				return "(?:" + x + ")" + rapid.SampledFrom([]string{"*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"}).Draw(t, "repeat")
			case 1:
				return "(?:" + x + "|" + inner.Draw(t, "y") + ")"
			case 2, 3:
				return x + inner.Draw(t, "y")
			case 4:
				return "^" + x + "$"
			}
			return x
		})
	}
	return tree(3)
}

// enumerated are all texts up to a length.
func enumerated(length int) []string {
	texts := []string{""}
	for from := 0; length > 0; length-- {
		upTo := len(texts)
		for _, text := range texts[from:upTo] {
			for _, r := range alphabetOfTests {
				texts = append(texts, text+string(r))
			}
		}
		from = upTo
	}
	return texts
}

// TestDifferenceAgreesWithMatching compares the difference of two random patterns with package
// regexp: every text found is in it, the first one is the shortest, and when none is found,
// none of many texts is in it.
func TestDifferenceAgreesWithMatching(t *testing.T) {
	short := enumerated(4)
	rapid.Check(t, func(t *rapid.T) {
		old, new := somePattern().Draw(t, "old"), somePattern().Draw(t, "new")
		oldRE, newRE := regexp.MustCompile(old), regexp.MustCompile(new)
		differs := func(text string) bool { return oldRE.MatchString(text) && !newRE.MatchString(text) }
		shortest, n := -1, 0
		for text, err := range All(Matching(old), Not(Matching(new))).Texts() {
			if err != nil {
				t.Fatal(err)
			}
			if !differs(text) {
				t.Fatalf("%q is no difference", text)
			}
			if n == 0 {
				shortest = len([]rune(text))
			}
			if n++; n == 20 {
				break
			}
		}
		long := rapid.SliceOfN(rapid.SampledFrom(alphabetOfTests), 5, 12)
		texts := slices.Clip(short)
		for range 20 {
			texts = append(texts, string(long.Draw(t, "text")))
		}
		for _, text := range texts {
			if differs(text) && (shortest < 0 || len([]rune(text)) < shortest) {
				t.Fatalf("%q is a difference, and the shortest one found has %d letters", text, shortest)
			}
		}
	})
}
