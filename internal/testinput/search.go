package testinput

import "github.com/base-k8s/base-k8s/internal/model"

const (
	mostChanges = 3
	mostTries   = 4000 // inputs evaluated in one search
	mostImplied = 400  // inputs evaluated in one search for an implied check
)

// search looks for an input with a property, by small changes of another one.
type search struct {
	finder    *finder
	locations []*location
	values    [][]model.Value // for each location
	goal      func(model.Object) bool
	tries     int
	most      int // tries
}

// search prepares a search that changes the locations which some rules mention, except those
// that overlap with fixed ones.
func (f *finder) search(rules []*reader, fixed []*location, goal func(model.Object) bool) *search {
	s := &search{finder: f, goal: goal, most: mostTries}
	mentioned := map[*location]bool{}
	for _, r := range rules {
		for _, location := range r.locations {
			mentioned[location] = true
		}
	}
	w := f.withValuesOf(wordsOf(rules), mentioned)
	for _, location := range f.locations {
		if mentioned[location] && !anyOverlaps(fixed, location) {
			s.locations = append(s.locations, location)
			s.values = append(s.values, f.candidates(location, w))
		}
	}
	return s
}

// wordsOf are the words of several rules.
func wordsOf(rules []*reader) *words {
	w := &words{}
	for _, r := range rules {
		w.texts = append(w.texts, r.words.texts...)
		w.numbers = append(w.numbers, r.words.numbers...)
	}
	return w
}

func anyOverlaps(locations []*location, other *location) bool {
	for _, s := range locations {
		if s.overlaps(other) {
			return true
		}
	}
	return false
}

// withValuesOf adds the strings that the mentioned locations have by default: a check may
// compare one input with another.
func (f *finder) withValuesOf(w *words, mentioned map[*location]bool) *words {
	all := &words{w.texts[:len(w.texts):len(w.texts)], w.numbers}
	for _, location := range f.locations {
		if v, ok := location.get(f.defaults); ok && mentioned[location] {
			if text, ok := v.(string); ok {
				all.texts = append(all.texts, text)
			}
		}
	}
	return all
}

// run tries input itself, then every single change, every two and so on.
func (s *search) run(input model.Object) (model.Object, bool) {
	for changes := range mostChanges + 1 {
		if found, ok := s.change(input, 0, changes); ok {
			return found, true
		}
	}
	return nil, false
}

func (s *search) change(input model.Object, from, changes int) (model.Object, bool) {
	if changes == 0 {
		s.tries++
		return input, s.goal(input)
	}
	for i := from; i < len(s.locations); i++ {
		for _, v := range s.values[i] {
			if s.tries >= s.most {
				return nil, false
			}
			if found, ok := s.change(s.finder.put(input, s.locations[i], v), i+1, changes-1); ok {
				return found, true
			}
		}
	}
	return nil, false
}
