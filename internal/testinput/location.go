package testinput

import (
	"iter"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// location is a place in inputs that can be given a value: an input, an attribute, the
// first element of a list or one element of a map.
type location struct {
	number int         // in the order of declaration
	root   *model.Type // the object of all inputs
	steps  []string    // names and keys that lead to it; of a list's element "0"
	typ    *model.Type
}

// allLocations lists the locations inside a value, in the order of declaration, outer ones
// first.
func allLocations(m *model.Model) (locations []*location) {
	root := &model.Type{Kind: model.Record, Fields: m.Inputs}
	var walk func(s *location)
	inside := func(s *location, step string, typ *model.Type) {
		inner := &location{len(locations), root, append(slices.Clone(s.steps), step), typ}
		locations = append(locations, inner)
		walk(inner)
	}
	walk = func(s *location) {
		switch s.typ.Kind {
		case model.Record:
			for _, f := range s.typ.Fields {
				inside(s, f.Name, f.Type)
			}
		case model.List:
			inside(s, "0", s.typ.Elem)
		case model.Map:
			inside(s, exampleKey, s.typ.Elem)
		case model.String, model.Number, model.Bool, model.Null: // have nothing inside
		}
	}
	walk(&location{root: root, typ: root})
	return locations
}

// path is the location as users write it.
func (s *location) path() (path model.Path) {
	for step, holder := range s.walk() {
		if holder.Kind == model.List {
			path = path.Index(0)
		} else {
			path = path.Key(step)
		}
	}
	return path
}

// name is what example values for the location are called after: the innermost field.
func (s *location) name() (name string) {
	for step, holder := range s.walk() {
		if holder.Kind == model.Record {
			name = strings.ReplaceAll(step, "_", "-")
		}
	}
	return name
}

// walk goes through the steps, each with the type of what it is in.
func (s *location) walk() iter.Seq2[string, *model.Type] {
	return func(yield func(string, *model.Type) bool) {
		holder := s.root
		for _, step := range s.steps {
			if !yield(step, holder) {
				return
			}
			if holder.Kind == model.Record {
				holder = holder.Field(step).Type
			} else {
				holder = holder.Elem
			}
		}
	}
}

// beneath reports whether the location is at, or inside, where names lead.
func (s *location) beneath(names []string) bool {
	return len(s.steps) >= len(names) && slices.Equal(s.steps[:len(names)], names)
}

// overlaps reports whether one location is inside the other, or is it.
func (s *location) overlaps(other *location) bool {
	return s.beneath(other.steps) || other.beneath(s.steps)
}

// get is the value at the location, and whether input gives it one.
func (s *location) get(input model.Value) (model.Value, bool) {
	for _, step := range s.steps {
		switch holder := input.(type) {
		case model.Object:
			v, ok := holder.Get(step)
			if !ok {
				return nil, false
			}
			input = v
		case []model.Value:
			if len(holder) == 0 {
				return nil, false
			}
			input = holder[0]
		default:
			return nil, false
		}
	}
	return input, true
}

// put is input with v at the location. What must be around the value and is not there yet
// is made as small as possible.
func (f *finder) put(input model.Object, s *location, v model.Value) model.Object {
	return f.within(input, s.root, s.steps, v).(model.Object)
}

func (f *finder) within(holder model.Value, t *model.Type, steps []string, v model.Value) model.Value {
	if len(steps) == 0 {
		return v
	}
	step, rest := steps[0], steps[1:]
	if t.Kind == model.List {
		list, _ := holder.([]model.Value)
		if list = slices.Clone(list); len(list) == 0 {
			list = append(list, nil)
		}
		list[0] = f.within(list[0], t.Elem, rest, v)
		return list
	}
	object, given := holder.(model.Object)
	if t.Kind == model.Map {
		inner, _ := object.Get(step)
		return object.With(step, f.within(inner, t.Elem, rest, v))
	}
	if !given {
		object, _ = f.simplest(t, exampleKey).(model.Object)
	}
	field := t.Field(step)
	inner, ok := object.Get(step)
	if !ok && field.Default != nil {
		inner = trimmed(field.Default.Value, field.Type)
	}
	return object.With(step, f.within(inner, field.Type, rest, v))
}

// trimmed is an object without the members that are as their attributes' defaults.
func trimmed(v model.Value, t *model.Type) model.Value {
	object, ok := v.(model.Object)
	if !ok || t.Kind != model.Record {
		return v
	}
	return slices.DeleteFunc(slices.Clone(object), func(m model.Member) bool {
		f := t.Field(m.Key)
		return f != nil && f.Default != nil && model.Equal(m.Value, f.Default.Value)
	})
}
