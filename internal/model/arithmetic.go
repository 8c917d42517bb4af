package model

import (
	"errors"
	"math"
	"math/bits"
)

var errOverflow = errors.New("the number does not fit in 64 bits")

func addInt(a, b int64) (int64, error) {
	sum := a + b
	if (a > 0) == (b > 0) && (sum > 0) != (a > 0) && a != 0 && b != 0 {
		return 0, errOverflow
	}
	return sum, nil
}

func subInt(a, b int64) (int64, error) {
	if b == math.MinInt64 {
		return 0, errOverflow
	}
	return addInt(a, -b)
}

func mulInt(a, b int64) (int64, error) {
	high, low := bits.Mul64(magnitude(a), magnitude(b))
	if high != 0 || low > math.MaxInt64 {
		return 0, errOverflow
	}
	if (a < 0) != (b < 0) {
		return -int64(low), nil
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
