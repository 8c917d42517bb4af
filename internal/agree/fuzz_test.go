package agree

import (
	"math/rand/v2"
	"testing"
)

// FuzzAgree lets any bytes drive the generator of inputs, and puts what it makes before
// the referees.
func FuzzAgree(f *testing.F) {
	for seed := range 8 {
		f.Add([]byte{byte(seed), byte(seed * 37), byte(seed * 101)})
	}
	for _, c := range contracts() {
		c.compile(f)
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		for _, c := range contracts() {
			generator := NewGenerator(c.compile(t).model, 0)
			generator.rnd = rand.New(newTape(choices))
			generator.patterns = newPatterns(generator.rnd)
			referees := c.referees(t)
			input := generator.Next()
			if _, _, err := referees.Judge(input); err != nil {
				t.Error(finding(referees, input, err))
			}
		}
	})
}

// tape is a source of the choices that bytes stand for, and of others after their end,
// so that a change of one byte changes one choice.
type tape struct {
	choices []byte
	rest    *rand.PCG
}

func newTape(choices []byte) *tape { return &tape{choices, rand.NewPCG(uint64(len(choices)), 0)} }

// Uint64 implements [rand.Source]. A choice is made by the highest bits.
func (t *tape) Uint64() uint64 {
	if len(t.choices) == 0 {
		return t.rest.Uint64()
	}
	next := t.choices[0]
	t.choices = t.choices[1:]
	return uint64(next)<<56 | t.rest.Uint64()>>8
}
