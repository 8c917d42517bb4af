package testinput

import (
	"strings"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
)

// exampleKey is the key of a map's element, unless a check refuses it.
const exampleKey = "example"

// key is key number i, from 0, of the maps of a type.
func (f *finder) key(t *model.Type, i int) string {
	key, ok := f.keys[t]
	if !ok {
		key = exampleKey
	}
	_, size := utf8.DecodeLastRuneInString(key)
	return key + strings.Repeat(key[len(key)-size:], i)
}

// findKeys looks for keys that are accepted in the maps whose checks refuse [exampleKey]:
// those that want keys to begin with APP_, say. They are words of the checks, or match a pattern there.
func (f *finder) findKeys() {
	for _, s := range f.locations {
		if s.typ.Kind != model.Map {
			continue
		}
		elem := f.simplest(s.typ.Elem, s.name())
		holding := func(key string) model.Object {
			return f.put(f.base, s, model.Object{{Key: key, Value: elem}})
		}
		example := holding(exampleKey)
		if f.accepts(example) || !f.legal(example) {
			continue
		}
		for _, key := range wordsOf(f.breaking(example)).texts {
			if key != "" && f.accepts(holding(key)) {
				f.keys[s.typ] = key
				f.rename(s, key)
				break
			}
		}
	}
}

// rename gives the element of a map at a location, and what is inside of it, another key.
func (f *finder) rename(at *location, key string) {
	n := len(at.steps)
	for _, s := range f.locations {
		if len(s.steps) > n && s.beneath(at.steps) {
			s.steps[n] = key
		}
	}
}
