package model

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// MaxRange is the number of elements that Terraform's range() makes at most.
const MaxRange = 1024

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
