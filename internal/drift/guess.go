package drift

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Guess is an input with something in the place of the secrets that it leaves out. What
// differs between One and Other depends on these.
type Guess struct{ One, Other model.Value }

// mostGuessed bounds the secrets that are given or left out independently.
const mostGuessed = 4

// Guesses are what an input may have been when it was applied: as it is, and with texts for
// the sensitive inputs that it leaves out, as one does that is recorded without them. The
// guess that was applied is the one with the least drift.
func Guesses(m *model.Model, input model.Value) []Guess {
	object, ok := input.(model.Object)
	if !ok {
		return []Guess{{input, input}}
	}
	var left []string
	for _, f := range m.Inputs {
		if _, given := object.Get(f.Name); f.Sensitive && !given && f.Type.Kind == model.String {
			left = append(left, f.Name)
		}
	}
	sets := 1 << min(len(left), mostGuessed)
	guesses := make([]Guess, 0, sets)
	for set := range sets {
		g := Guess{object, object}
		for i, name := range left {
			if set&(1<<min(i, mostGuessed-1)) != 0 {
				g.One = g.One.(model.Object).With(name, stand(name, 1))
				g.Other = g.Other.(model.Object).With(name, stand(name, 2))
			}
		}
		guesses = append(guesses, g)
	}
	return guesses
}

// stand is a text in the place of a secret, which is no other one's.
func stand(name string, n int) string { return fmt.Sprintf("unknown-%d-%s", n, name) }
