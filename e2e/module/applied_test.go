package module

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestApplied applies every input in testdata with a workspace_id, to a state that nothing
// stands behind. The plan after it is empty, with the module's checks in it, and the plan for
// another owner under another name changes no pod template and makes and destroys nothing.
func TestApplied(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		dir := r.initialize(t, forEachRoot(contract(t).Inputs))
		inputs := examples(t, "inputs")
		for i, e := range inputs {
			inputs[i].Value = prebuilt(e.Value)
		}
		r.applyInputs(t, dir, inputs)
		r.planIsEmpty(t, dir)

		for i, e := range inputs {
			inputs[i].Value = claimed(e.Value)
		}
		writeInputs(t, dir, inputs)
		for _, change := range r.plansOnlyUpdates(t, dir) {
			if change.Type != "kubernetes_deployment_v1" {
				continue
			}
			if diff := cmp.Diff(podTemplate(t, change.Change.Before), podTemplate(t, change.Change.After)); diff != "" {
				t.Errorf("another owner changes the pod of %s (-before +after):\n%s", change.Address, diff)
			}
		}
	})
}

// podTemplate is that of a Deployment in a plan.
func podTemplate(t *testing.T, deployment json.RawMessage) json.RawMessage {
	t.Helper()
	var d struct {
		Spec []struct{ Template json.RawMessage }
	}
	if err := json.Unmarshal(deployment, &d); err != nil || len(d.Spec) != 1 {
		t.Fatalf("a Deployment without a spec: %v", err)
	}
	return d.Spec[0].Template
}
