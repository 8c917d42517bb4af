package template

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/engine"
)

// TestStopAndStart starts, stops and starts workspaces. Stopped it has no pod, and its
// home stays. Nothing of the cluster is destroyed, and started again it is what it was.
//
// Shows: 13.1, 13.2, 11a.1.
func TestStopAndStart(t *testing.T) {
	f := readForm(t)
	withStandIn(t, func(t *testing.T, r run) {
		for _, p := range f.telling() {
			t.Run(p.Name, func(t *testing.T) {
				b := start(p.Parameters)
				_, started := r.apply(t, b)
				replicas(t, started, "1")

				b.previous, b.transition = b.parameters, "stop"
				plan, stopped := r.apply(t, b)
				keepsCluster(t, plan)
				replicas(t, stopped, "0")
				if diff := cmp.Diff(claims(started), claims(stopped)); diff != "" {
					t.Errorf("a stop changes claims (-started +stopped):\n%s", diff)
				}

				b.transition = "start"
				plan, again := r.apply(t, b)
				keepsCluster(t, plan)
				if diff := cmp.Diff(addresses(started), addresses(again)); diff != "" {
					t.Errorf("after a stop there is something else (-started +started again):\n%s", diff)
				}
				replicas(t, again, "1")
				r.forget(t)
			})
		}
	})
}

// replicas wants the Deployments of a state to have so many pods.
func replicas(t *testing.T, state *engine.State, want string) {
	t.Helper()
	deployments := ofType(state, "kubernetes_deployment_v1")
	if len(deployments) != 1 {
		t.Errorf("there are %d Deployments", len(deployments))
	}
	for _, r := range deployments {
		var specs []struct{ Replicas string }
		if err := json.Unmarshal(r.Values["spec"], &specs); err != nil || specs[0].Replicas != want {
			t.Errorf("%s has %v replicas in place of %s: %v", r.Address, specs, want, err)
		}
	}
}

// keepsCluster wants a plan that destroys and replaces only what is Coder's own.
func keepsCluster(t *testing.T, plan *engine.Plan) {
	t.Helper()
	for _, change := range plan.ResourceChanges {
		if slices.Contains(change.Change.Actions, "delete") && !strings.HasPrefix(change.Type, "coder_") {
			t.Errorf("the plan would %v %s", change.Change.Actions, change.Address)
		}
	}
}

func ofType(state *engine.State, typ string) (found []engine.Resource) {
	for _, r := range state.Values.All() {
		if r.Type == typ {
			found = append(found, r)
		}
	}
	return found
}

// claims are the claims for volumes in a state.
func claims(state *engine.State) []engine.Resource {
	return ofType(state, "kubernetes_persistent_volume_claim_v1")
}

// addresses are those of what a state has.
func addresses(state *engine.State) (list []string) {
	for _, r := range state.Values.All() {
		list = append(list, r.Address)
	}
	slices.Sort(list)
	return list
}

// TestDelete deletes workspaces, one that runs and one that is stopped: nothing is left of them.
func TestDelete(t *testing.T) {
	f := readForm(t)
	withStandIn(t, func(t *testing.T, r run) {
		for _, transition := range []string{"start", "stop"} {
			b := start(f.telling()[0].Parameters)
			r.apply(t, b)
			if transition == "stop" {
				b.transition = transition
				r.apply(t, b)
			}
			b.transition = "delete"
			provider := r.provider.With(b.environment()...)
			if _, err := r.Run(r.dir, provider, "destroy", "-auto-approve", "-input=false"); err != nil {
				t.Fatal(err)
			}
			state, err := r.State(r.dir, provider)
			if err != nil {
				t.Fatal(err)
			}
			if left := addresses(state); len(left) > 0 {
				t.Errorf("deleted after a %s, %q is left", transition, left)
			}
		}
	})
}
