package compile

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

func isUnlimited(r *model.Rule) bool {
	return r.Equals == nil && r.Min == nil && r.Max == nil && len(r.Match)+len(r.NoMatch) == 0
}

// product is the list of alternatives that meet one of a and one of b. Nothing on
// one side, such as words, limits nothing.
func product(a, b []*model.Rule) []*model.Rule {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	var all []*model.Rule
	for _, r := range a {
		for _, s := range b {
			if !contradict(r, s) {
				all = append(all, bothRules(r, s))
			}
		}
	}
	if len(all) == 0 { // CUE itself refuses the contract
		return a
	}
	return all
}

// contradict reports whether rules want different constants.
func contradict(r, s *model.Rule) bool {
	return r.Equals != nil && s.Equals != nil && !model.Equal(r.Equals.Value, s.Equals.Value)
}

func bothRules(r, s *model.Rule) *model.Rule {
	both := *r
	if s.Equals != nil {
		both.Equals = s.Equals
	}
	if s.Min != nil && (both.Min == nil || *s.Min > *both.Min) {
		both.Min = s.Min
	}
	if s.Max != nil && (both.Max == nil || *s.Max < *both.Max) {
		both.Max = s.Max
	}
	both.Match = append(append([]string(nil), r.Match...), s.Match...)
	both.NoMatch = append(append([]string(nil), r.NoMatch...), s.NoMatch...)
	return &both
}

// describe puts rules into words, for constraints that have none of their own.
func (c *compiler) describe(kind model.Kind, rules []*model.Rule) string {
	parts := make([]string, len(rules))
	for i, r := range rules {
		parts[i] = c.describeRule(r)
		if kind == model.List && r.Equals == nil {
			parts[i] = "a list of " + parts[i]
		}
	}
	return "must be " + strings.Join(parts, " or ")
}

// in64Bits describes numbers of which one bound or both are those of 64 bits.
func in64Bits(low, high int64) string {
	words := "a whole number of 64 bits"
	if low != math.MinInt64 {
		words += " from " + strconv.FormatInt(low, 10)
	}
	if high != math.MaxInt64 {
		words += " up to " + strconv.FormatInt(high, 10)
	}
	return words
}

func (c *compiler) describeRule(r *model.Rule) string {
	if r.Equals != nil {
		return string(model.AppendJSON(nil, r.Equals.Value))
	}
	var parts []string
	switch {
	case r.Min != nil && r.Max != nil && (*r.Min == math.MinInt64 || *r.Max == math.MaxInt64):
		parts = append(parts, in64Bits(*r.Min, *r.Max))
	case r.Min != nil && r.Max != nil:
		parts = append(parts, fmt.Sprintf("from %d to %d", *r.Min, *r.Max))
	case r.Min != nil:
		parts = append(parts, "at least "+strconv.FormatInt(*r.Min, 10))
	case r.Max != nil:
		parts = append(parts, "at most "+strconv.FormatInt(*r.Max, 10))
	}
	for _, re := range r.Match {
		if words := c.describePattern(re); words != "" {
			parts = append(parts, words)
		}
	}
	for _, re := range r.NoMatch {
		if c.describePattern(re) != "" {
			parts = append(parts, "no match of "+re)
		}
	}
	return strings.Join(parts, " and ")
}
