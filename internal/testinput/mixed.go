package testinput

import (
	"math/rand/v2"

	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	// mixtures is how many inputs have a value at every location without regard to the
	// others. With as many, two locations of a small contract have nearly all pairs of values.
	mixtures = 60
	// mostCounted bounds how many elements lists and maps get where a number of the contract
	// suggests it. Terraform's time for a rule that compares each element with each other
	// grows with the fourth power of it.
	mostCounted = 20
)

// mixed adds inputs in which every location has some value that fits, because a wrong model
// may have lost what depends on two locations at once. In every other input, what the
// contract's rules refuse is left out.
func (b *builder) mixed() {
	values := make([][]model.Value, len(b.locations))
	for i, s := range b.locations {
		values[i] = append(b.variants(s), b.fitting(s, b.words.Texts)...)
	}
	rnd := rand.New(rand.NewPCG(1, 0))
	for turn := range mixtures {
		free := turn%2 == 0
		if free && b.enoughRefused() || !free && b.enoughAccepted() {
			continue
		}
		input := b.base
		for i, s := range b.locations {
			if len(values[i]) == 0 {
				continue
			}
			changed := b.put(input, s, values[i][rnd.IntN(len(values[i]))])
			if free || b.accepts(changed) {
				input = changed
			}
		}
		b.add(input)
	}
}

// counted are lists and maps that have as many elements as a number of the contract
// says, and one more or less: it may be a bound that the model lacks.
func (b *builder) counted(s *location) (values []model.Value) {
	if s.typ.Kind != model.List && s.typ.Kind != model.Map {
		return nil
	}
	for _, number := range b.words.Numbers {
		for _, n := range []int64{number - 1, number, number + 1} {
			switch {
			case n < 0 || n > mostCounted:
			case s.typ.Kind == model.List:
				values = append(values, repeated(b.elements(s.typ.Elem, s.name()), n))
			default:
				values = append(values, b.keyed(s.typ, s.name(), n))
			}
		}
	}
	return values
}
