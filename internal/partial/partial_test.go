package partial_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/partial"
)

func input(name string) *model.Expr { return &model.Expr{Op: model.OpInput, Name: name} }

func variable(name string) *model.Expr { return &model.Expr{Op: model.OpVar, Name: name} }

func of(op model.Op, name string, args ...*model.Expr) *model.Expr {
	return &model.Expr{Op: op, Name: name, Args: args}
}

// known is what is known: flag is true, and of the list its length and the port of its second element.
func known(e *model.Expr) (model.Value, bool) {
	if e.Op == model.OpInput && e.Name == "flag" {
		return true, true
	}
	second := e.Op == model.OpGet && e.Name == "port" && e.Args[0].Op == model.OpIndex && e.Args[0].Args[1].IsLiteral(int64(1))
	return int64(80), second
}

func elements(e *model.Expr) ([]model.Value, bool) {
	return []model.Value{int64(0), int64(1)}, e.Op == model.OpInput && e.Name == "list"
}

// TestSurely: the text of what clauses are known to let through, for i, v in list or in another one.
func TestSurely(t *testing.T) {
	port := of(model.OpGet, "port", variable("v"))
	low := of(model.OpLess, "", port, model.NewLiteral(int64(100)))
	text := of(model.OpText, "", model.NewLiteral("element "), variable("i"))
	in := func(list string) *model.Clause {
		return &model.Clause{For: &model.For{Key: "i", Value: "v", In: input(list)}}
	}
	when := func(cond *model.Expr) *model.Clause { return &model.Clause{If: cond} }
	for name, test := range map[string]struct {
		clauses []*model.Clause
		want    []model.Value
	}{
		"each element":                 {[]*model.Clause{in("list")}, []model.Value{"element 0", "element 1"}},
		"what is known of one":         {[]*model.Clause{in("list"), when(low)}, []model.Value{"element 1"}},
		"under a condition that holds": {[]*model.Clause{when(input("flag")), in("list"), when(low)}, []model.Value{"element 1"}},
		"one that does not":            {[]*model.Clause{when(of(model.OpNot, "", input("flag"))), in("list")}, nil},
		"one that is not known":        {[]*model.Clause{in("list"), when(input("other"))}, nil},
		"a list that is not known":     {[]*model.Clause{in("other")}, nil},
		"a loop inside a loop":         {[]*model.Clause{{For: &model.For{Key: "k", Value: "w", In: input("list")}}, in("list"), when(low)}, []model.Value{"element 1", "element 1"}},
	} {
		evaluator := partial.New(&model.Model{}, known)
		evaluator.Elements = elements
		var got []model.Value
		for _, turn := range evaluator.Surely(test.clauses) {
			v, ok := turn.Value(text)
			if !ok {
				t.Errorf("%s: the text is not known", name)
			}
			got = append(got, v)
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func ExampleEvaluator_Value() {
	either := of(model.OpOr, "", input("other"), input("flag"))
	both := of(model.OpAnd, "", input("other"), input("flag"))
	evaluator := partial.New(&model.Model{}, known)
	fmt.Println(evaluator.Value(either))
	_, ok := evaluator.Value(both)
	fmt.Println(ok)
	// Output:
	// true true
	// false
}
