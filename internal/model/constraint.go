package model

import (
	"math"
	"slices"
)

// Words say what a value of the type must be: the words of the constraint, which say more
// than the kind, or "must be " and the kind.
func (t *Type) Words() string {
	if t.Constraint != nil {
		return t.Constraint.Words
	}
	return "must be " + article(t.Kind)
}

// Constants are the values of a constraint that does no more than list them. It reports false for
// another one, nil included.
func (c *Constraint) Constants() (values []Value, ok bool) {
	if c == nil {
		return nil, false
	}
	for _, r := range c.AnyOf {
		if r.Equals == nil || len(r.Match)+len(r.NoMatch) > 0 {
			return nil, false
		}
		values = append(values, r.Equals.Value)
	}
	return values, true
}

// Accepts reports whether a value is of the type, and whether its constraint and those of what
// is inside accept it.
func (t *Type) Accepts(v Value) bool {
	a := acceptance{Collector: &Collector{}, sensitive: true}
	a.value(v, t, &place{name: "value", kind: Record})
	return a.Count() == 0
}

// LeftOut is the value of a field that an input leaves out, its default with those of the
// attributes inside it, and whether it has one.
func (f *Field) LeftOut() (Value, bool) {
	p := &program{defaults: map[*Field]Value{}}
	p.addDefaults([]*Field{f})
	v, ok := p.defaults[f]
	return v, ok
}

// Accepts reports whether the constraint accepts a value of its type.
func (c *Constraint) Accepts(v Value) bool {
	return slices.ContainsFunc(c.AnyOf, func(r *Rule) bool { return r.Accepts(v) })
}

// Accepts reports whether a value, of the type that the rule is about, meets all that it states.
func (r *Rule) Accepts(v Value) bool {
	if r.Equals != nil && !Equal(v, r.Equals.Value) {
		return false
	}
	if size, ok := sizeOf(v); ok && (r.Min != nil && size < *r.Min || r.Max != nil && size > *r.Max) {
		return false
	}
	s, _ := v.(string)
	matches := func(pattern string) bool {
		re, err := compileRegexp(pattern)
		return err == nil && re.MatchString(s)
	}
	return !slices.ContainsFunc(r.Match, func(p string) bool { return !matches(p) }) && !slices.ContainsFunc(r.NoMatch, matches)
}

// Is64Bit reports whether the constraint says no more than that a number has 64 bits: no value
// is refused for it that is a value of the model.
func (c *Constraint) Is64Bit() bool {
	return slices.ContainsFunc(c.AnyOf, func(r *Rule) bool {
		return r.Equals == nil && r.Min != nil && *r.Min == math.MinInt64 && r.Max != nil && *r.Max == math.MaxInt64
	})
}

// sizeOf is what Min and Max bound: a number, or the length of a list or map.
func sizeOf(v Value) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case []Value:
		return int64(len(v)), true
	case Object:
		return int64(len(v)), true
	}
	return 0, false
}
