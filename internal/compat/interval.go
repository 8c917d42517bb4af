package compat

import (
	"cmp"
	"math"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// interval has the whole numbers from low to high.
type interval struct{ low, high int64 }

// simplest is the number of the interval that is closest to 0.
func (i interval) simplest() int64 { return min(max(0, i.low), i.high) }

// intervals are the numbers, or the lengths, from least on that a constraint accepts, in order
// and apart from each other. Of a constant list or map the length is not among them: there are
// others as long.
func intervals(c *model.Constraint, least int64) []interval {
	if c == nil {
		return []interval{{least, math.MaxInt64}}
	}
	var all []interval
	for _, r := range c.AnyOf {
		i := interval{least, math.MaxInt64}
		if r.Min != nil {
			i.low = max(i.low, *r.Min)
		}
		if r.Max != nil {
			i.high = min(i.high, *r.Max)
		}
		if r.Equals != nil {
			n, ok := r.Equals.Value.(int64)
			if !ok {
				continue
			}
			i.low, i.high = max(i.low, n), min(i.high, n)
		}
		if i.low <= i.high {
			all = append(all, i)
		}
	}
	slices.SortFunc(all, func(a, b interval) int { return cmp.Compare(a.low, b.low) })
	var apart []interval
	for _, i := range all {
		if last := len(apart) - 1; last >= 0 && i.low <= apart[last].high {
			apart[last].high = max(apart[last].high, i.high)
			continue
		}
		apart = append(apart, i)
	}
	return apart
}

// without are the numbers of some intervals that are in none of others.
func without(some, others []interval) (rest []interval) {
	for _, i := range some {
		gone := false
		for _, o := range others {
			if o.high < i.low || o.low > i.high {
				continue
			}
			if o.low > i.low {
				rest = append(rest, interval{i.low, o.low - 1})
			}
			if o.high >= i.high {
				gone = true
				break
			}
			i.low = o.high + 1
		}
		if !gone {
			rest = append(rest, i)
		}
	}
	return rest
}
