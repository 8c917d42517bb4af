package texts

import (
	"slices"
	"testing"
)

// The simplest strings come first: first alternatives, few repetitions, common runes.
func TestSimplest(t *testing.T) {
	tests := []struct {
		pattern string
		want    []string // the first strings
	}{
		{`^[a-z][-a-z0-9]{0,61}$`, []string{"a", "aa", "a-", "a0"}},
		{`^[1-9][0-9]{0,5}[KMGT]i$`, []string{"1Gi", "1Ki", "1Mi", "1Ti"}},
		{`^(?:cat|dog)s?$`, []string{"cat", "cats", "dog", "dogs"}},
		{`^(?:0|[1-9][0-9]*)\.x$`, []string{"0.x", "1.x", "11.x"}},
		{`^.{3}$`, []string{"aaa", "aa "}},
		{``, []string{""}},
		{`^[\x{e000}-\x{e001}]$`, []string{"\ue000"}},
	}
	for _, test := range tests {
		pattern, err := Parse(test.pattern)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for s := range pattern.Simplest() {
			if !pattern.Matches(s) {
				t.Errorf("%s does not match %q", test.pattern, s)
			}
			if got = append(got, s); len(got) == len(test.want) {
				break
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.pattern, got, test.want)
		}
	}
}

// A pattern with few strings ends, and each of its strings comes up.
func TestSimplestEnds(t *testing.T) {
	pattern, err := Parse(`^(?:a|b)[01]?$`)
	if err != nil {
		t.Fatal(err)
	}
	made := slices.Sorted(pattern.Simplest())
	want := []string{"a", "a0", "a1", "b", "b0", "b1"}
	if got := slices.Compact(made); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestParseRefuses(t *testing.T) {
	if _, err := Parse(`a(`); err == nil {
		t.Error("a( is taken for a regular expression")
	}
}
