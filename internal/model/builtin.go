package model

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
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
	return listOf(strings.Split(args[0].(string), args[1].(string))), nil
}

func fields(args []Value) (Value, error) { return listOf(strings.Fields(args[0].(string))), nil }

func listOf(parts []string) []Value {
	list := make([]Value, len(parts))
	for i, part := range parts {
		list[i] = part
	}
	return list
}

func count(args []Value) (Value, error) {
	if args[1] == "" {
		return nil, errors.New("what is counted is empty")
	}
	return int64(strings.Count(args[0].(string), args[1].(string))), nil
}

func repeat(args []Value) (Value, error) {
	n := args[1].(int64)
	if n < 0 || n > MaxRange {
		return nil, fmt.Errorf("%d is not from 0 to %d", n, MaxRange)
	}
	return strings.Repeat(args[0].(string), int(n)), nil
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

// base64Length counts the characters of a text's base64.
func base64Length(args []Value) (Value, error) {
	s, ok := args[0].(string)
	if !ok {
		return nil, errors.New("only a string has a base64 encoding")
	}
	return int64(base64.StdEncoding.EncodedLen(len(s))), nil
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

var errDivisor = errors.New("the divisor is not a whole number from 1")

// div and mod are Euclidean: the remainder is never negative.
func div(args []Value) (Value, error) {
	q, r, err := divide(args)
	if r < 0 {
		q--
	}
	return q, err
}

func mod(args []Value) (Value, error) {
	_, r, err := divide(args)
	if r < 0 {
		r += args[1].(int64)
	}
	return r, err
}

// quo and rem round towards zero.
func quo(args []Value) (Value, error) {
	q, _, err := divide(args)
	return q, err
}

func rem(args []Value) (Value, error) {
	_, r, err := divide(args)
	return r, err
}

func divide(args []Value) (q, r int64, err error) {
	a, b := args[0].(int64), args[1].(int64)
	if b <= 0 {
		return 0, 0, errDivisor
	}
	return a / b, a % b, nil
}

func abs(args []Value) (Value, error) {
	if n := args[0].(int64); n < 0 {
		m, err := subInt(0, n)
		return m, err
	}
	return args[0], nil
}

func format(args []Value) (Value, error) { return fmt.Sprint(args[0]), nil }
