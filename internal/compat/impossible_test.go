package compat

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/model"
)

// What is said to be impossible is so for every number and every short text that the old contract
// accepts, and for the new one's defaults.
func TestImpossible(t *testing.T) {
	some := 0
	rapid.Check(t, func(t *rapid.T) {
		fields := func(name string) []*model.Field {
			n := &model.Field{Name: "n", Type: &model.Type{Kind: model.Number, Constraint: someNumbers().Draw(t, name+" n")}}
			s := &model.Field{Name: "s", Type: &model.Type{Kind: model.String, Constraint: someTexts().Draw(t, name+" s")}}
			if rapid.Bool().Draw(t, name+" default") {
				n.Default, s.Default = &model.Literal{Value: int64(1)}, &model.Literal{Value: "ab"}
			}
			return []*model.Field{n, s}
		}
		c := &comparison{old: &model.Model{Inputs: fields("old")}, new: &model.Model{Inputs: fields("new")}}
		var clauses []*model.Clause
		both := literal(true, model.Bool)
		for range rapid.IntRange(1, 3).Draw(t, "clauses") {
			e := someCondition(1).Draw(t, "condition")
			clauses = append(clauses, &model.Clause{If: e})
			both = &model.Expr{Op: model.OpAnd, Args: []*model.Expr{both, e}, Kind: model.Bool}
		}
		if rapid.Bool().Draw(t, "contradiction") { // of what is drawn alone, little is impossible
			e := clauses[0].If.Negate()
			clauses = append(clauses, &model.Clause{If: e})
			both = &model.Expr{Op: model.OpAnd, Args: []*model.Expr{both, e}, Kind: model.Bool}
		}
		if !c.impossible(clauses) {
			return
		}
		some++
		m := &model.Model{
			Inputs:  []*model.Field{{Name: "n", Type: &model.Type{Kind: model.Number}}, {Name: "s", Type: &model.Type{Kind: model.String}}},
			Outputs: []*model.Output{{Name: "both", Value: both}},
		}
		usual := func(i int, v model.Value) bool {
			d := c.new.Inputs[i].Default
			return c.old.Inputs[i].Type.Constraint.Accepts(v) || d != nil && d.Value == v
		}
		for n := int64(-9); n <= 9; n++ {
			for _, s := range []string{"", "a", "b", "aa", "ab", "ba", "bb", "aab", "bba", "c", "ca"} {
				result, diagnostics := m.Evaluate(model.Object{{Key: "n", Value: n}, {Key: "s", Value: s}})
				if result == nil {
					t.Fatal(diagnostics)
				}
				if v, _ := result.Outputs.Get("both"); v == true && usual(0, n) && usual(1, s) {
					t.Fatalf("n = %d, s = %q meet %s", n, s, both.Key())
				}
			}
		}
	})
	if some == 0 {
		t.Error("nothing is impossible")
	}
}
