package cluster

import (
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestStopAndStart goes from one replica to none and back: the home's claim stays.
//
// Shows: 11a.1, 13.1, 13.2, 13.3, capability persistent-home=true.
func TestStopAndStart(t *testing.T) {
	w := newWorkspace(t)
	input := example.Minimal("alice", "dev")
	claim := w.only(w.applyInput(input), "PersistentVolumeClaim")
	for _, replicas := range []int64{0, 1} {
		stored := w.applyInput(input.With("replica_count", replicas))
		if got := w.only(stored, "Deployment").At("spec", "replicas"); got != float64(replicas) {
			t.Errorf("replicas are %v, want %d", got, replicas)
		}
		w.untouched(claim)
	}
}

// untouched wants a stored object to be as it was, and not another one of its name.
func (w *workspace) untouched(object controlplane.Object) {
	w.Helper()
	if diff := cmp.Diff(object.Content(), w.get(object).Content()); diff != "" {
		w.Errorf("%s %s was touched (-before +now):\n%s", object.Kind(), object.Name(), diff)
	}
}

// TestSwitchCapabilities turns each capability but persistent-home on a running
// workspace, and back. Every step applies, and the claim stays as it was.
func TestSwitchCapabilities(t *testing.T) {
	cases := map[string]struct {
		capabilities model.Object
		inputs       model.Object // what the capability needs
	}{
		"network-egress none":             {capabilities: example.Object("network_egress", "none")},
		"network-egress unrestricted":     {capabilities: example.Object("network_egress", "unrestricted")},
		"identity-mode oidc":              {capabilities: example.Object("identity_mode", "oidc")},
		"identity-mode workload-identity": {capabilities: example.Object("identity_mode", "workload-identity")},
		"artifact-cache":                  {capabilities: example.Object("artifact_cache", true)},
		"gui-vnc":                         {capabilities: example.Object("gui_vnc", true)},
		"secrets-injection secrets-manager": {
			capabilities: example.Object("secrets_injection", "secrets-manager"),
			inputs:       example.Object("secret_provider_class", "workspace-secrets"),
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			input := example.Minimal("alice", "dev")
			claim := w.only(w.applyInput(input), "PersistentVolumeClaim")
			switched := input.With("capabilities", c.capabilities)
			for _, member := range c.inputs {
				switched = switched.With(member.Key, member.Value)
			}
			for _, step := range []model.Object{switched, input} {
				w.only(w.applyInput(step), "PersistentVolumeClaim")
				w.untouched(claim)
			}
		})
	}
}

// TestClaimIsNotReplaced asks for a smaller home and for one of another class. The API
// server refuses both, and the claim stays as it was.
func TestClaimIsNotReplaced(t *testing.T) {
	cases := map[string]func(model.Object) model.Object{
		"smaller": func(input model.Object) model.Object {
			profile, _ := input.Get("compute_profile")
			return input.With("compute_profile", profile.(model.Object).With("storage", "10Gi"))
		},
		"reclassed": func(input model.Object) model.Object { return input.With("storage_class", "gp2") },
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			input := example.Minimal("alice", "dev")
			claim := w.only(w.applyInput(input), "PersistentVolumeClaim")
			_, err := w.Apply(w.ctx, w.only(w.render(change(input)), "PersistentVolumeClaim"))
			if refused := (*controlplane.StatusError)(nil); !errors.As(err, &refused) || refused.Code != http.StatusUnprocessableEntity {
				t.Errorf("the API server says %v", err)
			}
			w.untouched(claim)
		})
	}
}
