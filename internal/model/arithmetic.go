package model

import (
	"errors"
	"math/bits"
)

var errOverflow = errors.New("the number does not fit in 64 bits")

func addInt(a, b int64) (int64, error) {
	sum := a + b
	if (a < 0) == (b < 0) && (sum < 0) != (a < 0) {
		return 0, errOverflow
	}
	return sum, nil
}

func subInt(a, b int64) (int64, error) {
	difference := a - b
	if (a < 0) != (b < 0) && (difference < 0) != (a < 0) {
		return 0, errOverflow
	}
	return difference, nil
}

func mulInt(a, b int64) (int64, error) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	negative := (a < 0) != (b < 0)
	switch {
	case high != 0 || low > 1<<63 || low == 1<<63 && !negative:
		return 0, errOverflow
	case negative:
		return -int64(low), nil // which is the smallest number for 1<<63
	}
	return int64(low), nil
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Equal reports whether two values are the same.
func Equal(a, b Value) bool {
	switch a := a.(type) {
	case []Value:
		b, ok := b.([]Value)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !Equal(a[i], b[i]) {
				return false
			}
		}
		return true
	case Object:
		b, ok := b.(Object)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if a[i].Key != b[i].Key || !Equal(a[i].Value, b[i].Value) {
				return false
			}
		}
		return true
	}
	switch b.(type) {
	case []Value, Object:
		return false
	}
	return a == b
}
