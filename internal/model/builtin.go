package model

import (
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The evaluation of the functions in functions.go. Arguments are of the kinds that
// the function's row demands.

func mapString(f func(string) string) func([]Value) (Value, error) {
	return func(args []Value) (Value, error) { return f(args[0].(string)), nil }
}

func mapStrings(f func(s, t string) string) func([]Value) (Value, error) {
	return func(args []Value) (Value, error) { return f(args[0].(string), args[1].(string)), nil }
}

func testStrings(f func(s, t string) bool) func([]Value) (Value, error) {
	return func(args []Value) (Value, error) { return f(args[0].(string), args[1].(string)), nil }
}

func hash(sum func([]byte) []byte) func([]Value) (Value, error) {
	return mapString(func(s string) string { return hex.EncodeToString(sum([]byte(s))) })
}

func replace(args []Value) (Value, error) {
	return strings.ReplaceAll(args[0].(string), args[1].(string), args[2].(string)), nil
}

func join(args []Value) (Value, error) {
	list := args[0].([]Value)
	parts := make([]string, len(list))
	for i, elem := range list {
		part, ok := elem.(string)
		if !ok {
			return nil, errors.New("the list has an element that is not a string")
		}
		parts[i] = part
	}
	return strings.Join(parts, args[1].(string)), nil
}

func split(args []Value) (Value, error) {
	parts := strings.Split(args[0].(string), args[1].(string))
	list := make([]Value, len(parts))
	for i, part := range parts {
		list[i] = part
	}
	return list, nil
}

var regexps sync.Map // string → *regexp.Regexp

// compileRegexp caches: the patterns of a contract are constant and few.
func compileRegexp(pattern string) (*regexp.Regexp, error) {
	if re, ok := regexps.Load(pattern); ok {
		return re.(*regexp.Regexp), nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	regexps.Store(pattern, re)
	return re, nil
}

func regexpMatch(args []Value) (Value, error) {
	re, err := compileRegexp(args[0].(string))
	if err != nil {
		return nil, err
	}
	return re.MatchString(args[1].(string)), nil
}

func regexpFind(args []Value) (Value, error) {
	re, err := compileRegexp(args[0].(string))
	if err != nil {
		return nil, err
	}
	loc := re.FindStringIndex(args[1].(string))
	if loc == nil {
		return nil, fmt.Errorf("no match of %s", args[0])
	}
	return args[1].(string)[loc[0]:loc[1]], nil
}

func regexpReplace(args []Value) (Value, error) {
	re, err := compileRegexp(args[0].(string))
	if err != nil {
		return nil, err
	}
	return re.ReplaceAllString(args[1].(string), args[2].(string)), nil
}

func atoi(args []Value) (Value, error) {
	n, err := strconv.ParseInt(args[0].(string), 10, 64)
	if err != nil {
		return nil, errors.New("not a whole number of 64 bits")
	}
	return n, nil
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

var errNegative = errors.New("only for numbers from 0, and a divisor from 1")

func div(args []Value) (Value, error) {
	a, b := args[0].(int64), args[1].(int64)
	if a < 0 || b <= 0 {
		return nil, errNegative
	}
	return a / b, nil
}

func mod(args []Value) (Value, error) {
	a, b := args[0].(int64), args[1].(int64)
	if a < 0 || b <= 0 {
		return nil, errNegative
	}
	return a % b, nil
}

func abs(args []Value) (Value, error) {
	n := args[0].(int64)
	if n < 0 {
		n = -n
	}
	return n, nil
}

func concat(args []Value) (Value, error) {
	all := []Value{}
	for _, arg := range args {
		all = append(all, arg.([]Value)...)
	}
	return all, nil
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
