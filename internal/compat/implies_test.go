package compat

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/model"
)

var (
	number1 = &model.Expr{Op: model.OpInput, Name: "n", Kind: model.Number}
	text1   = &model.Expr{Op: model.OpInput, Name: "s", Kind: model.String}
)

func literal(v model.Value, kind model.Kind) *model.Expr {
	return &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}, Kind: kind}
}

// someCondition draws a condition on a number and a text.
func someCondition(depth int) *rapid.Generator[*model.Expr] {
	return rapid.Custom(func(t *rapid.T) *model.Expr {
		of := func(op model.Op, args ...*model.Expr) *model.Expr {
			return &model.Expr{Op: op, Args: args, Kind: model.Bool}
		}
		kind := rapid.IntRange(0, 4).Draw(t, "kind")
		if depth == 0 {
			kind += 3
		}
		inner := func(name string) *model.Expr { return someCondition(depth-1).Draw(t, name) }
		switch kind {
		case 0:
			return of(model.OpNot, inner("x"))
		case 1:
			return of(model.OpAnd, inner("x"), inner("y"))
		case 2:
			return of(model.OpOr, inner("x"), inner("y"))
		case 3, 4, 5:
			op := rapid.SampledFrom([]model.Op{
				model.OpLess, model.OpLessEq, model.OpMore, model.OpMoreEq, model.OpEqual, model.OpNotEqual,
			}).Draw(t, "op")
			n := literal(rapid.Int64Range(-2, 2).Draw(t, "n"), model.Number)
			if rapid.Bool().Draw(t, "mirrored") {
				return of(op, n, number1)
			}
			return of(op, number1, n)
		}
		pattern := rapid.SampledFrom([]string{"^a", "^ab", "a", "^a*$", "^[ab]*$", "b$"}).Draw(t, "pattern")
		return &model.Expr{Op: model.OpCall, Name: "regexp_match", Args: []*model.Expr{literal(pattern, model.String), text1}, Kind: model.Bool}
	})
}

// What is said to be implied is, for every number and every short text.
func TestImplied(t *testing.T) {
	some := 0
	rapid.Check(t, func(t *rapid.T) {
		clauses := func(name string) (list []*model.Clause, both *model.Expr) {
			both = literal(true, model.Bool)
			for range rapid.IntRange(1, 2).Draw(t, name+" clauses") {
				e := someCondition(2).Draw(t, name)
				list = append(list, &model.Clause{If: e})
				both = &model.Expr{Op: model.OpAnd, Args: []*model.Expr{both, e}, Kind: model.Bool}
			}
			return list, both
		}
		a, holdsA := clauses("a")
		b, holdsB := clauses("b")
		if rapid.Bool().Draw(t, "b is of a") { // of what is drawn alone, little is implied
			b, holdsB = a[:1], a[0].If
		}
		if !implied(a, b) {
			return
		}
		some++
		m := &model.Model{
			Inputs:  []*model.Field{{Name: "n", Type: &model.Type{Kind: model.Number}}, {Name: "s", Type: &model.Type{Kind: model.String}}},
			Outputs: []*model.Output{{Name: "a", Value: holdsA}, {Name: "b", Value: holdsB}},
		}
		for n := int64(-4); n <= 4; n++ {
			for _, s := range []string{"", "a", "b", "aa", "ab", "ba", "bb", "aab", "c", "ca"} {
				result, diagnostics := m.Evaluate(model.Object{{Key: "n", Value: n}, {Key: "s", Value: s}})
				if result == nil {
					t.Fatal(diagnostics)
				}
				isA, _ := result.Outputs.Get("a")
				isB, _ := result.Outputs.Get("b")
				if isA == true && isB != true {
					t.Fatalf("n = %d, s = %q: %s holds, and %s does not", n, s, model.ClausesKey(a), model.ClausesKey(b))
				}
			}
		}
	})
	if some == 0 {
		t.Error("nothing is implied")
	}
}
