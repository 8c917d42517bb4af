package preview

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// choices appends, for each value that a field offers, why the contract would refuse it in
// the current input. Values that it accepts are left out, and so are all for an input that
// is too long to be evaluated again and again.
func (a *answerer) choices(evaluated bool) {
	a.member(Choices)
	a.out = append(a.out, '[')
	begun := false
	if input, ok := a.input.(model.Object); ok && evaluated {
		whole := func(o model.Object) model.Object { return o }
		each(a.model.Inputs, "", input, whole, func(path model.Path, f *model.Field, with func(model.Value) model.Object) {
			for _, c := range a.against(offered(f), with) {
				if begun {
					a.out = append(a.out, ',')
				}
				begun = true
				a.out = append(a.out, `{"path":`...)
				a.text(string(path))
				a.out = append(a.out, `,"value":`...)
				a.out = model.AppendJSON(a.out, c.value)
				a.out = append(a.out, `,"diagnostics":`...)
				a.list(c.diagnostics)
				a.out = append(a.out, '}')
			}
		})
	}
	a.out = append(a.out, ']')
}

// choice is a value that a field offers, and why the contract refuses it.
type choice struct {
	value       model.Value
	diagnostics model.Diagnostics
}

// against returns the values that the contract refuses. A refusal that every value has is
// about something else, and is left out.
func (a *answerer) against(values []model.Value, with func(model.Value) model.Object) (refused []choice) {
	if len(values) < 2 {
		return nil
	}
	said := map[string]int{} // for how many values, by summary
	for _, v := range values {
		c := choice{v, a.model.Refusals(with(v))}
		refused = append(refused, c)
		for i, d := range c.diagnostics {
			if !says(c.diagnostics[:i], d.Summary) {
				said[d.Summary]++
			}
		}
	}
	for i := range refused {
		c := &refused[i]
		c.diagnostics = slices.DeleteFunc(c.diagnostics, func(d model.Diagnostic) bool { return said[d.Summary] == len(values) })
	}
	return slices.DeleteFunc(refused, func(c choice) bool { return len(c.diagnostics) == 0 })
}

func says(diagnostics model.Diagnostics, summary string) bool {
	return slices.ContainsFunc(diagnostics, func(d model.Diagnostic) bool { return d.Summary == summary })
}

// offered are the values that a field has, when they can be counted.
func offered(f *model.Field) (values []model.Value) {
	if f.Type.Kind == model.Bool {
		values = []model.Value{false, true}
	} else if c := f.Type.Constraint; c != nil {
		for _, rule := range c.AnyOf {
			if rule.Equals == nil {
				return nil
			}
			values = append(values, rule.Equals.Value)
		}
	}
	if f.Type.Nullable && len(values) > 0 {
		values = append(values, nil)
	}
	return values
}

// around returns the input with another object in the place of the current one.
type around func(model.Object) model.Object

// each calls yield with every field of an object and of the objects in it, and with a
// function that returns the input with another value for the field.
func each(fields []*model.Field, path model.Path, object model.Object, in around,
	yield func(model.Path, *model.Field, func(model.Value) model.Object)) {
	for _, f := range fields {
		with := func(v model.Value) model.Object { return in(object.With(f.Name, v)) }
		yield(path.Key(f.Name), f, with)
		if f.Type.Kind == model.Record {
			inner, _ := object.Get(f.Name)
			members, _ := inner.(model.Object) // none, when the value is of another kind
			each(f.Type.Fields, path.Key(f.Name), members, func(o model.Object) model.Object { return with(o) }, yield)
		}
	}
}
