package generate

import (
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/promise"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// keepsPromises tries n inputs on the promises of a contract that could not be proved without
// one. The error is a [*conformance.Finding] with the smallest input that breaks one.
func keepsPromises(m *model.Model, n int, input conformance.Source) error {
	checker, err := promise.NewChecker(m)
	if err != nil || checker.Open() == 0 {
		return err
	}
	for i := range n {
		value, err := evaluator.ParseInput(input(i))
		if err != nil {
			return err
		}
		if broken := brokenBy(m, checker, value); broken != nil {
			smallest := testinput.Shrink(value, func(v model.Value) bool { return brokenBy(m, checker, v) == broken })
			return &conformance.Finding{Diagnostic: broken.Diagnostic(), Input: string(model.AppendJSON(nil, smallest))}
		}
	}
	return nil
}

// brokenBy is the breach that there is with an input, which the contract may refuse.
func brokenBy(m *model.Model, checker *promise.Checker, input model.Value) *promise.Breach {
	object, ok := input.(model.Object)
	if !ok || !m.Accepts(object) {
		return nil
	}
	return checker.Broken(object)
}
