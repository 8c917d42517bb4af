package model

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// objectOf is an input with as many unknown keys.
func objectOf(n int, key string) Object {
	object := make(Object, n)
	for i := range object {
		object[i] = Member{Key: fmt.Sprintf("%s%06d", key, i)}
	}
	return object
}

func TestErrorsAreBounded(t *testing.T) {
	m := &Model{}
	for _, test := range []struct {
		errors, said, more int
		key                string
	}{
		{1, 1, 0, "k"},
		{100, 100, 0, "k"},
		{101, 101, 1, "k"},
		{5000, 101, 4900, "k"},
		{5000, 3, 4998, strings.Repeat("k", 20_000)}, // each is said twice: as a path and in a sentence
	} {
		_, got := m.Evaluate(objectOf(test.errors, test.key))
		if len(got) != test.said || got[len(got)-1].More != test.more {
			t.Errorf("%d errors are said in %d, and %d more", test.errors, len(got), got[len(got)-1].More)
			continue
		}
		last := got[len(got)-1].String()
		if want := fmt.Sprintf("error: and %d more: correct those above first", test.more); test.more > 0 && last != want {
			t.Errorf("the last line is %s, want %s", last, want)
		}
	}
}

// What is counted only is not put into words.
func TestErrorsBeyondTheBoundTakeNoMemory(t *testing.T) {
	m := &Model{}
	few, many := objectOf(1000, "k"), objectOf(100_000, "k")
	allocations := func(input Object) float64 { return testing.AllocsPerRun(1, func() { m.Evaluate(input) }) }
	// A place and the two functions that would describe it.
	if a, b := allocations(few), allocations(many); b > a+3*float64(len(many)-len(few))+1000 {
		t.Errorf("%d errors take %.0f allocations, %d take %.0f", len(few), a, len(many), b)
	}
}

func TestLongMessagesAreAbridged(t *testing.T) {
	for _, filler := range []string{"x", "é", "語", "👩"} {
		for shift := range 4 {
			text := strings.Repeat("y", shift) + strings.Repeat(filler, 5000)
			d := Diagnostic{Severity: Error, Summary: "name = " + Quote(text) + ": must be shorter", Positions: []Position{{"x.yaml", 1, 2}}}
			got := d.String()
			if !strings.HasPrefix(got, `x.yaml:1:2: error: name = "`) || !strings.HasSuffix(got, `": must be shorter`) || len(got) > 4020 {
				t.Errorf("%d bytes: %.40s … %s", len(got), got, got[len(got)-40:])
			}
			if strings.Contains(got, `\x`) || !utf8.ValidString(got) {
				t.Errorf("%s is cut inside a character", filler)
			}
		}
	}
}
