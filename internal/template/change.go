package template

import (
	"slices"
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
// inputs are is derived from where the input goes; that growing alone harms nothing is seen from
// evaluations.
func (p *printer) changes() {
	analysis := influence.Analyze(p.model)
	var inputs []model.Object
	for _, c := range p.choices {
		c.change.worst = analysis.Effect(c.field).Terraform
		if c.change.mutable = harmless(c.change.worst); c.change.mutable || c.kind() != model.Number || len(c.options) > 0 {
			continue
		}
		if inputs == nil {
			inputs = p.examples()
		}
		up, down := p.directions(c, inputs)
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
	solver, err := testinput.NewSolver(p.model)
	if err != nil {
		return nil // a contract without an accepted input is reported where it is evaluated
	}
	return solver.CoverBranches()
}

// directions is the worst effect of growing and of shrinking.
func (p *printer) directions(c *choice, inputs []model.Object) (up, down effect.Effect) {
	comparer := effect.New(p.model, p.model)
	for _, input := range inputs {
		var results []*model.Result
		for _, n := range c.numbers() {
			result, _ := p.model.Evaluate(put(input, c.path(), c.input(n)))
			if result == nil {
				continue
			}
			for _, smaller := range results {
				up = max(up, comparer.Compare(smaller, result).Effect.Terraform)
				down = max(down, comparer.Compare(result, smaller).Effect.Terraform)
			}
			results = append(results, result)
		}
	}
	return up, down
}

// numbers are some that the parameter accepts, in order: the ends, what is next to them, and the middle.
func (c *choice) numbers() []int64 {
	var low, high int64 = 0, 1 << 20
	if c.Min != nil {
		low = *c.Min
	}
	if c.Max != nil {
		high = *c.Max
	}
	middle := low + (high-low)/2
	all := []int64{low, low + 1, middle, middle + 1, high - 1, high}
	all = slices.DeleteFunc(all, func(n int64) bool { return n < low || n > high })
	slices.Sort(all)
	return slices.Compact(all)
}

// path is that of the input.
func (c *choice) path() []string { return strings.Split(c.Input, ".") }

// put is an input with a value at a path.
func put(input model.Object, path []string, v model.Value) model.Object {
	if len(path) > 1 {
		inner, _ := model.At(input, path[0]).(model.Object)
		v = put(inner, path[1:], v)
	}
	return input.With(path[0], v)
}
