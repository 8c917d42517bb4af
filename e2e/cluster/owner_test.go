package cluster

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestOwnerChanges makes a workspace for nobody, as prebuilt ones are, gives it to a user
// and renames it. Its objects say whose it is; its pod and its home stay. An annotation
// raises a Deployment's generation, so it is the pod's hash and UID that count.
func TestOwnerChanges(t *testing.T) {
	cases := map[string]model.Object{
		"minimal": {},
		"desktop": example.Object(
			"capabilities", example.Object("gui_vnc", true, "artifact_cache", true, "identity_mode", "oidc", "network_egress", "unrestricted"),
			"home_seed", true,
			"workspace_iam_role_arn", "arn:aws:iam::123456789012:role/workspace",
			"secrets", example.Object("API_KEY", "example-key"),
			"overrides", example.Object("environment_variables", example.Object("EDITOR", "vim"), "annotations", example.Object("example.com/team", "a")),
		),
	}
	for name, inputs := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			input := example.Minimal("prebuilds", "prebuild-1").With("workspace_id", "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f")
			for _, member := range inputs {
				input = input.With(member.Key, member.Value)
			}
			stored := w.applyInput(input)
			running, before := w.schedule(), w.settled(stored)
			w.untouchedBy(running, before, input.With("replica_count", int64(1)))

			claimed := input.With("owner", "alice").With("workspace_name", "dev")
			claimed = claimed.With("owner_id", "0a1b2c3d-3b4f-4c6d-9e7f-8d5a1c2e4e5f")
			claimed = claimed.With("owner_email", "alice@example.com")
			renamed := claimed.With("workspace_name", "dev-2")
			for _, change := range []model.Object{claimed, renamed, renamed.With("owner_email", "alice@example.org")} {
				w.untouchedBy(running, before, change)
			}
			deployment := w.get(w.only(stored, "Deployment"))
			for path, want := range map[[2]string]string{
				{"labels", "com.coder.workspace.name"}:  "dev-2",
				{"labels", "com.coder.user.username"}:   "alice",
				{"labels", "com.coder.user.id"}:         "0a1b2c3d-3b4f-4c6d-9e7f-8d5a1c2e4e5f",
				{"annotations", "com.coder.user.email"}: "alice@example.org",
			} {
				if got := deployment.Text("metadata", path[0], path[1]); got != want {
					t.Errorf("%s of the Deployment is %q, want %q", path[1], got, want)
				}
			}
		})
	}
}

// TestPodSaysOwner shows that TestOwnerChanges would see a pod that says what is its
// owner's: with another variable the ReplicaSet is to have no pod any more.
func TestPodSaysOwner(t *testing.T) {
	w := newWorkspace(t)
	input := example.Minimal("alice", "dev").With("workspace_id", "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f")
	stored := w.applyInput(input)
	running, before := w.schedule(), w.settled(stored)
	variables := example.Object("environment_variables", example.Object("OWNER", "alice"))
	w.applyInput(input.With("overrides", variables))
	if diff := cmp.Diff(before.sets, w.settled(stored).sets); diff == "" {
		t.Errorf("the ReplicaSets are %v before and after", before.sets)
	}
	w.terminate(running)
}

// identity is what a change of owner must leave alone.
type identity struct {
	sets      []string // pod-template-hash and number of pods of ReplicaSets
	objects   []string // kind, name and UID
	claimSpec any
}

// settled waits until the Deployment's controller has seen its last change, and reads what
// is there then.
func (w *workspace) settled(objects []controlplane.Object) (is identity) {
	w.Helper()
	deployment := w.only(objects, "Deployment")
	w.eventually("the controller sees the Deployment", func() bool {
		now := w.get(deployment)
		return now.At("status", "observedGeneration") == now.At("metadata", "generation")
	})
	sets, err := w.List(w.ctx, "apps/v1", "ReplicaSet", w.namespace)
	if err != nil {
		w.Fatal(err)
	}
	for _, set := range sets {
		is.sets = append(is.sets, fmt.Sprint(set.Text("metadata", "labels", "pod-template-hash"), " ", set.At("spec", "replicas")))
	}
	for _, object := range objects {
		now := w.get(object)
		is.objects = append(is.objects, now.Kind()+" "+now.Name()+" "+now.UID())
	}
	is.claimSpec = w.get(w.only(objects, "PersistentVolumeClaim")).At("spec")
	return is
}

// untouchedBy applies an input that must leave the objects' identity and the pod as they
// were.
func (w *workspace) untouchedBy(running controlplane.Object, before identity, input model.Object) {
	w.Helper()
	after := w.settled(w.applyInput(input))
	if diff := cmp.Diff(before, after, cmp.AllowUnexported(identity{})); diff != "" {
		w.Errorf("what must stay does not (-before +after):\n%s", diff)
	}
	pods := w.pods()
	if len(pods) != 1 || pods[0].UID() != running.UID() || pods[0].At("metadata", "deletionTimestamp") != nil {
		w.Errorf("the pod does not stay: there are %d", len(pods))
	}
}
