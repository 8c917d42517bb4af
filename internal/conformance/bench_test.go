package conformance

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// BenchmarkEvaluate measures what one input costs each evaluator.
func BenchmarkEvaluate(b *testing.B) {
	c := contracts()[0]
	evaluators, generator := c.evaluators(b), random.New(c.compile(b).model, 1)
	var inputs [][]byte
	for range 200 {
		inputs = append(inputs, generator.Next())
	}
	for name, evaluator := range map[string]evaluator.Evaluator{"cue": evaluators.cue, "model": evaluators.model, "terraform": evaluators.terraform} {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				_, _ = evaluator.Evaluate(inputs[i%len(inputs)])
			}
		})
	}
}
