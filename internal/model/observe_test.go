package model

import (
	"fmt"
	"slices"
	"testing"
)

// TestObserved shows what an observer sees, and that the model itself is not
// observed.
func TestObserved(t *testing.T) {
	number := func(n int64) *Expr { return &Expr{Op: OpLiteral, Value: &Literal{Value: n}} }
	size := &Expr{Op: OpInput, Name: "size"}
	small := &Expr{Op: OpLess, Args: []*Expr{size, number(3)}}
	even := &Expr{Op: OpEqual, Args: []*Expr{size, number(2)}}
	both := &Expr{Op: OpAnd, Args: []*Expr{small, even}}
	broken := &Expr{Op: OpIndex, Args: []*Expr{{Op: OpList}, size}}
	highest := int64(9)
	constraint := &Constraint{AnyOf: []*Rule{{Max: &highest}}, Words: "must be 9 at most"}
	check := &Check{Name: "eight", Clauses: []*Clause{{If: &Expr{Op: OpEqual, Args: []*Expr{size, number(8)}}}}, Message: &Expr{Op: OpLiteral, Value: &Literal{Value: "no"}}}
	m := &Model{
		Inputs:  []*Field{{Name: "size", Type: &Type{Kind: Number, Constraint: constraint}}},
		Checks:  []*Check{check},
		Outputs: []*Output{{Name: "out", Value: &Expr{Op: OpIf, Args: []*Expr{both, number(1), broken}}}},
	}
	names := map[any]string{small: "small", even: "even", both: "both", broken: "broken", constraint: "constraint", check: "check", check.Clauses[0].If: "eight"}
	var seen []string
	note := func(subject any, holds ...bool) {
		if name := names[subject]; name != "" {
			seen = append(seen, fmt.Sprint(append([]any{name}, anys(holds)...)...))
		}
	}
	observed := m.Observed(&Observer{
		Condition:  func(e *Expr, holds bool) { note(e, holds) },
		Constraint: func(c *Constraint, holds bool) { note(c, holds) },
		Check:      func(c *Check) { note(c) },
		Failure:    func(e *Expr) { note(e) },
	})
	for _, test := range []struct {
		size int64
		want []string
	}{
		{2, []string{"constraint true", "eight false", "small true", "even true", "both true"}},
		{5, []string{"constraint true", "eight false", "small false", "even false", "both false", "broken"}},
		{8, []string{"constraint true", "eight true", "check"}},
		{10, []string{"constraint false", "eight false"}},
	} {
		seen = nil
		m.Evaluate(Object{{Key: "size", Value: test.size}})
		if seen != nil {
			t.Errorf("%d: the model itself is observed: %q", test.size, seen)
		}
		observed.Evaluate(Object{{Key: "size", Value: test.size}})
		if !slices.Equal(seen, test.want) {
			t.Errorf("%d: %q, want %q", test.size, seen, test.want)
		}
	}
}

func anys(list []bool) (values []any) {
	for _, b := range list {
		values = append(values, " ", b)
	}
	return values
}
