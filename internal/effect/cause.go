package effect

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Cause is what makes a field differ.
type Cause struct {
	// Input is the place in the input that was changed.
	Input model.Path `json:"input"`
	// Position is where the user's file has it, when that is known.
	Position *model.Position `json:"position,omitempty"`
}

// Locate gives the causes their positions.
func (c *Change) Locate(position func(model.Path) model.Position) {
	located := func(causes []Cause) {
		for i := range causes {
			p := position(causes[i].Input)
			causes[i].Position = &p
		}
	}
	for _, o := range c.Objects {
		located(o.Because)
		for _, f := range o.Fields {
			located(f.Because)
		}
	}
}

// mostTried is the number of changed places in an input that are tried one by one. Of an
// input with more of them, whole inputs are tried.
const mostTried = 64

// trial is what the contract gives when one changed place of the input is treated alone.
type trial struct {
	path model.Path
	// reverted is the new input with the old value there, applied the old input with the
	// new one; nil when the contract refuses it.
	reverted, applied *model.Result
}

// Explain adds to what Compare has found of two evaluations where the contract has it, and
// what causes it. An input causes a difference when the difference is another one as soon
// as only this input is as it was, or when it alone makes a difference there. Where none
// does, as when two of them would each do, all count. The contracts are evaluated for each
// input that was changed.
func (c *Comparer) Explain(all *Change, before, after *model.Result) {
	if len(all.Objects) == 0 {
		return
	}
	trials := c.trials(before, after)
	for _, o := range all.Objects {
		o.Contract = c.place(o, nil)
		if o.Created || o.Deleted {
			o.Because = causes(trials, before, after, o.Name, nil)
			continue
		}
		for _, f := range o.Fields {
			f.Contract = c.place(o, f.steps)
			f.Because = causes(trials, before, after, o.Name, f.steps)
			for _, cause := range f.Because {
				if !slices.Contains(o.Because, cause) {
					o.Because = append(o.Because, cause)
				}
			}
		}
	}
}

// place is where the new contract has a part of an object, or the old one when the object
// is gone.
func (c *Comparer) place(o *Object, steps []step) model.Position {
	if o.Deleted {
		return c.old.place(o.Name, steps)
	}
	return c.new.place(o.Name, steps)
}

func (c *Comparer) trials(before, after *model.Result) []trial {
	places := changed(nil, before.Input, after.Input, true)
	if len(places) > mostTried {
		places = changed(nil, before.Input, after.Input, false)
	}
	trials := make([]trial, len(places))
	for i, place := range places {
		var path model.Path
		for _, key := range place {
			path = path.Key(key)
		}
		old, new := get(before.Input, place), get(after.Input, place)
		trials[i].path = path
		trials[i].reverted, _ = c.new.model.Evaluate(set(after.Input, place, old))
		trials[i].applied, _ = c.old.model.Evaluate(set(before.Input, place, new))
	}
	return trials
}

// causes are those of a difference at a place in an object, or in whether it exists.
func causes(trials []trial, before, after *model.Result, object string, steps []step) []Cause {
	value := func(r *model.Result) *model.Literal {
		o := body(r, object)
		if o == nil {
			return nil
		}
		return find(o, steps)
	}
	differs := func(a, b *model.Literal) bool {
		if a == nil || b == nil || steps == nil {
			return (a == nil) != (b == nil)
		}
		return !equal(a.Value, b.Value)
	}
	old, new := value(before), value(after)
	var found, possible []Cause
	for _, t := range trials {
		possible = append(possible, Cause{Input: t.path})
		if t.reverted != nil && differs(value(t.reverted), new) || t.applied != nil && differs(value(t.applied), old) {
			found = append(found, Cause{Input: t.path})
		}
	}
	if found == nil {
		return possible
	}
	return found
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
			case hadIt != hasIt || !equal(x, y):
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

// set is a copy of an object with another value at a place, or without one there.
func set(o model.Object, place []string, value *model.Literal) model.Object {
	copied := make(model.Object, 0, len(o)+1)
	for _, m := range o {
		if m.Key != place[0] {
			copied = append(copied, m)
		}
	}
	switch inner, _ := o.Get(place[0]); {
	case len(place) > 1:
		object, _ := inner.(model.Object)
		copied = append(copied, model.Member{Key: place[0], Value: set(object, place[1:], value)})
	case value != nil:
		copied = append(copied, model.Member{Key: place[0], Value: value.Value})
	}
	slices.SortFunc(copied, func(a, b model.Member) int {
		if a.Key < b.Key {
			return -1
		}
		return 1
	})
	return copied
}
