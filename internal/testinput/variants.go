package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// unknownKey is the name of no field.
const unknownKey = "unknown_key"

// several is how many elements lists and maps have that are made of different ones.
const several = 3

// variants are different values that a location's type accepts: of a list or map, none, one
// and several elements.
func (b *builder) variants(s *location) (values []model.Value) {
	for _, v := range b.different(s.typ, s.name()) {
		if !contains(values, v) && s.typ.Accepts(v) {
			values = append(values, v)
		}
	}
	return values
}

// different are values of a type; its constraint may refuse some of them.
func (b *builder) different(t *model.Type, name string) (values []model.Value) {
	rules := []*model.Rule{{}}
	if t.Constraint != nil {
		rules = t.Constraint.AnyOf
	}
	for _, rule := range rules {
		values = append(values, b.meeting(t, rule, name)...)
	}
	if t.Nullable {
		values = append(values, nil)
	}
	return values
}

// meeting are values that meet a rule.
func (b *builder) meeting(t *model.Type, rule *model.Rule, name string) (values []model.Value) {
	if rule.Equals != nil {
		return []model.Value{rule.Equals.Value}
	}
	switch t.Kind {
	case model.Bool:
		return []model.Value{true, false}
	case model.Number:
		for _, n := range b.numbers(rule) {
			values = append(values, n)
		}
	case model.String:
		return b.strung(t, rule, name)
	case model.List:
		elems := b.elements(t.Elem, name)
		for _, n := range sizes(rule) {
			values = append(values, repeated(elems, n))
		}
		slices.Reverse(elems)
		values = append(values, repeated(elems, several))
		values = append(values, b.likePairs(t.Elem)...)
	case model.Map:
		for _, n := range sizes(rule) {
			values = append(values, b.keyed(t, name, n))
		}
	case model.Record:
		return b.records(t)
	case model.Null:
	}
	return values
}

// numbers are those of a rule's bounds, and small ones.
func (b *builder) numbers(rule *model.Rule) (numbers []int64) {
	for _, bound := range []*int64{rule.Min, rule.Max} {
		if bound != nil {
			numbers = append(numbers, *bound)
		}
	}
	return append(numbers, 0, 1, -1, 2)
}

// strung are strings that meet the patterns of a rule: the first few of each pattern.
func (b *builder) strung(t *model.Type, rule *model.Rule, name string) (values []model.Value) {
	values = append(values, b.text(t, rule, name))
	if len(rule.Match) == 0 {
		return append(values, "b", "a", "c")
	}
	for _, expr := range rule.Match {
		left := draws
		for s := range b.strings(expr) {
			if left--; left < 0 || len(values) > several {
				break
			}
			if t.Accepts(s) && !contains(values, s) {
				values = append(values, s)
			}
		}
	}
	return values
}

// sizes of lists and maps: none, one, several, and the bounds of a rule.
func sizes(rule *model.Rule) []int64 {
	all := []int64{0, 1, 2, several}
	for _, bound := range []*int64{rule.Min, rule.Max} {
		if bound != nil && *bound <= longest/10 {
			all = append(all, *bound)
		}
	}
	return all
}

// elements are the different values for elements of a list or map, at least one.
func (b *builder) elements(t *model.Type, name string) (elems []model.Value) {
	for _, v := range b.different(t, name) {
		if t.Accepts(v) && !contains(elems, v) {
			elems = append(elems, v)
		}
	}
	if len(elems) == 0 {
		elems = []model.Value{b.simplest(t, name)}
	}
	return elems
}

func repeated(elems []model.Value, n int64) model.Value {
	list := make([]model.Value, n)
	for i := range list {
		list[i] = elems[i%len(elems)]
	}
	return list
}

// keyed is a map with n elements, whose keys come in reverse order.
func (b *builder) keyed(t *model.Type, name string, n int64) model.Value {
	elems := b.elements(t.Elem, name)
	object := model.Object{}
	for i := range int(n) {
		object = object.With(b.key(t, int(n)-1-i), elems[i%len(elems)])
	}
	return object
}

// records are an object with what is required alone, and two with everything.
func (b *builder) records(t *model.Type) []model.Value {
	smallest := b.record(t)
	list := []model.Value{smallest}
	for i := range 2 {
		object := smallest.(model.Object)
		for _, f := range t.Fields {
			if values := b.elements(f.Type, f.Name); len(values) > 0 {
				object = object.With(f.Name, values[i%len(values)])
			}
		}
		list = append(list, object)
	}
	return list
}

// pairs are lists of two objects that give everything, the same but for one attribute: elements
// with one key, say, that differ in something else.
func (b *builder) pairs(t *model.Type) (lists []model.Value) {
	if t.Kind != model.Record {
		return nil
	}
	full := b.records(t)[1].(model.Object)
	for _, f := range t.Fields {
		given, _ := full.Get(f.Name)
		for _, v := range b.elements(f.Type, f.Name) {
			if !model.Equal(v, given) {
				lists = append(lists, []model.Value{full, full.With(f.Name, v)})
				break
			}
		}
	}
	return lists
}

// likePairs are lists of two objects that give everything, and are the same in one attribute
// alone: elements with one key, say, of which one is off.
func (b *builder) likePairs(t *model.Type) (lists []model.Value) {
	if t.Kind != model.Record {
		return nil
	}
	all := b.records(t)
	full, other := all[1].(model.Object), all[2].(model.Object)
	for _, f := range t.Fields {
		if v, given := full.Get(f.Name); given && f.Required() {
			lists = append(lists, []model.Value{full, other.With(f.Name, v)})
		}
	}
	return lists
}

// around are values of a location that its type or its constraint refuses: just outside of
// bounds, of another kind, with a key too many.
func (b *builder) around(s *location) (values []model.Value) {
	for _, rule := range alternatives(s.typ) {
		outside := b.beyond(s, rule)
		values = append(values, outside[:min(several+1, len(outside))]...)
	}
	switch s.typ.Kind {
	case model.String:
		for _, text := range odd {
			values = append(values, text)
		}
		values = append(values, int64(1))
	case model.Record:
		smallest, _ := b.record(s.typ).(model.Object)
		values = append(values, smallest.With(unknownKey, "a"), "a")
	case model.Number:
		values = append(values, "1")
	case model.Bool, model.List, model.Map, model.Null:
		values = append(values, "a")
	}
	return append(values, nil)
}
