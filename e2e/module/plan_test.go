package module

import (
	"bytes"
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
		names := make([]string, len(inputs))
		for i, e := range inputs {
			names[i] = e.Name
		}
		instances, err := byInstance(plan, names)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range inputs {
			t.Run(e.Name, func(t *testing.T) { comparePlan(t, instances[e.Name], e.Value) })
		}
	})
}

// planAll plans all inputs at once. Only the contract's own warnings may be reported.
func (r run) planAll(t *testing.T, inputs []example.Input) *engine.Plan {
	t.Helper()
	c := contract(t)
	dir := r.initialize(t, forEachRoot(c.Inputs))
	writeInputs(t, dir, inputs)
	plan, diagnostics, err := r.Plan(dir, r.provider)
	diagnostics = slices.DeleteFunc(diagnostics, func(d engine.Diagnostic) bool { return d.Summary == "Check block assertion failed" })
	engine.Quiet(t, "plan", diagnostics, err)
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
	verdict, known, err := evaluators.Compare(model.AppendJSON(nil, value))
	if err != nil {
		t.Fatal(err)
	}
	if verdict.Refused || known != "" {
		t.Errorf("not compared: refused %t, %s", verdict.Refused, known)
	}
}

// byInstance writes what is planned for the module instances with these keys, which have
// to be all.
func byInstance(plan *engine.Plan, keys []string) (map[string]*planned, error) {
	instances := map[string]*planned{}
	for _, key := range keys {
		instances[key] = newPlanned()
	}
	for _, module := range plan.Values.Root.Children {
		p := instances[keyOf(module.Address)]
		if p == nil {
			return nil, fmt.Errorf("%s is planned, and was not asked for", module.Address)
		}
		for _, resource := range module.Resources {
			if err := p.resource(resource); err != nil {
				return nil, err
			}
		}
	}
	addWarnings(plan, instances)
	return instances, addOutputs(plan, instances)
}

// keyOf is the key of the instance with an address such as module.workspace["key"], or
// the name of the module that has one instance, as module.name.
func keyOf(address string) string {
	name, key, keyed := strings.Cut(address, `["`)
	if !keyed {
		return strings.TrimPrefix(name, "module.")
	}
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
	var after, unknown any
	exact := json.NewDecoder(bytes.NewReader(change.After))
	exact.UseNumber()
	if err := exact.Decode(&after); err != nil {
		return err
	}
	if err := json.Unmarshal(change.AfterUnknown, &unknown); err != nil {
		return err
	}
	modules, _ := known(after, unknown).(map[string]any)
	for key, p := range instances {
		outputs, _ := modules[key].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(outputs)) {
			if err := p.output(name, outputs[name]); err != nil {
				return fmt.Errorf("%s: output %s: %w", key, name, err)
			}
		}
	}
	return nil
}
