package template

import (
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/influence"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// change is what another value of a parameter does to a workspace that runs.
type change struct {
	// worst is what it can do at most, in any direction.
	worst effect.Effect
	// mutable is set when nothing is lost and the apply does not fail: in every direction, or in
	// the one that monotonic names.
	mutable   bool
	monotonic string
}

// The directions of coder_parameter's monotonic.
const (
	increasing = "increasing"
	decreasing = "decreasing"
)

// harmless reports whether a change may be made to a workspace that runs: the apply works, and
// what is replaced holds no data.
func harmless(e effect.Effect) bool { return e <= effect.Replace }

// changes works out what a change of each parameter does. That nothing is harmed whatever the other
// inputs are is derived from where the input goes. That growing alone harms nothing is seen from
// evaluations of every number that the parameter accepts: where there are too many, it may not change.
func (p *printer) changes() {
	analysis := influence.Analyze(p.model)
	for _, c := range p.choices {
		c.change.worst = analysis.Effect(c.field).Terraform
		if c.change.mutable = harmless(c.change.worst); c.change.mutable || c.kind() != model.Number || len(c.options) > 0 {
			continue
		}
		up, down := p.directions(c, p.examples())
		switch {
		case harmless(up) && !harmless(down):
			c.change.mutable, c.change.monotonic = true, increasing
		case harmless(down) && !harmless(up):
			c.change.mutable, c.change.monotonic = true, decreasing
		}
	}
}

// examples are inputs in which everything that objects depend on is both true and false.
func (p *printer) examples() []model.Object {
	if p.inputs == nil {
		solver, err := testinput.NewSolver(p.model)
		if err != nil {
			return nil // a contract without an accepted input is reported where it is evaluated
		}
		p.inputs = solver.CoverBranches()
	}
	return p.inputs
}

// mostNumbers bounds the numbers that are evaluated.
const mostNumbers = 1000

// directions is the worst effect of growing and of shrinking. In the fullest input and in the smallest,
// and in those that show another effect than the ones before, every number is compared with the next
// one; in the others some are.
func (p *printer) directions(c *choice, inputs []model.Object) (up, down effect.Effect) {
	if c.Min == nil || c.Max == nil || *c.Max-*c.Min >= mostNumbers {
		return effect.Invalid, effect.Invalid
	}
	comparer := effect.New(p.model, p.model)
	for i, input := range inputs {
		grown, shrunk := p.steps(comparer, c, input, c.some())
		if i < 2 || grown > up || shrunk > down {
			grown, shrunk = p.steps(comparer, c, input, c.every())
		}
		up, down = max(up, grown), max(down, shrunk)
	}
	return up, down
}

// steps is the worst effect between a number and the next one, and between the first and the last.
func (p *printer) steps(comparer *effect.Comparer, c *choice, input model.Object, numbers []int64) (up, down effect.Effect) {
	var results []*model.Result
	for _, n := range numbers {
		if result, _ := p.model.Evaluate(input.WithAt(c.path(), &model.Literal{Value: c.input(n)})); result != nil {
			results = append(results, result)
		}
	}
	for i, larger := range results {
		smaller := results[max(i-1, 0)]
		if i == 0 {
			smaller, larger = larger, results[len(results)-1]
		}
		up = max(up, comparer.Compare(smaller, larger).Effect.Terraform)
		down = max(down, comparer.Compare(larger, smaller).Effect.Terraform)
	}
	return up, down
}

// every are the numbers that the parameter accepts.
func (c *choice) every() (numbers []int64) {
	for n := *c.Min; n <= *c.Max; n++ {
		numbers = append(numbers, n)
	}
	return numbers
}

// some are the ends, what is next to them, and the middle.
func (c *choice) some() []int64 {
	all := c.every()
	if len(all) <= 6 {
		return all
	}
	middle := len(all) / 2
	return []int64{all[0], all[1], all[middle], all[middle+1], all[len(all)-2], all[len(all)-1]}
}

// path is that of the input.
func (c *choice) path() []string { return strings.Split(c.Input, ".") }
