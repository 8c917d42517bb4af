package main

import (
	"fmt"
	"slices"
)

// at is the sample below which a share of them is.
func at(samples []float64, share float64) float64 {
	return slices.Sorted(slices.Values(samples))[min(int(share*float64(len(samples))), len(samples)-1)]
}

// times prints the median, the 95th percentile and the worst of durations in
// milliseconds, and compares the median and the worst with bars, 0 for none.
func times(what string, samples []float64, median, worst float64) figure {
	half, most, last := at(samples, 0.5), at(samples, 0.95), at(samples, 1)
	f := figure{what: what, measured: fmt.Sprintf("median %.1f ms, 95 %% %.1f, worst %.1f of %d", half, most, last, len(samples))}
	if median > 0 {
		f.bar = fmt.Sprintf("median %.0f ms", median)
		f.over = half >= median
	}
	if worst > 0 {
		f.bar += fmt.Sprintf(", worst %.0f", worst)
		f.over = f.over || last >= worst
	}
	return f
}
