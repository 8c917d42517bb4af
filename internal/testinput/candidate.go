package testinput

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// words are the constants that a rule compares with.
type words struct {
	texts   []string
	numbers []int64
}

// odd are strings that most patterns refuse.
var odd = []string{"not valid!", "", "-"}

// strings are the texts to try, long ones last.
func (w *words) strings() []string {
	const long = 64
	var short, rest []string
	for _, text := range w.texts {
		if len(text) < long {
			short = append(short, text)
			continue
		}
		rest = append(rest, text)
	}
	return slices.Concat(short, odd, rest)
}

// candidates are values that a location's type accepts and that are worth trying: those in
// its constraint, then those that the constants of a rule suggest.
func (f *finder) candidates(s *location, w *words) (values []model.Value) {
	add := func(v model.Value) {
		if !contains(values, v) && s.typ.Accepts(v) {
			values = append(values, v)
		}
	}
	for _, rule := range alternatives(s.typ) {
		add(f.satisfy(s.typ, rule, s.name()))
		if s.typ.Kind == model.Number && rule.Max != nil {
			add(*rule.Max)
		}
	}
	switch s.typ.Kind {
	case model.Bool:
		add(true)
	case model.Number:
		for _, n := range slices.Concat([]int64{0, 1}, w.numbers) {
			add(n)
		}
	case model.String:
		for _, text := range f.largest(s.typ) {
			add(text)
		}
		for _, text := range slices.Concat(w.strings(), w.long(), f.stretched(s.typ, w)) {
			add(text)
		}
	case model.List:
		f.addLists(add, s, w)
	case model.Map:
		f.addMaps(add, s, w)
	case model.Record, model.Null: // change by what is inside
	}
	if s.typ.Nullable {
		add(nil)
	}
	return values
}

func alternatives(t *model.Type) []*model.Rule {
	switch {
	case t.Constraint != nil:
		return t.Constraint.AnyOf
	case t.Kind == model.Record: // its attributes are locations of their own
		return nil
	}
	return []*model.Rule{{}}
}

// addLists adds lists of one element, of the same one twice, and of two that differ in one
// attribute.
func (f *finder) addLists(add func(model.Value), s *location, w *words) {
	elem := f.simplest(s.typ.Elem, s.name())
	add([]model.Value{elem})
	add([]model.Value{elem, elem})
	for _, text := range slices.Concat(w.texts, w.long()) {
		add([]model.Value{text})
	}
	for _, n := range w.numbers {
		if n <= mostCounted {
			add(f.list(s.typ, n, s.name()))
		}
	}
	for _, pair := range (&builder{finder: f}).pairs(s.typ.Elem) {
		add(pair)
	}
}

// addMaps adds maps of one element.
func (f *finder) addMaps(add func(model.Value), s *location, w *words) {
	elem := f.simplest(s.typ.Elem, s.name())
	for _, key := range append([]string{f.key(s.typ, 0)}, w.strings()...) {
		add(model.Object{{Key: key, Value: elem}})
	}
	for _, text := range w.long() {
		add(model.Object{{Key: f.key(s.typ, 0), Value: text}})
	}
}

const longestText = 1 << 20 // of a string that is tried

// lengths are the numbers that are no counts of elements: a check may bound the length of
// a text.
func (w *words) lengths() (numbers []int) {
	for _, n := range w.numbers {
		if n > 1024 && n <= longestText {
			numbers = append(numbers, int(n))
		}
	}
	return numbers
}

// long are strings with as many characters.
func (w *words) long() (texts []string) {
	for _, n := range w.lengths() {
		texts = append(texts, strings.Repeat("x", n))
	}
	return texts
}

// stretched are strings with at least as many characters that the patterns of a type match.
func (f *finder) stretched(t *model.Type, w *words) (texts []string) {
	for _, rule := range alternatives(t) {
		for _, expr := range rule.Match {
			for _, n := range w.lengths() {
				if p := f.pattern(expr); p != nil {
					texts = append(texts, p.Make(&stretch{n}))
				}
			}
		}
	}
	return texts
}

// stretch is a [texts.Chooser] that repeats the first thing without a bound so often that
// the text has the length.
type stretch struct{ length int }

func (*stretch) Alternative(int) int { return 0 }

func (s *stretch) Repeat(least, most int) int {
	if most >= 0 {
		return most
	}
	n := s.length
	s.length = 0
	return max(least, n)
}

func (*stretch) Rune(bounds []rune) rune { return bounds[len(bounds)-1] }

// largest are the last strings in order that the patterns of a type match, such as 9Ti
// where the simplest is 1Gi: a check may compare two of them.
func (f *finder) largest(t *model.Type) (texts []string) {
	for _, rule := range alternatives(t) {
		for _, expr := range rule.Match {
			if p := f.pattern(expr); p != nil {
				texts = append(texts, p.Make(last{}))
			}
		}
	}
	return texts
}

// last is a [texts.Chooser] of whatever comes last.
type last struct{}

func (last) Alternative(n int) int { return n - 1 }

func (last) Repeat(least, most int) int {
	if most < 0 {
		return max(least, 1)
	}
	return min(most, max(least, 8))
}

func (last) Rune(bounds []rune) rune { return bounds[len(bounds)-1] }
