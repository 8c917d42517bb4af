package main

import (
	"fmt"
	"slices"
)

// middle is the median.
func middle(samples []float64) float64 {
	return slices.Sorted(slices.Values(samples))[len(samples)/2]
}

// times prints the median, the 95th percentile and the worst of durations in
// milliseconds, and compares the median and the worst with bars, 0 for none.
func times(what string, samples []float64, median, worst float64) figure {
	slices.Sort(samples)
	at := func(share float64) float64 { return samples[min(int(share*float64(len(samples))), len(samples)-1)] }
	middle, last := at(0.5), at(1)
	f := figure{what: what, measured: fmt.Sprintf("median %.1f ms, 95 %% %.1f, worst %.1f of %d", middle, at(0.95), last, len(samples))}
	if median > 0 {
		f.bar = fmt.Sprintf("median %.0f ms", median)
		f.over = middle >= median
	}
	if worst > 0 {
		f.bar += fmt.Sprintf(", worst %.0f", worst)
		f.over = f.over || last >= worst
	}
	return f
}
