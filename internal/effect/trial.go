package effect

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// mostTried is the number of changed places in an input that are tried one by one. Of an
// input with more of them, whole inputs are tried.
const mostTried = 64

// trial is what the contract gives when one changed place of the input is treated alone.
type trial struct {
	cause Cause
	// reverted is the new input with the old value there, applied the old input with the
	// new one; nil when the contract refuses it.
	reverted, applied *model.Result
}

func (c *Comparer) trials(before, after *model.Result) []trial {
	places := changed(nil, before.Input, after.Input, true)
	if len(places) > mostTried {
		places = changed(nil, before.Input, after.Input, false)
	}
	trials := make([]trial, len(places))
	for i, place := range places {
		old, new := get(before.Input, place), get(after.Input, place)
		trials[i].cause = c.cause(place, old, new)
		trials[i].reverted, _ = c.new.model.Evaluate(after.Input.WithAt(place, old))
		trials[i].applied, _ = c.old.model.Evaluate(before.Input.WithAt(place, new))
	}
	return trials
}

// cause is an input that differs. Where both values are the defaults of their contracts, the
// cause is the default.
func (c *Comparer) cause(place []string, old, new *model.Literal) Cause {
	cause := Cause{Input: pathTo(place)}
	x, y := model.FieldAt(c.old.model.Inputs, place), model.FieldAt(c.new.model.Inputs, place)
	if x != nil && y != nil && x != y && isDefault(x, old) && isDefault(y, new) {
		cause.Default, cause.Position = true, known(y.Pos)
	}
	return cause
}

func isDefault(f *model.Field, v *model.Literal) bool {
	return v != nil && f.Default != nil && model.Equal(f.Default.Value, v.Value)
}

func pathTo(place []string) (path model.Path) {
	for _, key := range place {
		path = path.Key(key)
	}
	return path
}

// newDefault is an input, or an attribute of one, that has a default in the new contract
// and none in the old one.
type newDefault struct {
	*flow
	path  model.Path
	field *model.Field
}

// newDefaults are all of them, with where they go in the new contract.
func (c *Comparer) newDefaults() (all []newDefault) {
	var add func(fields []*model.Field, outer []string)
	add = func(fields []*model.Field, outer []string) {
		for _, f := range fields {
			place := append(slices.Clone(outer), f.Name)
			if f.Type.Kind == model.Record {
				add(f.Type.Fields, place)
			}
			old := model.FieldAt(c.old.model.Inputs, place)
			if f.Default != nil && (old == nil || old.Default == nil) {
				flow := newFlow(c.new.model, c.new.locals, func(e *model.Expr) bool { return isInput(e, place) })
				all = append(all, newDefault{flow, pathTo(place), f})
			}
		}
	}
	add(c.new.model.Inputs, nil)
	return all
}

// isInput reports whether e is the input, or the attribute of one, that keys lead to.
func isInput(e *model.Expr, place []string) bool {
	last := len(place) - 1
	switch {
	case e.IsInput():
		return last == 0 && e.Name == place[0]
	case e.Op == model.OpGet, e.Op == model.OpHas:
		return last > 0 && e.Name == place[last] && isInput(e.Args[0], place[:last])
	}
	return false
}

// changed are the places where two inputs differ, as keys: inside objects and maps when
// deep, a list being one place.
func changed(at []string, old, new model.Object, deep bool) (places [][]string) {
	keys := map[string]bool{}
	for _, o := range []model.Object{new, old} {
		for _, m := range o {
			if keys[m.Key] {
				continue
			}
			keys[m.Key] = true
			place := append(slices.Clone(at), m.Key)
			x, hadIt := old.Get(m.Key)
			y, hasIt := new.Get(m.Key)
			a, isObject := x.(model.Object)
			b, isStill := y.(model.Object)
			switch {
			case deep && isObject && isStill:
				places = append(places, changed(place, a, b, deep)...)
			case hadIt != hasIt || !model.Equal(x, y):
				places = append(places, place)
			}
		}
	}
	return places
}

func get(o model.Object, place []string) *model.Literal {
	steps := make([]step, len(place))
	for i, key := range place {
		steps[i] = step{key: key}
	}
	return find(o, steps)
}
