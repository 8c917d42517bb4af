package template

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/engine"
)

// TestLive builds a workspace of each preset with both real providers in a real API server. With the
// agent's token as it was, the plan after a build is empty; with a new one, as Coder has in each build,
// it changes the Secret and the checksum in the pod template, and nothing else. A workspace that may be
// prebuilt is claimed and stopped then: the claim leaves the pod template as it is in the cluster.
//
// Shows: 11d.2, 11a.1, 13.1.
func TestLive(t *testing.T) {
	f := readForm(t)
	withReal(t, func(t *testing.T, r run) {
		c := controlplane.During(t)
		home := homeOf(t, c)
		for i, p := range f.presets {
			t.Run(p.Name, func(t *testing.T) {
				namespace := fmt.Sprintf("workspaces-%d", i)
				if _, err := c.Create(t.Context(), controlplane.NewObject("v1", "Namespace", "", namespace), false); err != nil {
					t.Fatal(err)
				}
				r := r
				r.provider = r.provider.With("HOME="+home, "TF_VAR_use_kubeconfig=true", "TF_VAR_namespace="+namespace)
				r.lives(t, c, p)
				r.forget(t)
			})
		}
	})
}

// homeOf is a home directory with the settings of kubectl for a cluster.
func homeOf(t *testing.T, c *controlplane.ControlPlane) string {
	t.Helper()
	dir := t.TempDir()
	settings, err := json.Marshal(map[string]any{
		"apiVersion": "v1", "kind": "Config", "current-context": "test",
		"clusters": []any{map[string]any{"name": "test", "cluster": map[string]any{"server": c.Server, "certificate-authority": c.CAFile}}},
		"users":    []any{map[string]any{"name": "test", "user": map[string]any{"token": c.Token}}},
		"contexts": []any{map[string]any{"name": "test", "context": map[string]any{"cluster": "test", "user": "test"}}},
	})
	if err == nil {
		err = os.MkdirAll(filepath.Join(dir, ".kube"), 0o777)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, ".kube", "config"), settings, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func (r run) lives(t *testing.T, c *controlplane.ControlPlane, p preset) {
	b := start(p.Parameters)
	if len(p.Prebuilds) > 0 {
		b = unclaimed(p)
	}
	_, state := r.apply(t, b)
	changes(t, r.plan(t, b), "module.workspace.kubernetes_deployment_v1.workspace", "module.workspace.kubernetes_secret_v1.agent")
	b.token = tokenOf(t, state)
	changes(t, r.plan(t, b))
	if b.prebuild {
		r.claimsLive(t, c, state, b)
	}
}

// claimsLive gives a prebuilt workspace to a user and stops it.
func (r run) claimsLive(t *testing.T, c *controlplane.ControlPlane, state *engine.State, b build) {
	deployment, claim := live(t, c, state, "apps/v1", "Deployment"), live(t, c, state, "v1", "PersistentVolumeClaim")
	b = b.claimed(b.token, b.parameters)
	plan, state := r.apply(t, b)
	keepsCluster(t, plan)
	claimed := live(t, c, state, "apps/v1", "Deployment")
	if diff := cmp.Diff(deployment.At("spec"), claimed.At("spec")); diff != "" {
		t.Errorf("the claim changes the Deployment (-prebuilt +claimed):\n%s", diff)
	}
	if owner := claimed.Text("metadata", "labels", "com.coder.user.username"); owner != alice.name {
		t.Errorf("the Deployment is labelled with the owner %q after the claim", owner)
	}

	b.claim, b.transition = false, "stop"
	plan, state = r.apply(t, b)
	keepsCluster(t, plan)
	if replicas := fmt.Sprint(live(t, c, state, "apps/v1", "Deployment").At("spec", "replicas")); replicas != "0" {
		t.Errorf("a stopped workspace has %s replicas", replicas)
	}
	if is := live(t, c, state, "v1", "PersistentVolumeClaim"); is.Text("metadata", "uid") != claim.Text("metadata", "uid") {
		t.Error("the home is another claim after claim and stop")
	}
}

// live is the object of a kind in the cluster, of which the state has one.
func live(t *testing.T, c *controlplane.ControlPlane, state *engine.State, apiVersion, kind string) controlplane.Object {
	t.Helper()
	typ := map[string]string{"Deployment": "kubernetes_deployment_v1", "PersistentVolumeClaim": "kubernetes_persistent_volume_claim_v1"}[kind]
	resources := ofType(state, typ)
	if len(resources) != 1 {
		t.Fatalf("there are %d %s", len(resources), kind)
	}
	m := metadata(t, resources[0])
	object, err := c.Get(t.Context(), controlplane.NewObject(apiVersion, kind, m.Namespace, m.Name))
	if err != nil {
		t.Fatal(err)
	}
	return object
}

// changes wants a plan to update these resources in place and to leave all others but Coder's own.
func changes(t *testing.T, plan *engine.Plan, want ...string) {
	t.Helper()
	var got []string
	for _, change := range plan.ResourceChanges {
		switch {
		case slices.Equal(change.Change.Actions, []string{"no-op"}):
		case slices.Equal(change.Change.Actions, []string{"update"}):
			got = append(got, change.Address)
		default:
			t.Errorf("the plan would %v %s", change.Change.Actions, change.Address)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the plan changes %q in place of %q", got, want)
	}
}
