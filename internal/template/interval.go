package template

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// interval is a range of numbers, with its ends.
type interval struct{ low, high int64 }

func (r interval) has(n int64) bool { return r.low <= n && n <= r.high }

// intervals are the ranges of the numbers that a constraint accepts, in order and as few as
// possible.
func intervals(c *model.Constraint) []interval {
	if c == nil {
		return []interval{{math.MinInt64, math.MaxInt64}}
	}
	var all []interval
	for _, r := range c.AnyOf {
		if next, ok := intervalOf(r); ok {
			all = append(all, next)
		}
	}
	slices.SortFunc(all, func(a, b interval) int { return cmp.Compare(a.low, b.low) })
	var united []interval
	for _, r := range all {
		if last := len(united) - 1; last >= 0 && (united[last].high == math.MaxInt64 || r.low <= united[last].high+1) {
			united[last].high = max(united[last].high, r.high)
			continue
		}
		united = append(united, r)
	}
	return united
}

// intervalOf is the range of a rule. It reports false for null, which is no number.
func intervalOf(r *model.Rule) (interval, bool) {
	all := interval{math.MinInt64, math.MaxInt64}
	if r.Min != nil {
		all.low = *r.Min
	}
	if r.Max != nil {
		all.high = *r.Max
	}
	if r.Equals == nil {
		return all, true
	}
	n, ok := r.Equals.Value.(int64)
	return interval{n, n}, ok
}

func wordsFor(all []interval) string {
	words := make([]string, len(all))
	for i, r := range all {
		if words[i] = fmt.Sprintf("%d to %d", r.low, r.high); r.low == r.high {
			words[i] = fmt.Sprint(r.low)
		}
	}
	return strings.Join(words, ", ")
}
