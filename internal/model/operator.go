package model

import (
	"fmt"
	"strconv"
	"strings"
)

func text(parts []evalFunc) evalFunc {
	return func(f *frame) (Value, error) {
		var few [8]string
		pieces := few[:0]
		for _, part := range parts {
			v, err := part(f)
			if err != nil {
				return nil, err
			}
			switch v := v.(type) {
			case string:
				pieces = append(pieces, v)
			case int64:
				pieces = append(pieces, strconv.FormatInt(v, 10))
			case bool:
				pieces = append(pieces, strconv.FormatBool(v))
			default:
				return nil, fmt.Errorf("%s cannot stand in a string", article(KindOf(v)))
			}
		}
		joined := strings.Join(pieces, "")
		if !IsNormal(joined) {
			return nil, errNotNormal
		}
		return joined, nil
	}
}

func choose(cond, then, otherwise evalFunc) evalFunc {
	return func(f *frame) (Value, error) {
		ok, err := truth(f, cond)
		if err != nil {
			return nil, err
		}
		if ok {
			return then(f)
		}
		return otherwise(f)
	}
}

func truth(f *frame, cond evalFunc) (bool, error) {
	v, err := cond(f)
	if err != nil {
		return false, err
	}
	b, ok := v.(bool)
	if !ok {
		return false, fmt.Errorf("a condition is %s", article(KindOf(v)))
	}
	return b, nil
}

func not(x evalFunc) evalFunc {
	return func(f *frame) (Value, error) {
		b, err := truth(f, x)
		return !b, err
	}
}

// both evaluates x and y, in that order, as && (deciding false) or || (deciding
// true). It does not short-circuit, because neither CUE nor Terraform does: an error
// on either side is an error.
func both(x, y evalFunc, deciding bool) evalFunc {
	return func(f *frame) (Value, error) {
		a, err := truth(f, x)
		if err != nil {
			return nil, err
		}
		b, err := truth(f, y)
		if err != nil {
			return nil, err
		}
		if deciding {
			return a || b, nil
		}
		return a && b, nil
	}
}

func (l *linker) call(name string, args []evalFunc) evalFunc {
	function := LookupFunction(name)
	if function == nil {
		return l.fail("there is no function %s", name)
	}
	return func(f *frame) (Value, error) {
		values := make([]Value, len(args))
		for i, arg := range args {
			var err error
			if values[i], err = arg(f); err != nil {
				return nil, err
			}
		}
		return function.Call(values...)
	}
}

// pair evaluates two expressions.
func pair(f *frame, x, y evalFunc) (a, b Value, err error) {
	if a, err = x(f); err != nil {
		return nil, nil, err
	}
	b, err = y(f)
	return a, b, err
}

// equal is x == y, or x != y if they are not wanted to be equal.
func equal(x, y evalFunc, wanted bool) evalFunc {
	return func(f *frame) (Value, error) {
		a, b, err := pair(f, x, y)
		return Equal(a, b) == wanted, err
	}
}

// numeric is an operation of two numbers.
func numeric(op Op, x, y evalFunc) evalFunc {
	compute := LookupOperation(op).numeric
	return func(f *frame) (Value, error) {
		a, b, err := pair(f, x, y)
		if err != nil {
			return nil, err
		}
		m, isNumber := a.(int64)
		n, alsoNumber := b.(int64)
		if !isNumber || !alsoNumber {
			return nil, fmt.Errorf("%s is for numbers", op)
		}
		return compute(m, n)
	}
}
