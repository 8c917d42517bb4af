package hostile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Inputs are the kinds that are hostile to a contract: in each, one input is filled up,
// with what the contract accepts as well as with what it refuses. What is accepted comes
// from the examples, inputs that it accepts.
func Inputs(m *model.Model, examples ...model.Object) []Kind {
	var kinds []Kind
	visit(m.Inputs, "", func(path model.Path, t *model.Type) {
		for _, filling := range fillings(t, found(examples, path)) {
			kinds = append(kinds, Kind{
				Name: fmt.Sprintf("%s-of-%s.json", filling.name, strings.NewReplacer("[0]", "", ".", "-").Replace(string(path))),
				Text: func(size int) string {
					return string(model.AppendJSON(nil, put(examples[0], path.Steps(), filling.fill(size))))
				},
			})
		}
	})
	return kinds
}

// visit goes through the inputs, the attributes of objects, and those of the elements of
// lists.
func visit(fields []*model.Field, path model.Path, yield func(model.Path, *model.Type)) {
	for _, f := range fields {
		at := path.Key(f.Name)
		yield(at, f.Type)
		switch {
		case f.Type.Kind == model.Record:
			visit(f.Type.Fields, at, yield)
		case f.Type.Kind == model.List && f.Type.Elem.Kind == model.Record:
			visit(f.Type.Elem.Fields, at.Index(0), yield)
		}
	}
}

// found are the values at a path in the examples.
func found(examples []model.Object, path model.Path) (values []model.Value) {
	for _, example := range examples {
		var v model.Value = example
		for _, step := range path.Steps() {
			switch at := v.(type) {
			case model.Object:
				v, _ = at.Get(step.(string))
			case []model.Value:
				v = nil
				if i := step.(int); i < len(at) {
					v = at[i]
				}
			}
		}
		if v != nil {
			values = append(values, v)
		}
	}
	return values
}

// put returns v with another value at a path.
func put(v model.Value, path []any, other model.Value) model.Value {
	if len(path) == 0 {
		return other
	}
	key, ok := path[0].(string)
	if !ok {
		list, _ := v.([]model.Value)
		var first model.Value
		if len(list) > 0 {
			first = list[0]
		}
		return []model.Value{put(first, path[1:], other)}
	}
	object, _ := v.(model.Object)
	inner, _ := object.Get(key)
	changed := slices.DeleteFunc(slices.Clone(object), func(m model.Member) bool { return m.Key == key })
	changed = append(changed, model.Member{Key: key, Value: put(inner, path[1:], other)})
	slices.SortFunc(changed, func(a, b model.Member) int { return strings.Compare(a.Key, b.Key) })
	return changed
}

type filling struct {
	name string
	fill func(size int) model.Value
}

// fillings are the ways to fill a value of a type.
func fillings(t *model.Type, examples []model.Value) []filling {
	switch t.Kind {
	case model.String:
		return []filling{letters("a"), letters("0"), letters("a."), letters("a-"), letters("::"), letters("/a"), letters("\x1b")}
	case model.List:
		return elements(examples)
	case model.Map:
		return members(examples)
	case model.Record:
		return []filling{{"unknown-attributes", func(size int) model.Value {
			return object(size, "k%07d", func(int) model.Value { return nil })
		}}}
	case model.Number, model.Bool, model.Null:
	}
	return []filling{{"strings", func(size int) model.Value { return strings.Repeat("x", size) }}}
}

func letters(s string) filling {
	return filling{fmt.Sprintf("%x", s), func(size int) model.Value { return strings.Repeat(s, size/len(model.Quote(s))) }}
}

// kinds are values of an element or a member, by names.
func kinds(examples []model.Value) map[string]func(int) model.Value {
	kinds := map[string]func(int) model.Value{
		"nulls":    func(int) model.Value { return nil },
		"objects":  func(int) model.Value { return model.Object{} },
		"strings":  func(i int) model.Value { return fmt.Sprintf("a%d", i) },
		"oddities": func(i int) model.Value { return fmt.Sprintf("A b\n%d", i) },
	}
	for i, example := range examples {
		kinds[fmt.Sprintf("examples-%d", i+1)] = func(int) model.Value { return example }
	}
	return kinds
}

func elements(examples []model.Value) (all []filling) {
	var inside []model.Value
	for _, list := range examples {
		if list := list.([]model.Value); len(list) > 0 {
			inside = append(inside, list[0])
		}
	}
	for name, value := range kinds(some(inside)) {
		all = append(all, filling{name, func(size int) model.Value {
			list := []model.Value{}
			for used := 0; used < size; used += len(model.AppendJSON(nil, list[len(list)-1])) + 1 {
				list = append(list, value(len(list)))
			}
			return list
		}})
	}
	return sorted(all)
}

func members(examples []model.Value) (all []filling) {
	var inside []model.Value
	for _, object := range examples {
		if object := object.(model.Object); len(object) > 0 {
			inside = append(inside, object[0].Value)
		}
	}
	for name, value := range kinds(some(inside)) {
		for kind, key := range map[string]string{"keys": "k%07d", "odd-keys": "k %07d\n"} {
			all = append(all, filling{name + "-by-" + kind, func(size int) model.Value { return object(size, key, value) }})
		}
	}
	return sorted(all)
}

// some are the first few different values.
func some(values []model.Value) (few []model.Value) {
	for _, v := range values {
		if len(few) < 3 && !slices.ContainsFunc(few, func(w model.Value) bool { return model.Equal(v, w) }) {
			few = append(few, v)
		}
	}
	return few
}

func sorted(all []filling) []filling {
	slices.SortFunc(all, func(a, b filling) int { return strings.Compare(a.name, b.name) })
	return all
}

// object has members up to a size. The keys are in order.
func object(size int, key string, value func(int) model.Value) model.Object {
	o := model.Object{}
	for used := 0; used < size; {
		m := model.Member{Key: fmt.Sprintf(key, len(o)), Value: value(len(o))}
		used += len(model.Quote(m.Key)) + len(model.AppendJSON(nil, m.Value)) + 2
		o = append(o, m)
	}
	return o
}
