package model

import (
	"encoding/json"
	"slices"
	"strings"
)

// acceptance gives one input its defaults and notes what is wrong with it.
type acceptance struct {
	*Collector
	defaults  map[*Field]Value
	sensitive bool // whether the value at hand must not be shown
	observer  *Observer
}

// Accept checks input against the types and constraints of the model's inputs, and
// returns it with its defaults. Null stands for an optional field that is absent.
// The checks between inputs are [Model.Evaluate]'s.
func (m *Model) Accept(input Value) (Object, Diagnostics) {
	p, err := m.program()
	if err != nil {
		return nil, Diagnostics{{Severity: Error, Summary: err.Error()}}
	}
	var errors Collector
	accepted, _ := p.accept(m, input, &errors)
	return accepted, errors.Diagnostics()
}

// accept also returns the names of the inputs that were refused.
func (p *program) accept(m *Model, input Value, errors *Collector) (Object, map[string]bool) {
	object, ok := input.(Object)
	if !ok {
		errors.Add(func() Diagnostic {
			return Diagnostic{Severity: Error, Summary: "the input must be an object with the inputs as its keys, not " + article(KindOf(input))}
		})
		return nil, nil
	}
	refused := map[string]bool{}
	accepted := make(Object, 0, len(m.Inputs))
	for _, field := range m.Inputs {
		before := errors.Count()
		a := acceptance{Collector: errors, defaults: p.defaults, sensitive: field.Sensitive, observer: p.observer}
		accepted = a.field(accepted, object, field, nil)
		if errors.Count() > before {
			refused[field.Name] = true
		}
	}
	accepted.Sort()
	a := acceptance{Collector: errors, sensitive: true}
	a.unknown(m.withoutFixed(object, errors), m.Inputs, nil)
	return accepted, refused
}

// withoutFixed leaves out of an input the values that are fixed, and refuses others in their place.
func (m *Model) withoutFixed(input Object, errors *Collector) (rest Object) {
	for _, member := range input {
		f := m.FixedInput(member.Key)
		if f == nil {
			rest = append(rest, member)
			continue
		}
		if !Equal(member.Value, f.Value.Value) {
			a := acceptance{Collector: errors}
			a.refuseValue(&place{name: f.Name, kind: Record}, member.Value, "is "+string(AppendJSON(nil, f.Value.Value))+" in this contract: leave it out")
		}
	}
	return rest
}

// refuse says what is wrong at a place, after the name of the place.
func (a *acceptance) refuse(at *place, words func() string) {
	a.Add(func() Diagnostic {
		return Diagnostic{Severity: Error, Path: at.path(), Summary: at.String() + words()}
	})
}

// refuseValue says what a value must be, and shows the value where it may be shown.
func (a *acceptance) refuseValue(at *place, v Value, words string) {
	a.refuse(at, func() string {
		if a.sensitive {
			return ": " + words
		}
		return " = " + string(AppendJSON(nil, v)) + ": " + words
	})
}

// field appends the value of one field of object, if it has one, to accepted.
func (a *acceptance) field(accepted, object Object, f *Field, up *place) Object {
	v, _ := object.Get(f.Name)
	given := object.gives(f.Name)
	if given && v == nil && !f.Type.Nullable && !f.Required() {
		given = false
	}
	switch {
	case given && !(f.Parts && isPart(v, f.Default.Value, f.Type)):
		return append(accepted, Member{Key: f.Name, Value: a.value(v, f.Type, &place{up: up, name: f.Name, kind: Record})})
	case f.Default != nil:
		return append(accepted, Member{Key: f.Name, Value: a.defaults[f], Default: true})
	case !f.Optional:
		at := &place{up: up, name: f.Name, kind: Record}
		a.refuse(at, func() string { return " is required" })
	}
	return accepted
}

// unknown refuses the keys that no field is named after. The printed module says the same
// sentence about the attributes of an object.
func (a *acceptance) unknown(object Object, fields []*Field, up *place) {
	for _, member := range object {
		if FindField(fields, member.Key) != nil {
			continue
		}
		at := &place{up: up, name: member.Key, kind: Record}
		a.Add(func() Diagnostic {
			summary, advice := at.String()+" is not an input", "remove it"
			if up != nil {
				summary = up.String() + " has no attribute " + Quote(member.Key)
			}
			if hint := nearest(member.Key, fields); hint != "" {
				advice = "did you mean " + hint
			}
			return Diagnostic{Severity: Error, Path: at.path(), Summary: summary + ": " + advice}
		})
	}
}

// value checks v and returns it with the defaults of what is inside it.
func (a *acceptance) value(v Value, t *Type, at *place) Value {
	if v == nil {
		if !t.Nullable {
			a.refuseValue(at, v, t.Words())
		}
		return nil
	}
	if _, fraction := v.(json.Number); fraction || !hasKind(v, t.Kind) {
		a.refuseValue(at, v, t.Words())
		return v
	}
	before := a.Count()
	switch v := v.(type) {
	case string:
		if !isComposed(v) {
			a.refuseValue(at, v, notComposed)
			return v
		}
	case []Value:
		return a.constrained(a.list(v, t, at), t, at, before)
	case Object:
		if t.Kind == Map {
			return a.constrained(a.mapping(v, t, at), t, at, before)
		}
		return a.object(v, t, at)
	}
	return a.constrained(v, t, at, before)
}

func hasKind(v Value, kind Kind) bool {
	got := KindOf(v)
	return got == kind || got == Record && kind == Map
}

func (a *acceptance) list(list []Value, t *Type, at *place) []Value {
	accepted := make([]Value, len(list))
	for i, elem := range list {
		accepted[i] = a.value(elem, t.Elem, &place{up: at, index: i, kind: List})
	}
	return accepted
}

func (a *acceptance) mapping(object Object, t *Type, at *place) Object {
	accepted := make(Object, len(object))
	for i, member := range object {
		key := &place{up: at, name: member.Key, kind: Map}
		if !isComposed(member.Key) {
			a.refuse(key, func() string { return ": the key " + notComposed })
		}
		accepted[i] = Member{Key: member.Key, Value: a.value(member.Value, t.Elem, key)}
	}
	return accepted
}

func (a *acceptance) object(object Object, t *Type, at *place) Object {
	accepted := make(Object, 0, len(t.Fields))
	for _, f := range t.Fields {
		accepted = a.field(accepted, object, f, at)
	}
	a.unknown(object, t.Fields, at)
	accepted.Sort()
	return accepted
}

// constrained applies the type's constraint, unless something inside v has been
// refused already.
func (a *acceptance) constrained(v Value, t *Type, at *place, before int) Value {
	c := t.Constraint
	if c == nil || a.Count() > before {
		return v
	}
	holds := c.Accepts(v)
	if !holds {
		a.refuseValue(at, v, c.Words)
	}
	if a.observer != nil {
		a.observer.Constraint(c, holds)
	}
	return v
}

// articles name the kinds in a sentence.
var articles = map[Kind]string{
	String: "a string", Number: "a whole number", Bool: "true or false",
	List: "a list", Map: "a map", Record: "an object", Null: "null",
}

func article(kind Kind) string { return articles[kind] }

// nearest is the name of the field that differs from name in case, in dashes for
// underscores, or in one letter; of several the first in alphabetical order.
func nearest(name string, fields []*Field) (found string) {
	canonical := []rune(strings.ReplaceAll(strings.ToLower(name), "-", "_"))
	for _, f := range fields {
		if (found == "" || f.Name < found) && withinOneEdit(canonical, []rune(f.Name)) {
			found = f.Name
		}
	}
	return found
}

// withinOneEdit reports whether one letter more, less or other makes a of b.
func withinOneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i == len(a) || slices.Equal(a[i+1:], b[i+1:])
	case 1:
		return slices.Equal(a[i:], b[i+1:])
	}
	return false
}
