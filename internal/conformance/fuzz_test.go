package conformance

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// FuzzEvaluators lets any bytes drive the generator of inputs, and puts what it makes before
// the evaluators.
func FuzzEvaluators(f *testing.F) {
	for seed := range 8 {
		f.Add([]byte{byte(seed), byte(seed * 37), byte(seed * 101)})
	}
	for _, c := range contracts() {
		c.compile(f)
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		for _, c := range contracts() {
			generator := random.New(c.compile(t).model, 0)
			generator.SetSource(newTape(choices))
			evaluators := c.evaluators(t)
			input := generator.Next()
			if _, _, err := evaluators.Compare(input); err != nil {
				t.Error(smallest(evaluators, c.contract(t), err))
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

// smallest is a difference on its smallest input.
func smallest(evaluators *Evaluators, c *Contract, err error) error {
	var d *Difference
	if !errors.As(err, &d) {
		return err
	}
	return c.Explain(evaluators.smallest(d))
}
