package model

import "math"

// Interval holds the whole numbers from Min to Max; nil where they have no bound.
type Interval struct{ Min, Max *int64 }

// Bounds finds bounds of the function's result. Those of an argument, by its index, are of
// its length if it is a list or a map.
func (f *Function) Bounds(arg func(i int) Interval) Interval {
	if f.bounds == nil {
		return Interval{}
	}
	return f.bounds(arg)
}

// Plus has the sums of the numbers of two intervals.
func (i Interval) Plus(j Interval) Interval {
	return Interval{bounded(i.Min, j.Min, 1), bounded(i.Max, j.Max, 1)}
}

// Minus has the differences of the numbers of two intervals.
func (i Interval) Minus(j Interval) Interval {
	return Interval{bounded(i.Min, j.Max, -1), bounded(i.Max, j.Min, -1)}
}

// bounded is a + sign·b, nil where one of them is missing or large enough to overflow.
func bounded(a, b *int64, sign int64) *int64 {
	const large = math.MaxInt64 / 4
	if a == nil || b == nil || *a > large || *a < -large || *b > large || *b < -large {
		return nil
	}
	n := *a + sign**b
	return &n
}
