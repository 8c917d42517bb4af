package compile

import (
	"math"

	"github.com/base-k8s/base-k8s/internal/model"
)

// bounds finds bounds of a number, or of the length of a list or a map, from constants
// and the constraints of inputs.
func (c *compiler) bounds(e *model.Expr) model.Interval {
	switch e.Op {
	case model.OpLiteral:
		if n, ok := e.Value.Value.(int64); ok {
			return model.Interval{Min: &n, Max: &n}
		}
	case model.OpInput, model.OpGet:
		return boundsOf(c.inputTypeOf(e))
	case model.OpLocal:
		if local := c.localNamed(e.Name); local != nil {
			return c.bounds(local)
		}
	case model.OpAdd:
		return c.bounds(e.Args[0]).Plus(c.bounds(e.Args[1]))
	case model.OpSub:
		return c.bounds(e.Args[0]).Minus(c.bounds(e.Args[1]))
	case model.OpCall:
		if f := model.LookupFunction(e.Name); f != nil {
			return f.Bounds(func(i int) model.Interval { return c.bounds(e.Args[i]) })
		}
	case model.OpMul, model.OpIf, model.OpIndex, model.OpVar: // have bounds that nothing has needed yet
	case model.OpHas, model.OpGiven, model.OpHasKey, model.OpText, model.OpNot, model.OpAnd, model.OpOr, model.OpEqual, model.OpNotEqual, model.OpLess,
		model.OpLessEq, model.OpMore, model.OpMoreEq, model.OpList, model.OpObject, model.OpObjRef, model.OpRecorded: // are no numbers
	}
	return model.Interval{}
}

// inputTypeOf is the type of an input or of an attribute of one, nil for others.
func (c *compiler) inputTypeOf(e *model.Expr) *model.Type {
	var f *model.Field
	switch {
	case e.Op == model.OpInput:
		f = c.inputType.Field(e.Name)
	case e.Op == model.OpGet:
		f = c.inputTypeOf(e.Args[0]).Field(e.Name)
	}
	if f == nil {
		return nil
	}
	return f.Type
}

// boundsOf are the bounds that a constraint sets, those of a list or map for its length.
func boundsOf(t *model.Type) model.Interval {
	if t == nil || t.Constraint == nil {
		return model.Interval{}
	}
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for _, rule := range t.Constraint.AnyOf {
		r := model.Interval{Min: rule.Min, Max: rule.Max}
		if rule.Equals != nil {
			n, ok := rule.Equals.Value.(int64)
			if !ok {
				return model.Interval{}
			}
			r = model.Interval{Min: &n, Max: &n}
		}
		if r.Max == nil {
			return model.Interval{}
		}
		if r.Min == nil {
			r.Min = new(int64)
			*r.Min = math.MinInt64
		}
		low, high = min(low, *r.Min), max(high, *r.Max)
	}
	return model.Interval{Min: &low, Max: &high}
}
