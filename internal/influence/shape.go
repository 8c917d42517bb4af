package influence

import (
	"maps"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// set is a set of fields of the input, by their numbers. It is not changed once it is shared.
type set []uint64

func (s set) has(i int) bool { return i/64 < len(s) && s[i/64]>>(i%64)&1 == 1 }

func single(i int) set {
	s := make(set, i/64+1)
	s[i/64] = 1 << (i % 64)
	return s
}

func (s set) covers(t set) bool {
	for i, word := range t {
		if word != 0 && (i >= len(s) || word&^s[i] != 0) {
			return false
		}
	}
	return true
}

// or is the union.
func (s set) or(t set) set {
	switch {
	case s.covers(t):
		return s
	case t.covers(s):
		return t
	}
	all := make(set, max(len(s), len(t)))
	copy(all, s)
	for i, word := range t {
		all[i] |= word
	}
	return all
}

// shape is what is known of a value before the input is: its parts, and the fields that each
// of them depends on. It is not changed once it is shared.
type shape struct {
	// deps are what the value itself depends on: which scalar it is, how many elements it has
	// and in which order, or whether it is something else altogether.
	deps set
	// present is what decides whether the value is there, in what is around it.
	present set
	// members are those of an object whose keys are known, rest are all others, and elems all
	// elements of a list, taken together.
	members map[string]*shape
	rest    *shape
	elems   *shape
	// constant is the value of a scalar that is the same for every input.
	constant *model.Literal
}

// nothing is the shape of what is never there.
var nothing = &shape{}

// constantShape is that of a value.
func constantShape(v model.Value) *shape {
	switch v := v.(type) {
	case model.Object:
		s := &shape{members: map[string]*shape{}}
		for _, m := range v {
			s.members[m.Key] = constantShape(m.Value)
		}
		return s
	case []model.Value:
		s := &shape{}
		for _, elem := range v {
			s.elems = join(s.elems, constantShape(elem))
		}
		return s
	}
	return &shape{constant: &model.Literal{Value: v}}
}

// under is the shape with more that the value itself depends on.
func (s *shape) under(deps set) *shape {
	if s.deps.covers(deps) {
		return s
	}
	copied := *s
	copied.deps = s.deps.or(deps)
	return &copied
}

// when is the shape with more that decides whether the value is there.
func (s *shape) when(deps set) *shape {
	if s.present.covers(deps) {
		return s
	}
	copied := *s
	copied.present = s.present.or(deps)
	return &copied
}

// join is either of two; nil is none.
func join(a, b *shape) *shape {
	switch {
	case a == nil || a == b:
		return b
	case b == nil:
		return a
	}
	s := &shape{deps: a.deps.or(b.deps), present: a.present.or(b.present), members: a.members, rest: join(a.rest, b.rest), elems: join(a.elems, b.elems)}
	if len(b.members) > 0 {
		s.members = maps.Clone(a.members)
		if s.members == nil {
			s.members = map[string]*shape{}
		}
		for key, m := range b.members {
			s.members[key] = join(s.members[key], m)
		}
	}
	if a.constant != nil && b.constant != nil && model.Equal(a.constant.Value, b.constant.Value) {
		s.constant = a.constant
	}
	return s
}

// all is everything that any part of the value depends on.
func (s *shape) all() set {
	if s == nil {
		return nil
	}
	all := s.deps.or(s.present).or(s.rest.all()).or(s.elems.all())
	for _, m := range s.members {
		all = all.or(m.all())
	}
	return all
}

// keys is what the keys of an object, or the number and order of a list, depend on.
func (s *shape) keys() set {
	keys := s.deps
	for _, m := range s.members {
		keys = keys.or(m.present)
	}
	if s.rest != nil {
		keys = keys.or(s.rest.present)
	}
	return keys
}

// member is what an object has under a key.
func (s *shape) member(key string) *shape {
	m := s.members[key]
	if s.rest != nil {
		m = join(m, s.rest)
	}
	if m == nil {
		m = nothing
	}
	return m.taken(s.deps)
}

// any is any of the members or elements.
func (s *shape) any() *shape {
	some := join(s.rest, s.elems)
	for _, key := range s.sorted() {
		some = join(some, s.members[key])
	}
	if some == nil {
		some = nothing
	}
	return some.taken(s.deps)
}

// taken is a part on its own: where it is missing, what takes it has another value.
func (s *shape) taken(around set) *shape {
	out := *s
	out.deps, out.present = s.deps.or(s.present).or(around), nil
	return &out
}

func (s *shape) sorted() []string { return slices.Sorted(maps.Keys(s.members)) }
