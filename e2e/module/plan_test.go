package module

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestPlan plans one root module that has an instance for every accepted input in
// testdata, and reads the planned resources back. Objects, outputs and warnings have to
// be those of the manifests, and of CUE.
func TestPlan(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		inputs := examples(t, "inputs")
		plan := r.planAll(t, inputs)
		instances, err := byInstance(plan)
		if err != nil {
			t.Fatal(err)
		}
		if len(instances) != len(inputs) {
			t.Errorf("%d instances are planned for %d inputs", len(instances), len(inputs))
		}
		for _, e := range inputs {
			t.Run(e.Name, func(t *testing.T) { comparePlan(t, instances[e.Name], e.Value) })
		}
	})
}

// planAll plans all inputs at once. Only the contract's own warnings may be told.
func (r run) planAll(t *testing.T, inputs []example.Input) *engine.Plan {
	t.Helper()
	c := contract(t)
	dir := r.initialize(t, forEachRoot(c.Inputs))
	writeInputs(t, dir, inputs)
	plan, diagnostics, err := r.Plan(dir, r.provider)
	diagnostics = slices.DeleteFunc(diagnostics, func(d engine.Diagnostic) bool { return d.Summary == "Check block assertion failed" })
	quiet(t, "plan", diagnostics, err)
	return plan
}

// comparePlan puts the plan before the evaluators in place of the generated module.
func comparePlan(t *testing.T, p *planned, value model.Value) {
	if p == nil {
		t.Fatal("nothing is planned")
	}
	c := contract(t)
	evaluators, err := conformance.NewEvaluators(example.SchemaDir, c, map[string][]byte{"main.tf": p.text()})
	if err != nil {
		t.Fatal(err)
	}
	verdict, treatment, err := evaluators.Judge(model.AppendJSON(nil, value))
	if err != nil {
		t.Fatal(err)
	}
	if verdict.Refused || treatment != "" {
		t.Errorf("not compared: refused %t, %s", verdict.Refused, treatment)
	}
}

// byInstance writes what is planned for each instance of module.workspace.
func byInstance(plan *engine.Plan) (map[string]*planned, error) {
	instances := map[string]*planned{}
	for _, module := range plan.Values.Root.Children {
		p := newPlanned()
		instances[keyOf(module.Address)] = p
		for _, resource := range module.Resources {
			if err := p.resource(resource); err != nil {
				return nil, err
			}
		}
	}
	addWarnings(plan, instances)
	return instances, addOutputs(plan, instances)
}

// keyOf is the key of the instance with an address such as module.workspace["key"].
func keyOf(address string) string {
	_, key, _ := strings.Cut(address, `["`)
	return strings.TrimSuffix(key, `"]`)
}

func addWarnings(plan *engine.Plan, instances map[string]*planned) {
	for _, check := range plan.Checks {
		for _, instance := range check.Instances {
			for i, problem := range instance.Problems {
				instances[keyOf(instance.Address.Module)].warning(fmt.Sprintf("%s_%d", check.Address.Name, i), problem.Message)
			}
		}
	}
}

func addOutputs(plan *engine.Plan, instances map[string]*planned) error {
	change := plan.OutputChanges["modules"]
	var after, unknown map[string]map[string]any
	if err := json.Unmarshal(change.After, &after); err != nil {
		return err
	}
	if err := json.Unmarshal(change.AfterUnknown, &unknown); err != nil {
		return err
	}
	for key, p := range instances {
		outputs := known(anyMap(after[key]), anyMap(unknown[key])).(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(outputs)) {
			if err := p.output(name, outputs[name], nil); err != nil {
				return fmt.Errorf("%s: output %s: %w", key, name, err)
			}
		}
	}
	return nil
}

// anyMap is m as a value that known takes.
func anyMap(m map[string]any) any { return m }
