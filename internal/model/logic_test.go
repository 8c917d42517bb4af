package model

import (
	"testing"

	"pgregory.net/rapid"
)

// conditions draws conditions on the inputs a (true or false) and n (a number).
func conditions() *rapid.Generator[*Expr] {
	return rapid.Custom(func(t *rapid.T) *Expr {
		number := func(label string) *Expr {
			return rapid.SampledFrom([]*Expr{input("n"), lit(int64(0)), lit(int64(1))}).Draw(t, label)
		}
		switch rapid.IntRange(0, 6).Draw(t, "form") {
		case 0:
			return lit(rapid.Bool().Draw(t, "constant"))
		case 1:
			return input("a")
		case 2:
			return expr(OpNot, conditions().Draw(t, "x"))
		case 3:
			return expr(rapid.SampledFrom([]Op{OpAnd, OpOr}).Draw(t, "op"), conditions().Draw(t, "x"), conditions().Draw(t, "y"))
		case 4:
			return expr(OpIf, conditions().Draw(t, "if"), conditions().Draw(t, "x"), conditions().Draw(t, "y"))
		}
		op := rapid.SampledFrom([]Op{OpEqual, OpNotEqual, OpLess, OpLessEq, OpMore, OpMoreEq}).Draw(t, "op")
		return expr(op, number("x"), number("y"))
	})
}

// holds evaluates a condition for two inputs.
func holds(t rapid.TB, e *Expr, a bool, n int64) bool {
	m := outputOf(e)
	m.Inputs = []*Field{{Name: "a", Type: &Type{Kind: Bool}}, {Name: "n", Type: &Type{Kind: Number}}}
	result, diagnostics := m.Evaluate(Object{{Key: "a", Value: a}, {Key: "n", Value: n}})
	if result == nil {
		t.Fatalf("%v", diagnostics)
	}
	return At(result.Outputs, "x") == true
}

func TestNegationHoldsWhereTheConditionDoesNot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := conditions().Draw(t, "condition")
		a, n := rapid.Bool().Draw(t, "a"), rapid.Int64Range(-1, 2).Draw(t, "n")
		if holds(t, e, a, n) == holds(t, e.Negate(), a, n) {
			t.Errorf("%s and %s are the same for a = %v, n = %d", e.Key(), e.Negate().Key(), a, n)
		}
	})
}

func TestMirroredComparisonSaysTheSame(t *testing.T) {
	for _, o := range Operations() {
		mirrored, ok := o.Op.Mirrored()
		if _, comparison := o.Op.Opposite(); ok != comparison {
			t.Errorf("%s has only one of Opposite and Mirrored", o.Op)
		}
		for n := int64(-1); ok && n <= 1; n++ {
			x, y := expr(o.Op, input("n"), lit(int64(0))), expr(mirrored, lit(int64(0)), input("n"))
			if holds(t, x, true, n) != holds(t, y, true, n) {
				t.Errorf("%s and %s differ for n = %d", x.Key(), y.Key(), n)
			}
		}
	}
}

func TestNegationIsWrittenWithoutNot(t *testing.T) {
	a, b := input("a"), input("b")
	choice := expr(OpIf, a, expr(OpLess, b, b), lit(false))
	tests := []struct{ expr, want *Expr }{
		{expr(OpNot, a), a},
		{lit(false), lit(true)},
		{expr(OpAnd, expr(OpNot, a), expr(OpEqual, b, b)), expr(OpOr, a, expr(OpNotEqual, b, b))},
		{choice, expr(OpIf, a, expr(OpMoreEq, b, b), lit(true))},
		{expr(OpIf, a, b, b), expr(OpNot, expr(OpIf, a, b, b))},
	}
	for _, test := range tests {
		if got := test.expr.Negate(); !got.Same(test.want) {
			t.Errorf("not %s is %s, want %s", test.expr.Key(), got.Key(), test.want.Key())
		}
	}
}

func TestConstant(t *testing.T) {
	three := &Expr{Op: OpList, Elems: []*Element{
		{Clauses: []*Clause{{For: &For{Value: "x", In: lit([]Value{int64(1), int64(2), int64(3)})}}}, Value: lit(int64(7))},
	}}
	tests := map[string]struct {
		expr     *Expr
		constant bool
		value    Value // nil when there is none
	}{
		"a literal":              {lit("x"), true, "x"},
		"a call of constants":    {call("upper", lit("x")), true, "X"},
		"what fails":             {call("atoi", lit("x")), true, nil},
		"a loop over constants":  {call("length", three), true, int64(3)},
		"an input":               {call("upper", input("s")), false, nil},
		"whether there is one":   {&Expr{Op: OpHas, Name: "s"}, false, false},
		"an attribute is given":  {&Expr{Op: OpGiven, Name: "s", Args: []*Expr{lit(Object{{Key: "s", Value: int64(1)}})}}, true, true},
		"a default is not given": {&Expr{Op: OpGiven, Name: "s", Args: []*Expr{lit(Object{{Key: "s", Value: int64(1), Default: true}})}}, true, false},
		"an attribute is there":  {&Expr{Op: OpHas, Name: "s", Args: []*Expr{lit(Object{{Key: "s", Value: nil}})}}, true, true},
		"a local":                {local("l"), false, nil},
		"a variable":             {variable("v"), false, nil},
		"an object":              {&Expr{Op: OpObjRef, Ref: "o", Name: "name", Args: []*Expr{lit("x")}}, false, "x"},
		"what Terraform records": {expr(OpEqual, &Expr{Op: OpRecorded, Name: "at"}, lit(nil)), false, true},
		"something inside":       {&Expr{Op: OpObject, Elems: []*Element{keyed("k", input("s"))}}, false, nil},
	}
	for name, test := range tests {
		if got := test.expr.IsConstant(); got != test.constant {
			t.Errorf("%s: constant is %v", name, got)
		}
		if v, ok := test.expr.Constant(); ok != (test.value != nil) || ok && !Equal(v, test.value) {
			t.Errorf("%s: the value is %v, %v", name, v, ok)
		}
	}
}

func TestKeyTellsExpressionsApart(t *testing.T) {
	x, y := input("x"), input("y")
	loop := func(key, value string, in *Expr) *Expr {
		return &Expr{Op: OpList, Elems: []*Element{{Clauses: []*Clause{{For: &For{Key: key, Value: value, In: in}}}, Value: x}}}
	}
	different := []*Expr{
		nil, x, y, local("x"), lit("x"), lit(nil), lit(int64(1)), lit("1"), expr(OpAnd, x, y), expr(OpAnd, y, x), expr(OpOr, x, y),
		{Op: OpGet, Name: "x", Args: []*Expr{x}}, {Op: OpGet, Name: `x" "y`, Args: []*Expr{x}}, {Op: OpObjRef, Name: "x", Ref: "y"},
		loop("", "v", x), loop("v", "", x), loop("", "v", y), {Op: OpList, Elems: []*Element{{Clauses: []*Clause{{If: x}}, Value: x}}},
		{Op: OpList, Elems: []*Element{{Value: x}}}, {Op: OpObject, Elems: []*Element{{Value: x}}}, {Op: OpObject, Elems: []*Element{{Key: x, Value: x}}},
	}
	for i, a := range different {
		for j, b := range different {
			if a.Same(b) != (i == j) {
				t.Errorf("%s and %s", a.Key(), b.Key())
			}
		}
	}
	elsewhere := &Expr{Op: OpInput, Name: "x", Kind: String, Pos: Position{Line: 3}}
	if !elsewhere.Same(x) {
		t.Error("the kind and the position belong to the key")
	}
}
