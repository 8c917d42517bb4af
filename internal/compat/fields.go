package compat

import (
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// fields compares the inputs, or the attributes of an object at a place.
func (c *comparison) fields(old, new []*model.Field, place []string) {
	for _, o := range old {
		at := append(slices.Clip(place), o.Name)
		if n := model.FindField(new, o.Name); n != nil {
			c.field(o, n, at)
		} else {
			c.removed(o, at)
		}
	}
	for _, n := range new {
		if model.FindField(old, n.Name) == nil {
			c.added(n, place, old)
		}
	}
}

func (c *comparison) removed(o *model.Field, at []string) {
	change := Change{Kind: Removed, Path: pathOf(at), Summary: "the new contract does not have it", Position: o.Pos}
	if !c.anyShows(change, at, c.oldSolver.Values(at)) {
		c.undecided(&Undecided{change.Path, "", "it is removed, and no input was found that the old contract accepts with it", o.Pos})
	}
}

// anyShows reports a change that breaks callers, if one of the values at a place shows it.
func (c *comparison) anyShows(change Change, at []string, values []model.Value) bool {
	for _, v := range values {
		if input, path, ok := c.oldSolver.With(at, v); ok && c.show(change, input, path) {
			return true
		}
	}
	return false
}

// aroundShows reports an attribute that is required, if an object without it at a place, or one in
// which another attribute is given, shows it.
func (c *comparison) aroundShows(change Change, place []string, others []*model.Field, at model.Path) bool {
	places := [][]string{place}
	for _, o := range others {
		places = append(places, append(slices.Clip(place), o.Name))
	}
	for _, place := range places {
		for _, v := range c.oldSolver.Values(place) {
			if input, _, ok := c.oldSolver.With(place, v); ok && c.show(change, input, at) {
				return true
			}
		}
	}
	return false
}

// added reports a field that only the new contract has.
func (c *comparison) added(n *model.Field, place []string, old []*model.Field) {
	at := append(slices.Clip(place), n.Name)
	change := Change{Kind: Added, Path: pathOf(at), Step: Minor, Summary: leftOut(n), Position: n.Pos}
	if !n.Required() {
		c.changed(&change)
		return
	}
	if len(place) == 0 && c.show(change, c.oldSolver.Base(), model.Path("").Key(n.Name)) {
		return
	}
	if around := c.oldSolver.Path(place).Key(n.Name); c.aroundShows(change, place, old, around) {
		return
	}
	c.undecided(&Undecided{change.Path, "", "it is new and required, and no input was found that the old contract accepts around it", n.Pos})
}

// leftOut says what becomes of a field that is left out.
func leftOut(f *model.Field) string {
	if f.Required() {
		return "required"
	}
	return value(f) + " when it is left out"
}

// value is what a field is that is left out, and may be.
func value(f *model.Field) string {
	if f.Default == nil {
		return "absent"
	}
	return encode(f.Default.Value)
}

func (c *comparison) field(o, n *model.Field, at []string) {
	change := Change{Path: pathOf(at), Position: n.Pos}
	switch {
	case o.Required() && !n.Required():
		change.Kind, change.Step, change.Summary = NotRequired, Minor, leftOut(n)
		c.changed(&change)
	case !o.Required() && n.Required():
		c.required(o, n, at)
	case !o.Required() && !sameDefault(o, n):
		change.Kind, change.Step = Default, Minor
		change.Summary = fmt.Sprintf("left out, it was %s and is %s", value(o), value(n))
		change.Input, _, _ = c.oldSolver.Without(at)
		c.changed(&change)
	}
	if o.Sensitive != n.Sensitive {
		marked := Change{Kind: SensitiveNow, Path: pathOf(at), Step: Minor, Summary: "no longer shown in plans and outputs", Position: n.Pos}
		if o.Sensitive {
			marked.Kind, marked.Summary = NotSensitive, "shown in plans and outputs from now on"
		}
		c.changed(&marked)
	}
	c.types(o.Type, n.Type, n.Pos, at)
}

func (c *comparison) required(o, n *model.Field, at []string) {
	change := Change{Kind: RequiredNow, Path: pathOf(at), Summary: "it was " + leftOut(o), Position: n.Pos}
	if input, path, ok := c.oldSolver.Without(at); ok && c.show(change, input, path) {
		return
	}
	c.undecided(&Undecided{change.Path, "", "it is required now, and no input was found that the old contract accepts without it", n.Pos})
}

// sameDefault reports whether two fields that may be left out are the same then. What the
// attributes of an object have by default is compared there.
func sameDefault(o, n *model.Field) bool {
	if o.Default == nil || n.Default == nil {
		return o.Default == nil && n.Default == nil
	}
	return encode(trimmed(o.Default.Value, o.Type)) == encode(trimmed(n.Default.Value, n.Type))
}

// trimmed is a value without the attributes that equal their defaults.
func trimmed(v model.Value, t *model.Type) model.Value {
	switch v := v.(type) {
	case []model.Value:
		list := make([]model.Value, len(v))
		for i := range v {
			list[i] = trimmed(v[i], t.Elem)
		}
		return list
	case model.Object:
		rest := model.Object{}
		for _, m := range v {
			inner := t.Elem
			if t.Kind == model.Record {
				f := t.Field(m.Key)
				if f.Default != nil && encode(trimmed(m.Value, f.Type)) == encode(trimmed(f.Default.Value, f.Type)) {
					continue
				}
				inner = f.Type
			}
			rest = append(rest, model.Member{Key: m.Key, Value: trimmed(m.Value, inner)})
		}
		return rest
	}
	return v
}
