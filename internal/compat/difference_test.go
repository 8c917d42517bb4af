package compat

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/model"
)

// someNumbers draws a constraint on small numbers.
func someNumbers() *rapid.Generator[*model.Constraint] {
	small := rapid.Int64Range(-6, 6)
	return rapid.Custom(func(t *rapid.T) *model.Constraint {
		c := &model.Constraint{}
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			r := &model.Rule{}
			switch rapid.IntRange(0, 4).Draw(t, "rule") {
			case 0:
				r.Equals = &model.Literal{Value: small.Draw(t, "equals")}
			case 1:
				r.Min = new(small.Draw(t, "min"))
			case 2:
				r.Max = new(small.Draw(t, "max"))
			default:
				r.Min, r.Max = new(small.Draw(t, "min")), new(small.Draw(t, "max"))
			}
			c.AnyOf = append(c.AnyOf, r)
		}
		return c
	})
}

// The numbers that one constraint accepts and another one does not, against asking both for
// each number: those reported are among them, and none are reported only where there is none.
func TestDifferenceOfNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := &model.Type{Kind: model.Number, Constraint: someNumbers().Draw(t, "in")}
		out := &model.Type{Kind: model.Number, Constraint: someNumbers().Draw(t, "out")}
		lost := func(v model.Value) bool { return in.Constraint.Accepts(v) && !out.Constraint.Accepts(v) }
		values, err := difference(in, out, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			if !lost(v) {
				t.Fatalf("%v is not lost", v)
			}
		}
		for n := int64(-9); n <= 9; n++ {
			if lost(n) && len(values) == 0 {
				t.Fatalf("%d is lost", n)
			}
		}
	})
}

// someTexts draws a constraint on texts, with all that a rule can state.
func someTexts() *rapid.Generator[*model.Constraint] {
	pattern := rapid.SampledFrom([]string{"^a", "b$", "^[ab]*$", "^(?:a|bb)+$", "^.{0,2}$", "ab", "^$", "^b?a{1,2}$"})
	return rapid.Custom(func(t *rapid.T) *model.Constraint {
		c := &model.Constraint{}
		for range rapid.IntRange(1, 3).Draw(t, "rules") {
			r := &model.Rule{}
			if rapid.IntRange(0, 3).Draw(t, "rule") == 0 {
				r.Equals = &model.Literal{Value: rapid.SampledFrom([]string{"", "a", "ab", "bb"}).Draw(t, "equals")}
			} else {
				r.Match = rapid.SliceOfN(pattern, 1, 2).Draw(t, "match")
				r.NoMatch = rapid.SliceOfN(pattern, 0, 1).Draw(t, "no match")
			}
			c.AnyOf = append(c.AnyOf, r)
		}
		return c
	})
}

// The same for texts, against all short ones.
func TestDifferenceOfTexts(t *testing.T) {
	short := []string{""}
	for from, length := 0, 0; length < 5; length++ {
		upTo := len(short)
		for _, s := range short[from:upTo] {
			short = append(short, s+"a", s+"b", s+"c")
		}
		from = upTo
	}
	rapid.Check(t, func(t *rapid.T) {
		in := &model.Type{Kind: model.String, Constraint: someTexts().Draw(t, "in")}
		out := &model.Type{Kind: model.String, Constraint: someTexts().Draw(t, "out")}
		lost := func(v model.Value) bool { return in.Constraint.Accepts(v) && !out.Constraint.Accepts(v) }
		values, err := difference(in, out, nil)
		if err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(values, func(v model.Value) bool { return !lost(v) }); i >= 0 {
			t.Fatalf("%q is not lost", values[i])
		}
		for _, s := range short {
			if lost(s) && (len(values) == 0 || len(values[0].(string)) > len(s)) {
				t.Fatalf("%q is lost, and those reported are %q", s, values)
			}
		}
	})
}
