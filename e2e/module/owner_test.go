package module

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestLiveOwner applies every input in testdata with a workspace_id, and then for another
// owner under another name: all of it is updates in place, none changes the pod's template,
// and the plan after it is empty.
func TestLiveOwner(t *testing.T) {
	withReal(t, func(t *testing.T, r run) {
		c := controlplane.During(t)
		dir := r.initialize(t, providerBlock(c)+forEachRoot(contract(t).Inputs))
		before := examples(t, "inputs")
		for i, e := range before {
			value := e.Value.With("namespace", newNamespace(t, c, "owner-"+e.Name))
			before[i].Value = prebuilt(value)
		}
		r.applyInputs(t, dir, before)
		templates := podTemplates(t, c, before)

		after := slices.Clone(before)
		for i, e := range after {
			after[i].Value = claimed(e.Value)
		}
		writeInputs(t, dir, after)
		r.plansOnlyUpdates(t, dir)
		r.applyInputs(t, dir, after)
		if diff := cmp.Diff(templates, podTemplates(t, c, after)); diff != "" {
			t.Errorf("a change of owner changes pods (-before +after):\n%s", diff)
		}
		r.planIsEmpty(t, dir)
	})
}

// prebuilt is an input for a workspace that nobody has yet, and claimed for the same one when
// a user has it.
func prebuilt(value model.Object) model.Object {
	return owned(value, "prebuilds", "prebuild-1", "", "")
}

func claimed(value model.Object) model.Object {
	return owned(value, "alice", "dev", "0a1b2c3d-3b4f-4c6d-9e7f-8d5a1c2e4e5f", "alice@example.com")
}

// owned is an input for a workspace with an ID and an owner.
func owned(value model.Object, owner, name, id, email string) model.Object {
	for key, text := range map[string]string{
		"workspace_id": "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f",
		"owner":        owner, "workspace_name": name, "owner_id": id, "owner_email": email,
	} {
		value = value.With(key, text)
	}
	return value
}

func (r run) applyInputs(t *testing.T, dir string, inputs []example.Input) {
	t.Helper()
	writeInputs(t, dir, inputs)
	if _, err := r.Run(dir, r.provider, "apply", "-auto-approve", "-input=false"); err != nil {
		t.Fatal(err)
	}
}

// plansOnlyUpdates wants a plan that changes something, and makes and destroys nothing. It
// returns what it changes.
func (r run) plansOnlyUpdates(t *testing.T, dir string) (updates []engine.ResourceChange) {
	t.Helper()
	plan, _, err := r.Plan(dir, r.provider)
	if err != nil || plan == nil {
		t.Fatal("no plan for another owner:", err)
	}
	for _, change := range plan.ResourceChanges {
		switch actions := change.Change.Actions; {
		case slices.Equal(actions, []string{"update"}):
			updates = append(updates, change)
		case !slices.Equal(actions, []string{"no-op"}):
			t.Errorf("another owner would %v %s", actions, change.Address)
		}
	}
	if len(updates) == 0 {
		t.Error("another owner changes nothing")
	}
	return updates
}

// podTemplates are the stored templates of the inputs' Deployments.
func podTemplates(t *testing.T, c *controlplane.ControlPlane, inputs []example.Input) map[string]any {
	t.Helper()
	templates := map[string]any{}
	for _, e := range inputs {
		for _, object := range rendered(t, e) {
			if object.Kind() != "Deployment" {
				continue
			}
			live, err := c.Get(t.Context(), object)
			if err != nil {
				t.Fatal(err)
			}
			templates[e.Name] = live.At("spec", "template")
		}
	}
	return templates
}
