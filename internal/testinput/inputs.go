package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Vocabulary is what the text of a contract mentions. It is gathered from the text itself,
// because the model may lack a part of it where the compiler is wrong.
type Vocabulary struct {
	Texts    []string // strings and names of fields
	Numbers  []int64
	Patterns []string // regular expressions
}

// Distinct returns strings sorted, each once.
func Distinct(texts []string) []string {
	texts = slices.Clone(texts)
	slices.Sort(texts)
	return slices.Compact(texts)
}

// Inputs are inputs that show whether two evaluators of a contract differ: those of [Find],
// every field present, absent and null, every bound from both sides, lists and maps of none,
// one and several, every condition true and false, the words of the contract wherever a
// string is free, and all of that mixed. About as many as most are accepted, and a few times
// as many refused; no two are the same. A small contract gets all of them, a large one those
// that come first.
func Inputs(m *model.Model, words Vocabulary, most int) []model.Object {
	set, _ := Find(m) // without one accepted input there still are refused ones
	f := newFinder(m)
	if err := f.findBase(); err != nil && f.base == nil {
		f.base = f.smallest()
	}
	b := &builder{finder: f, words: words, most: most, seen: map[string]bool{}}
	b.found(set)
	b.presence()
	b.sizes()
	b.branches()
	b.texts()
	b.mixed()
	return b.list
}

// builder collects inputs.
type builder struct {
	*finder
	words    Vocabulary
	most     int          // accepted inputs
	full     model.Object // has every field that it may have
	list     []model.Object
	accepted int
	seen     map[string]bool
}

// refusedShare is how many refused inputs there are at most for an accepted one. Refused
// ones are evaluated much faster.
const refusedShare = 2

func (b *builder) add(input model.Object) {
	key := encode(input)
	if b.seen[key] {
		return
	}
	b.seen[key] = true
	accepted := b.accepts(input)
	if accepted && b.enoughAccepted() || !accepted && b.enoughRefused() {
		return
	}
	if accepted {
		b.accepted++
	}
	b.list = append(b.list, input)
}

func (b *builder) enoughAccepted() bool { return b.accepted >= b.most }

func (b *builder) enoughRefused() bool { return len(b.list)-b.accepted >= refusedShare*b.most }

func (b *builder) found(set *Set) {
	b.add(b.base)
	if set == nil {
		return
	}
	for _, a := range slices.Concat(set.Values, set.Warned) {
		b.add(b.changed(a.Changes))
	}
	for _, r := range set.Refused {
		b.add(b.changed(r.Changes))
	}
}

// changed is the base with other inputs.
func (b *builder) changed(changes model.Object) model.Object {
	input := b.base
	for _, m := range changes {
		input = input.With(m.Key, m.Value)
	}
	return input
}

// presence adds the fullest input, the smallest input with one more field, and the fullest
// one with one field absent or null.
func (b *builder) presence() {
	b.full = b.base
	for _, s := range b.locations {
		b.fill(s)
	}
	b.add(b.full)
	for _, s := range b.locations {
		if variants := b.variants(s); len(variants) > 0 {
			b.add(b.put(b.base, s, variants[0]))
		}
		b.add(b.without(b.full, s))
		b.add(b.put(b.full, s, nil))
	}
	b.add(b.base.With(unknownKey, "a"))
}

// fill gives the fullest input a value at a location, for a list or map the largest one.
func (b *builder) fill(s *location) {
	_, given := s.get(b.full)
	variants := b.variants(s)
	switch {
	case s.typ.Kind == model.List || s.typ.Kind == model.Map:
		slices.SortStableFunc(variants, func(v, w model.Value) int { return length(w) - length(v) })
	case given:
		return
	}
	for _, v := range variants {
		if input := b.put(b.full, s, v); b.accepts(input) {
			b.full = input
			return
		}
	}
}

// length is the number of elements or members; more than several count as none.
func length(v model.Value) int {
	n := 0
	switch v := v.(type) {
	case []model.Value:
		n = len(v)
	case model.Object:
		n = len(v)
	}
	if n > several {
		return 0
	}
	return n
}

// sizes adds inputs in which one number, list, map or object at a time has the values
// that its bounds allow and those that they just do not, and one string another pattern.
func (b *builder) sizes() {
	for _, s := range b.locations {
		if s.typ.Kind != model.String {
			for _, v := range b.variants(s) {
				b.add(b.put(b.base, s, v))
			}
		}
		for _, v := range slices.Concat(b.around(s), b.counted(s)) {
			b.add(b.put(b.base, s, v))
		}
	}
}

// without is an input that has nothing at a location.
func (b *builder) without(input model.Object, s *location) model.Object {
	return without(input, s.steps).(model.Object)
}

func without(holder model.Value, steps []string) model.Value {
	switch v := holder.(type) {
	case model.Object:
		i := slices.IndexFunc(v, func(m model.Member) bool { return m.Key == steps[0] })
		if i < 0 {
			break
		}
		if len(steps) == 1 {
			return slices.Delete(slices.Clone(v), i, i+1)
		}
		return v.With(steps[0], without(v[i].Value, steps[1:]))
	case []model.Value:
		if len(v) == 0 {
			break
		}
		if len(steps) == 1 {
			return slices.Clone(v[1:])
		}
		v = slices.Clone(v)
		v[0] = without(v[0], steps[1:])
		return v
	}
	return holder
}
