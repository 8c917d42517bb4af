package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// texts adds inputs in which strings, numbers and the keys of maps are words of the
// contract: maps that have them as keys; inputs with a word in each free string, so that
// after a few every string has had every word; and words that a constraint refuses, one
// at a time.
func (b *builder) texts() {
	words := b.allTexts()
	b.keys(words)
	b.rotate(words)
	b.alternatives(words)
	b.refusedTexts(words)
}

// allTexts are the contract's words, and a few strings for each of its patterns.
func (b *builder) allTexts() []string {
	texts := append(slices.Clone(odd), "b", "a", "Not Valid!")
	texts = append(texts, b.words.Texts...)
	for _, expr := range b.words.Patterns {
		left := few
		for s := range b.strings(expr) {
			if left--; left < 0 {
				break
			}
			texts = append(texts, s)
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// keys makes the words the keys of maps, as many at once as a map takes.
func (b *builder) keys(words []string) {
	for _, s := range b.locations {
		if s.typ.Kind != model.Map {
			continue
		}
		elem := b.elements(s.typ.Elem, s.name())[0]
		all := model.Object{}
		for _, word := range words {
			if single := (model.Object{{Key: word, Value: elem}}); b.accepts(b.put(b.base, s, single)) {
				all = append(all, single...)
			} else {
				b.add(b.put(b.base, s, single))
			}
		}
		most := max(1, len(all))
		for _, rule := range alternatives(s.typ) {
			if rule.Max != nil {
				most = int(min(max(1, *rule.Max), int64(most)))
			}
		}
		for some := range slices.Chunk(all, most) {
			b.add(b.put(b.base, s, some))
		}
	}
}

// rotate gives each string and each number another word in each input.
func (b *builder) rotate(words []string) {
	fitting := map[*location][]model.Value{}
	most := 0
	for _, s := range b.locations {
		fitting[s] = b.fitting(s, words)
		most = max(most, len(fitting[s]))
	}
	for turn := 0; turn < most && !b.enoughAccepted(); turn++ {
		input := b.full
		for i, s := range b.locations {
			if n := len(fitting[s]); n > 0 {
				if changed := b.put(input, s, fitting[s][(turn+i)%n]); b.accepts(changed) {
					input = changed
				}
			}
		}
		b.add(input)
	}
}

// fitting are the words that a location accepts, if it is a string or a number with many
// values.
func (b *builder) fitting(s *location, words []string) (values []model.Value) {
	var all []model.Value
	switch {
	case len(b.enumerated(s)) > 0:
	case s.typ.Kind == model.String:
		all = b.variants(s)
		for _, word := range words {
			all = append(all, word)
		}
	case s.typ.Kind == model.Number:
		for _, n := range b.words.Numbers {
			all = append(all, n, n-1, n+1)
		}
	}
	for _, v := range all {
		if s.typ.Accepts(v) && !contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// alternatives adds objects with words in the place of the constants that a string of
// theirs allows, alone and with one more attribute: the contract may have an alternative
// of the object that the model lacks.
func (b *builder) alternatives(words []string) {
	for _, s := range b.locations {
		for _, f := range s.typ.Fields {
			if f.Type.Kind != model.String || f.Type.Constraint == nil || f.Type.Constraint.AnyOf[0].Equals == nil {
				continue
			}
			for _, word := range words {
				if b.enoughRefused() {
					return
				}
				if f.Type.Accepts(word) {
					continue
				}
				object := model.Object{{Key: f.Name, Value: word}}
				b.add(b.put(b.base, s, object))
				for _, name := range words {
					b.add(b.put(b.base, s, object.With(name, "1")))
				}
			}
		}
	}
}

// refusedTexts puts words where the constraint of a string refuses them.
func (b *builder) refusedTexts(words []string) {
	for _, word := range words {
		for _, s := range b.locations {
			if b.enoughRefused() {
				return
			}
			if s.typ.Kind == model.String && s.typ.Constraint != nil && !s.typ.Accepts(word) {
				b.add(b.put(b.base, s, word))
			}
		}
	}
}
