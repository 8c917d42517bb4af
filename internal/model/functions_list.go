package model

import (
	"errors"
	"fmt"
	"slices"
)

// MaxRange is the number of elements that Terraform's range() makes at most.
const MaxRange = 1024

var listFunctions = []*Function{
	{
		Name: "length", CUE: "len($1)", HCL: "length($1)",
		Params: []Kind{""}, Result: Number, Order: Orderless, eval: length, bounds: bounds, objects: isText,
		Note:    "lists and maps only",
		Example: Example{Args: `[["a", "b"]]`, Result: `2`},
	},
	{
		Name: "concat", CUE: "list.Concat([$...])", Also: []string{"list.FlattenN([$...], 1)"}, HCL: "concat($...)",
		Params: []Kind{List}, Result: List, Order: KeepsOrder, eval: concat,
		Instead: map[string]string{"list.FlattenN": "write list.FlattenN(x, 1), one level at a time"},
		Example: Example{Args: `[["a"], ["b", "c"]]`, Result: `["a", "b", "c"]`},
	},
	{
		Name: "flatten", CUE: "list.Concat($1)", Also: []string{"list.FlattenN($1, 1)"}, HCL: "concat([], $1...)",
		Params: []Kind{List}, Result: List, Flattens: true, Order: KeepsOrder, eval: flatten, objects: noLists,
		Note:    "of a list of lists",
		Example: Example{Args: `[[["a"], ["b", "c"]]]`, Result: `["a", "b", "c"]`},
	},
	{
		Name: "reverse", CUE: "list.Reverse($1)", HCL: "reverse($1)",
		Params: []Kind{List}, Result: List, Order: KeepsOrder, eval: reverse,
		Example: Example{Args: `[["a", "c", "b"]]`, Result: `["b", "c", "a"]`},
	},
	{
		Name: "slice", CUE: "list.Slice($1, $2, $3)", HCL: "slice($1, $2, $3)",
		Params: []Kind{List, Number, Number}, Result: List, Partial: true, eval: slice,
		Note:    "fails past the end",
		Example: Example{Args: `[["a", "b", "c"], 1, 2]`, Refused: `[["a", "b", "c"], 1, 4]`, Result: `["b"]`},
	},
	{
		Name: "take", CUE: "list.Take($1, $2)", HCL: "slice($1, 0, min($2, length($1)))",
		Params: []Kind{List, Number}, Result: List, Partial: true, eval: take,
		Example: Example{Args: `[["a", "b", "c"], 2]`, Refused: `[["a"], -1]`, Result: `["a", "b"]`},
	},
	{
		Name: "drop", CUE: "list.Drop($1, $2)", HCL: "slice($1, min($2, length($1)), length($1))",
		Params: []Kind{List, Number}, Result: List, Partial: true, eval: drop,
		Example: Example{Args: `[["a", "b", "c"], 2]`, Refused: `[["a"], -1]`, Result: `["c"]`},
	},
	{
		Name: "range", CUE: "list.Range($1, $2, $3)", HCL: "range($1, $2, $3)",
		Params: []Kind{Number, Number, Number}, Result: List, Elem: Number, Partial: true, eval: numbers, objects: noRange,
		Note:    "up to 1024 numbers, from and to numbers with bounds, by a constant step",
		Instead: map[string]string{"list.Range": "write list.Range(0, n, 1)"},
		Example: Example{Args: `[1, 6, 2]`, Refused: `[1, 0, 2]`, Result: `[1, 3, 5]`},
	},
}

func length(args []Value) (Value, error) {
	switch v := args[0].(type) {
	case []Value:
		return int64(len(v)), nil
	case Object:
		return int64(len(v)), nil
	}
	return nil, errors.New("only lists and maps have a length")
}

// isText objects to the length of a string.
func isText(_ *Function, args []CallArgument) *Objection {
	if args[0].Type.Kind != String {
		return nil
	}
	return &Objection{wholeCall, "the length of a string is in bytes in CUE and in characters in Terraform", `write a regular expression: =~"^.{1,63}$"`}
}

// bounds are those of the argument's length, from 0.
func bounds(arg func(i int) Interval) Interval { return Interval{new(int64), arg(0).Max} }

func concat(args []Value) (Value, error) {
	all := []Value{}
	for _, arg := range args {
		all = append(all, arg.([]Value)...)
	}
	return all, nil
}

func flatten(args []Value) (Value, error) {
	lists := args[0].([]Value)
	for _, elem := range lists {
		if _, ok := elem.([]Value); !ok {
			return nil, errors.New("the list has an element that is not a list")
		}
	}
	return concat(lists)
}

// noLists objects to a list that has something else in it than lists.
func noLists(_ *Function, args []CallArgument) *Objection {
	if elem := args[0].Type.Elem; elem != nil && elem.Kind == List {
		return nil
	}
	return &Objection{0, "the list has elements that are not lists", "write list.Concat([a, b]) with lists only, or the list without the call"}
}

func reverse(args []Value) (Value, error) {
	reversed := slices.Clone(args[0].([]Value))
	slices.Reverse(reversed)
	return reversed, nil
}

func slice(args []Value) (Value, error) {
	return between(args[0].([]Value), args[1].(int64), args[2].(int64))
}

func take(args []Value) (Value, error) {
	list := args[0].([]Value)
	return between(list, 0, min(args[1].(int64), int64(len(list))))
}

func drop(args []Value) (Value, error) {
	list := args[0].([]Value)
	return between(list, min(args[1].(int64), int64(len(list))), int64(len(list)))
}

func between(list []Value, from, to int64) (Value, error) {
	if from < 0 || from > to || to > int64(len(list)) {
		return nil, fmt.Errorf("there are no elements %d to %d in a list of %d", from, to, len(list))
	}
	return list[from:to:to], nil
}

// numbers is list.Range.
func numbers(args []Value) (Value, error) {
	from, to, step := args[0].(int64), args[1].(int64), args[2].(int64)
	if step == 0 || step > 0 && from > to || step < 0 && from < to {
		return nil, fmt.Errorf("no steps of %d lead from %d to %d", step, from, to)
	}
	list := []Value{}
	for n := from; step > 0 && n < to || step < 0 && n > to; {
		if len(list) == MaxRange {
			return nil, fmt.Errorf("from %d to %d are more than %d numbers", from, to, MaxRange)
		}
		list = append(list, n)
		next, err := addInt(n, step)
		if err != nil {
			break
		}
		n = next
	}
	return list, nil
}

// noRange objects to a range that can have more elements than Terraform makes.
func noRange(_ *Function, args []CallArgument) *Objection {
	step, ok := args[2].number()
	if !ok || step == 0 {
		return &Objection{2, "the step is not a constant other than 0", "write a whole number: list.Range(0, n, 1)"}
	}
	from, to := args[0].Bounds, args[1].Bounds
	if step < 0 {
		from, to, step = to, from, -step
	}
	return tooLong(1, to.Minus(from), step)
}
