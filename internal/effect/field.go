package effect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Field is a part of an object that differs.
type Field struct {
	// Path is the place in the object, as a person writes it:
	// spec.template.spec.containers[name=dev].image.
	Path string
	// Old and New are the values; nil when there is none.
	Old, New *model.Literal
	Effect   Ways
	// Rule is what decided: the rule with the worst effect.
	Rule *Rule
	// Kept is set when Terraform leaves the old value, because the provider takes a field
	// that is not given for one that may have any value, or because the contract says so.
	Kept bool
	// Forced is set when the provider replaces an object whose field changes.
	Forced bool
	// Because is what causes the difference.
	Because []Cause
	// Contract is where the contract defines the field, or the nearest part around it, if
	// that is known.
	Contract model.Position

	steps   []step
	ignored bool // the contract says that the value is kept
	refused bool // Terraform would have to delete the object, and refuses that
}

// step leads from a value to one inside it: to a member, to the element whose member key
// has a value, or to an element by its number.
type step struct {
	key     string
	element bool
	index   int
	value   model.Value // of the member key, nil when the index counts
}

// pathOf is the path as a person writes it.
func pathOf(steps []step) string {
	var path model.Path
	for _, s := range steps {
		switch {
		case !s.element:
			path = path.Key(s.key)
		case s.value != nil:
			path += model.Path(fmt.Sprintf("[%s=%v]", s.key, s.value))
		default:
			path = path.Index(s.index)
		}
	}
	return string(path)
}

// plain is the path without elements, as rules have it.
func plain(steps []step) string {
	var keys []string
	for _, s := range steps {
		if !s.element {
			keys = append(keys, s.key)
		}
	}
	return strings.Join(keys, ".")
}

// find is the value that steps lead to, nil when there is none.
func find(v model.Value, steps []step) *model.Literal {
	for _, s := range steps {
		switch at := v.(type) {
		case model.Object:
			member, ok := at.Get(s.key)
			if !ok || s.element {
				return nil
			}
			v = member
		case []model.Value:
			i := s.in(at)
			if !s.element || i < 0 || i >= len(at) {
				return nil
			}
			v = at[i]
		default:
			return nil
		}
	}
	return &model.Literal{Value: v}
}

// differ collects the fields that differ.
type differ struct {
	quantities []string // paths of fields that are compared by what they mean
	defaults   map[string][]*Default
	fields     []*Field
}

func (d *differ) differs(steps []step, old, new *model.Literal) {
	steps = slices.Clone(steps)
	d.fields = append(d.fields, &Field{Path: pathOf(steps), Old: old, New: new, steps: steps})
}

// object compares the members of two objects: those of the old one, then the added ones.
func (d *differ) object(steps []step, old, new model.Object) {
	for _, m := range old {
		inner := append(steps, step{key: m.Key})
		v, isStill := new.Get(m.Key)
		switch {
		case isStill:
			d.member(inner, &model.Literal{Value: m.Value}, &model.Literal{Value: v})
		case !d.byDefault(inner, m.Value, new):
			d.differs(inner, &model.Literal{Value: m.Value}, nil)
		}
	}
	for _, m := range new {
		if _, hadIt := old.Get(m.Key); hadIt {
			continue
		}
		if inner := append(steps, step{key: m.Key}); !d.byDefault(inner, m.Value, old) {
			d.differs(inner, nil, &model.Literal{Value: m.Value})
		}
	}
}

func (d *differ) member(steps []step, old, new *model.Literal) {
	if old == nil || new == nil {
		d.differs(steps, old, new)
		return
	}
	x, isObject := old.Value.(model.Object)
	y, isStill := new.Value.(model.Object)
	if isObject && isStill {
		d.object(steps, x, y)
		return
	}
	if model.Equal(old.Value, new.Value) {
		return
	}
	if x, ok := old.Value.([]model.Value); ok {
		if y, ok := new.Value.([]model.Value); ok && areObjects(x) && areObjects(y) {
			d.list(steps, x, y)
			return
		}
	}
	if !d.sameQuantity(steps, old.Value, new.Value) {
		d.differs(steps, old, new)
	}
}

func (d *differ) sameQuantity(steps []step, old, new model.Value) bool {
	if !anyWithin(plain(steps), d.quantities) {
		return false
	}
	x, y := quantity(old), quantity(new)
	return x != nil && y != nil && x.compare(y) == 0
}

// list compares lists of objects: element by element when they have a key, and by their
// numbers otherwise.
func (d *differ) list(steps []step, old, new []model.Value) {
	key := listKey(old, new)
	if key == "" {
		for i := range max(len(old), len(new)) {
			d.member(append(steps, step{element: true, index: i}), at(old, i), at(new, i))
		}
		return
	}
	if !sameOrder(key, old, new) {
		d.differs(steps, &model.Literal{Value: old}, &model.Literal{Value: new})
		return
	}
	for _, elem := range merged(key, old, new) {
		s := append(steps, step{element: true, key: key, value: elem})
		d.member(s, find(old, s[len(steps):]), find(new, s[len(steps):]))
	}
}

func at(list []model.Value, i int) *model.Literal {
	if i >= len(list) {
		return nil
	}
	return &model.Literal{Value: list[i]}
}

func areObjects(list []model.Value) bool {
	return !slices.ContainsFunc(list, func(v model.Value) bool { _, ok := v.(model.Object); return !ok })
}
