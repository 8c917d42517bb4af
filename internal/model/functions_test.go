package model

import (
	"slices"
	"testing"
)

// Order is what it is said to be: with the list the other way round the result is the same,
// or the same the other way round, or else it may be another one.
func TestOrder(t *testing.T) {
	for _, f := range Functions() {
		if f.Order == Ordered {
			continue
		}
		args, _ := ParseJSON([]byte(f.Example.Args))
		result, err := f.Call(args.([]Value)...)
		if err != nil {
			t.Fatal(err)
		}
		turned := slices.Clone(args.([]Value))
		if f.Order == KeepsOrder && f.Param(len(turned)) == List {
			slices.Reverse(turned) // of several lists
		}
		for i, arg := range turned {
			turned[i] = turnedRound(arg, f.Flattens)
		}
		got, err := f.Call(turned...)
		if err != nil {
			t.Fatal(err)
		}
		want := result
		if f.Order == KeepsOrder {
			want = turnedRound(result, false)
		}
		if !Equal(got, want) {
			t.Errorf("%s: %v for %v, but %v for %v", f.Name, result, args, got, turned)
		}
	}
}

// turnedRound is a list in the opposite order, and its elements, too, if they are lists.
func turnedRound(v Value, elements bool) Value {
	list, ok := v.([]Value)
	if !ok {
		return v
	}
	list = slices.Clone(list)
	slices.Reverse(list)
	for i, elem := range list {
		if elements {
			list[i] = turnedRound(elem, false)
		}
	}
	return list
}

// An interval that is open, or whose ends are large, has no bounds after an operation.
func TestInterval(t *testing.T) {
	closed := func(low, high int64) Interval { return Interval{&low, &high} }
	tests := map[string]struct{ got, want Interval }{
		"sum":        {closed(1, 2).Plus(closed(10, 20)), closed(11, 22)},
		"difference": {closed(1, 2).Minus(closed(10, 20)), closed(-19, -8)},
		"open":       {closed(1, 2).Plus(Interval{}), Interval{}},
		"large":      {closed(0, 1<<62).Plus(closed(0, 1)), Interval{Min: new(int64)}},
		"length":     {LookupFunction("length").Bounds(func(int) Interval { return closed(-5, 3) }), closed(0, 3)},
		"none":       {LookupFunction("sum").Bounds(func(int) Interval { return closed(1, 1) }), Interval{}},
	}
	for name, test := range tests {
		if !sameBound(test.got.Min, test.want.Min) || !sameBound(test.got.Max, test.want.Max) {
			t.Errorf("%s: got %v, want %v", name, test.got, test.want)
		}
	}
}

func sameBound(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }
