package influence

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Fact is something that is assumed about a field.
type Fact struct {
	Field *model.Field
	is    *model.Literal // the value, if it is one
	not   []model.Value  // values that it does not have
}

// Is assumes that a field has a value.
func Is(f *model.Field, v model.Value) *Fact { return &Fact{Field: f, is: &model.Literal{Value: v}} }

// IsNot assumes that a field has none of some values. Null stands for a field that is absent,
// too. Where that leaves one value, it is that one.
func IsNot(f *model.Field, values ...model.Value) *Fact {
	left := slices.DeleteFunc(Enumerated(f), func(v model.Value) bool { return contains(values, v) })
	if len(left) == 1 {
		return Is(f, left[0])
	}
	return &Fact{Field: f, not: values}
}

// Given assumes that a field has a value that is not null and not empty, or is true. It is nil
// for a field that always is, as a number or an object.
func Given(f *model.Field) *Fact {
	switch {
	case f.Type.Kind == model.Bool && !f.Optional && !f.Type.Nullable:
		return Is(f, true)
	case empties(f) == nil:
		return nil
	}
	return IsNot(f, empties(f)...)
}

// Missing assumes the opposite. It is nil also for a field that can be missing in several ways.
func Missing(f *model.Field) *Fact {
	if v := empties(f); len(v) == 1 {
		return Is(f, v[0])
	}
	return nil
}

// Holds reports whether an input, with its defaults, is as assumed. The path has the names that
// lead to the field.
func (f *Fact) Holds(input model.Object, path []string) bool {
	var v model.Value = input
	for _, name := range path {
		object, _ := v.(model.Object)
		v, _ = object.Get(name)
	}
	if f.is != nil {
		return model.Equal(v, f.is.Value)
	}
	return !contains(f.not, v)
}

// empties are the values with which a field is not given.
func empties(f *model.Field) (values []model.Value) {
	switch f.Type.Kind {
	case model.Bool:
		values = append(values, false)
	case model.String:
		values = append(values, "")
	case model.List:
		values = append(values, []model.Value{})
	case model.Map:
		values = append(values, model.Object{})
	case model.Number, model.Record, model.Null: // have none
	}
	values = slices.DeleteFunc(values, func(v model.Value) bool { return !f.Type.Accepts(v) })
	if f.Optional || f.Type.Nullable {
		values = append(values, nil)
	}
	return values
}

// Enumerated are the values of a field that has few: true and false, or constants that its
// constraint lists.
func Enumerated(f *model.Field) (values []model.Value) {
	switch {
	case f.Optional || f.Type.Nullable:
		return nil
	case f.Type.Constraint == nil && f.Type.Kind == model.Bool:
		return []model.Value{true, false}
	}
	constants, _ := f.Type.Constraint.Constants()
	for _, v := range constants {
		if !contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// FieldPath is the path of a field as a person writes it, with [*] for elements.
func (a *Analysis) FieldPath(f *model.Field) string {
	if parent := a.parents[f]; parent != nil {
		path := a.FieldPath(parent)
		for t := parent.Type; t.Elem != nil; t = t.Elem {
			path += "[*]"
		}
		return path + "." + f.Name
	}
	return f.Name
}

func contains(values []model.Value, v model.Value) bool {
	return slices.ContainsFunc(values, func(other model.Value) bool { return model.Equal(other, v) })
}
