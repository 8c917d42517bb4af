package generate

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/promise"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// keepsPromises tries n inputs, and inputs made for it, on the promises of a contract that could not
// be proved without one. The error is a [*conformance.Finding] with the smallest input that
// breaks one.
func keepsPromises(m *model.Model, n int, input conformance.Source) error {
	checker, err := promise.NewChecker(m)
	if err != nil {
		return err
	}
	rules := checker.Checks()
	if len(rules) == 0 {
		return nil
	}
	inputs, err := breaking(m, rules)
	if err != nil {
		return err
	}
	for i := range n {
		value, err := evaluator.ParseInput(input(i))
		if err != nil {
			return err
		}
		inputs = append(inputs, value)
	}
	for _, input := range inputs {
		if broken := brokenBy(m, checker, input); broken != nil {
			smallest := testinput.Shrink(input, func(v model.Value) bool { return brokenBy(m, checker, v) == broken })
			return &conformance.Finding{Diagnostic: broken.Diagnostic(), Input: string(model.AppendJSON(nil, smallest))}
		}
	}
	return nil
}

// breaking are inputs of a contract that rules refuse which it does not have, as far as there are
// such inputs.
func breaking(m *model.Model, rules []*model.Check) (inputs []model.Value, err error) {
	refusing := &model.Model{
		Inputs: m.Inputs, Locals: m.Locals, Objects: m.Objects, Outputs: m.Outputs, Warnings: m.Warnings,
		Checks: append(slices.Clip(m.Checks), rules...),
	}
	if err := refusing.Link(); err != nil {
		return nil, err
	}
	solver, err := testinput.NewSolver(refusing)
	if err != nil {
		return nil, nil // which is said where the module's tests are made
	}
	for _, rule := range rules {
		if input, ok := solver.Breaking(rule, func(model.Object) bool { return true }); ok {
			inputs = append(inputs, input)
		}
	}
	return inputs, nil
}

// brokenBy is the breach that there is with an input, which the contract may refuse.
func brokenBy(m *model.Model, checker *promise.Checker, input model.Value) *promise.Breach {
	object, ok := input.(model.Object)
	if !ok || !m.Accepts(object) {
		return nil
	}
	return checker.Broken(object)
}
