package compat

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// verdict is what became of an edit.
type verdict string

const (
	broken     verdict = "broken"      // the report says so, and an input shows it
	more       verdict = "by report"   // only inputs of the report show it
	kept       verdict = "kept"        // and the report says so
	undecided  verdict = "undecided"   // something is, and the report has no break
	missed     verdict = "missed"      // an input shows a break, which the report has not
	falseAlarm verdict = "false alarm" // the report has a break that CUE does not see
	none       verdict = "no edit"     // that compiles
)

// tally counts edits by kind and verdict.
type tally map[string]map[verdict]int

func (t tally) add(kind string, v verdict) {
	if t[kind] == nil {
		t[kind] = map[verdict]int{}
	}
	t[kind][v]++
}

func (t tally) String() string {
	var b strings.Builder
	for _, kind := range slices.Sorted(maps.Keys(t)) {
		fmt.Fprintf(&b, "%-20s", kind)
		for _, v := range []verdict{broken, more, kept, undecided, missed, falseAlarm, none} {
			fmt.Fprintf(&b, " %s %d;", v, t[kind][v])
		}
		b.WriteString("\n")
	}
	return b.String()
}
