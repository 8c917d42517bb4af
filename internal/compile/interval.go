package compile

import (
	"math"

	"github.com/base-k8s/base-k8s/internal/model"
)

// interval holds the whole numbers from min to max; nil where they have no bound.
type interval struct{ min, max *int64 }

// interval finds bounds of a number, from constants and the constraints of inputs.
func (c *compiler) interval(v *value) interval { return c.bounds(v.expr) }

func (c *compiler) bounds(e *model.Expr) interval {
	switch e.Op {
	case model.OpLiteral:
		if n, ok := e.Value.Value.(int64); ok {
			return interval{&n, &n}
		}
	case model.OpInput, model.OpGet:
		return boundsOf(c.inputTypeOf(e))
	case model.OpLocal:
		if local := c.localNamed(e.Name); local != nil {
			return c.bounds(local)
		}
	case model.OpAdd:
		return c.bounds(e.Args[0]).plus(c.bounds(e.Args[1]))
	case model.OpSub:
		return c.bounds(e.Args[0]).minus(c.bounds(e.Args[1]))
	case model.OpCall:
		if e.Name == "length" {
			items := boundsOf(c.inputTypeOf(e.Args[0]))
			return interval{new(int64), items.max}
		}
	}
	return interval{}
}

// inputTypeOf is the type of an input or of an attribute of one, nil for others.
func (c *compiler) inputTypeOf(e *model.Expr) *model.Type {
	var f *model.Field
	switch e.Op {
	case model.OpInput:
		f = c.inputType.Field(e.Name)
	case model.OpGet:
		f = c.inputTypeOf(e.Args[0]).Field(e.Name)
	}
	if f == nil {
		return nil
	}
	return f.Type
}

// boundsOf are the bounds that a constraint sets, those of a list or map for its length.
func boundsOf(t *model.Type) interval {
	if t == nil || t.Constraint == nil {
		return interval{}
	}
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for _, rule := range t.Constraint.AnyOf {
		r := interval{rule.Min, rule.Max}
		if rule.Equals != nil {
			n, ok := rule.Equals.Value.(int64)
			if !ok {
				return interval{}
			}
			r = interval{&n, &n}
		}
		if r.max == nil {
			return interval{}
		}
		if r.min == nil {
			r.min = new(int64)
			*r.min = math.MinInt64
		}
		low, high = min(low, *r.min), max(high, *r.max)
	}
	return interval{&low, &high}
}

func (i interval) plus(j interval) interval {
	return interval{bounded(i.min, j.min, 1), bounded(i.max, j.max, 1)}
}

func (i interval) minus(j interval) interval {
	return interval{bounded(i.min, j.max, -1), bounded(i.max, j.min, -1)}
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
