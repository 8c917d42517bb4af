package model

import (
	"errors"
	"slices"
	"strings"
)

// elementFunctions have a result for which the order of the list does not count.
var elementFunctions = []*Function{
	{
		Name: "sort", CUE: "list.SortStrings($1)", Also: []string{"list.Sort($1, list.Ascending)", "list.SortStable($1, list.Ascending)"}, HCL: "sort($1)",
		Params: []Kind{List}, Result: List, Elem: String, Order: Orderless, eval: sortStrings, objects: noStrings,
		Note:    "of strings",
		Instead: map[string]string{"list.Sort": "write list.SortStrings(x)"},
		Example: Example{Args: `[["b", "a", "B"]]`, Result: `["B", "a", "b"]`},
	},
	{
		Name: "sort_descending", CUE: "list.Sort($1, list.Descending)", Also: []string{"list.SortStable($1, list.Descending)"}, HCL: "reverse(sort($1))",
		Params: []Kind{List}, Result: List, Elem: String, Order: Orderless, eval: sortDescending, objects: noStrings,
		Note:    "of strings",
		Example: Example{Args: `[["b", "a", "B"]]`, Result: `["b", "a", "B"]`},
	},
	{
		Name: "contains", CUE: "list.Contains($1, $2)", HCL: "contains($1, $2)",
		Params: []Kind{List, ""}, Result: Bool, Order: Orderless, eval: contains,
		Example: Example{Args: `[["a", "b"], "b"]`, Result: `true`},
	},
	{
		Name: "unique", CUE: "list.UniqueItems($1)", HCL: "length(distinct($1)) == length($1)",
		Params: []Kind{List}, Result: Bool, Order: Orderless, eval: unique,
		Example: Example{Args: `[["a", "b", "a"]]`, Result: `false`},
	},
	{
		Name: "max", CUE: "list.Max($1)", HCL: "max($1...)",
		Params: []Kind{List}, Result: Number, Partial: true, Order: Orderless, eval: extreme(func(a, b int64) bool { return a > b }),
		Note:    "fails on an empty list",
		Example: Example{Args: `[[3, 7, 5]]`, Refused: `[[]]`, Result: `7`},
	},
	{
		Name: "min", CUE: "list.Min($1)", HCL: "min($1...)",
		Params: []Kind{List}, Result: Number, Partial: true, Order: Orderless, eval: extreme(func(a, b int64) bool { return a < b }),
		Note:    "fails on an empty list",
		Example: Example{Args: `[[3, 7, 5]]`, Refused: `[[]]`, Result: `3`},
	},
	{
		Name: "sum", CUE: "list.Sum($1)", HCL: "sum(concat([0], $1))",
		Params: []Kind{List}, Result: Number, Order: Orderless, eval: sum,
		Example: Example{Args: `[[3, 7, 5]]`, Result: `15`},
	},
}

func sortDescending(args []Value) (Value, error) {
	sorted, err := sortStrings(args)
	if err == nil {
		slices.Reverse(sorted.([]Value))
	}
	return sorted, err
}

func sortStrings(args []Value) (Value, error) {
	sorted := slices.Clone(args[0].([]Value))
	for _, elem := range sorted {
		if _, ok := elem.(string); !ok {
			return nil, errors.New("the list has an element that is not a string")
		}
	}
	slices.SortFunc(sorted, func(a, b Value) int { return strings.Compare(a.(string), b.(string)) })
	return sorted, nil
}

// noStrings objects to a list that is known to have something else in it than strings.
func noStrings(_ *Function, args []CallArgument) *Objection {
	elem := args[0].Type.Elem
	if elem == nil || elem.Kind == "" || elem.Kind == String {
		return nil
	}
	return &Objection{0, "Terraform sorts strings only", "write the list in its order, or sort strings: list.SortStrings([…])"}
}

func contains(args []Value) (Value, error) {
	return slices.ContainsFunc(args[0].([]Value), func(v Value) bool { return Equal(v, args[1]) }), nil
}

func unique(args []Value) (Value, error) {
	list := args[0].([]Value)
	seen := make(map[string]bool, len(list))
	for _, v := range list {
		seen[string(AppendJSON(nil, v))] = true // equal values have equal texts
	}
	return len(seen) == len(list), nil
}

func extreme(better func(a, b int64) bool) func([]Value) (Value, error) {
	return func(args []Value) (Value, error) {
		numbers, err := numbersOf(args[0].([]Value))
		if err != nil {
			return nil, err
		}
		if len(numbers) == 0 {
			return nil, errors.New("the list is empty")
		}
		best := numbers[0]
		for _, n := range numbers[1:] {
			if better(n, best) {
				best = n
			}
		}
		return best, nil
	}
}

func sum(args []Value) (Value, error) {
	numbers, err := numbersOf(args[0].([]Value))
	if err != nil {
		return nil, err
	}
	var total int64
	for _, n := range numbers {
		if total, err = addInt(total, n); err != nil {
			return nil, err
		}
	}
	return total, nil
}

func numbersOf(list []Value) ([]int64, error) {
	numbers := make([]int64, len(list))
	for i, elem := range list {
		n, ok := elem.(int64)
		if !ok {
			return nil, errors.New("the list has an element that is not a number")
		}
		numbers[i] = n
	}
	return numbers, nil
}
