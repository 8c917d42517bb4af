package cluster

import (
	"errors"
	"net/http"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestHomeOff turns persistent-home off while the workspace runs, in the order of
// create_before_destroy: the Deployment lets go of the claim, then the claim is
// deleted. The pod goes, and the claim after it.
//
// Shows: capability persistent-home=false.
func TestHomeOff(t *testing.T) {
	w := newWorkspace(t)
	input := example.Minimal("alice", "dev")
	stored := w.applyInput(input)
	claim := w.only(stored, "PersistentVolumeClaim")
	running := w.schedule()

	w.applyInput(input.With("capabilities", example.Object("persistent_home", false)))
	if err := w.Delete(w.ctx, claim, false); err != nil {
		t.Fatal(err)
	}
	w.terminate(running)
	w.eventually("the claim goes", func() bool { return w.gone(claim) })
	w.eventually("a pod without the claim comes", func() bool {
		pods := w.pods()
		return len(pods) == 1 && pods[0].UID() != running.UID() && claimOf(pods[0]) == ""
	})
}

// TestClaimFirst shows what the order is for: a claim that is deleted while the
// Deployment still wants it stays as long as the pod does.
func TestClaimFirst(t *testing.T) {
	w := newWorkspace(t)
	claim := w.only(w.applyInput(example.Minimal("alice", "dev")), "PersistentVolumeClaim")
	running := w.schedule()
	if claimOf(running) != claim.Name() {
		t.Fatalf("the pod's home is the claim %q", claimOf(running))
	}
	if err := w.Delete(w.ctx, claim, false); err != nil {
		t.Fatal(err)
	}
	// The controller has seen the deletion when it has dealt with a later one.
	other := controlplane.NewObject("v1", "PersistentVolumeClaim", w.namespace, "unused")
	other["spec"] = map[string]any{
		"accessModes": []any{"ReadWriteOnce"},
		"resources":   map[string]any{"requests": map[string]any{"storage": "1Gi"}},
	}
	if _, err := w.Apply(w.ctx, other); err != nil {
		t.Fatal(err)
	}
	if err := w.Delete(w.ctx, other, false); err != nil {
		t.Fatal(err)
	}
	w.eventually("an unused claim goes", func() bool { return w.gone(other) })
	if w.gone(claim) {
		t.Error("the claim is gone while a pod uses it")
	}
}

// TestRecreate replaces the pod as the Recreate strategy does: the old one is gone
// before the new one comes, so that both never want the volume at once.
func TestRecreate(t *testing.T) {
	w := newWorkspace(t)
	input := example.Minimal("alice", "dev")
	w.applyInput(input)
	running := w.schedule()
	w.applyInput(input.With("coder_agent_token", model.Value("example-next-token")))
	w.eventually("the old pod is being deleted", func() bool { return w.get(running).At("metadata", "deletionTimestamp") != nil })
	if pods := w.pods(); len(pods) != 1 {
		t.Errorf("%d pods while the old one is going", len(pods))
	}
	w.terminate(running)
	w.eventually("the new pod comes", func() bool {
		pods := w.pods()
		return len(pods) == 1 && pods[0].UID() != running.UID()
	})
}

const node = "e2e-node"

// schedule waits for the Deployment's pod and gives it a node, as the scheduler does.
func (w *workspace) schedule() (pod controlplane.Object) {
	w.Helper()
	if err := startControllers(); err != nil {
		w.Fatal(err)
	}
	if _, err := w.Apply(w.ctx, controlplane.Object{"apiVersion": "v1", "kind": "Node", "metadata": map[string]any{"name": node}}); err != nil {
		w.Fatal(err)
	}
	w.eventually("a pod comes", func() bool { return len(w.pods()) == 1 })
	pod = w.pods()[0]
	if err := w.Bind(w.ctx, pod, node); err != nil {
		w.Fatal(err)
	}
	return pod
}

// terminate waits until a pod is being deleted, and ends it as its kubelet does.
func (w *workspace) terminate(pod controlplane.Object) {
	w.Helper()
	w.eventually("the pod is being deleted", func() bool { return w.get(pod).At("metadata", "deletionTimestamp") != nil })
	if err := w.Delete(w.ctx, pod, true); err != nil {
		w.Fatal(err)
	}
}

func (w *workspace) pods() []controlplane.Object {
	w.Helper()
	pods, err := w.List(w.ctx, "v1", "Pod", w.namespace)
	if err != nil {
		w.Fatal(err)
	}
	return pods
}

// gone reports whether an object is there no more, neither itself nor one that is
// about to go.
func (w *workspace) gone(object controlplane.Object) bool {
	w.Helper()
	_, err := w.Get(w.ctx, object)
	status := (*controlplane.StatusError)(nil)
	if err != nil && !errors.As(err, &status) {
		w.Fatal(err)
	}
	return err != nil && status.Code == http.StatusNotFound
}

// claimOf is the name of the claim that a pod mounts, or "".
func claimOf(pod controlplane.Object) string {
	volumes, _ := pod.At("spec", "volumes").([]any)
	for _, volume := range volumes {
		if name := controlplane.Object(volume.(map[string]any)).Text("persistentVolumeClaim", "claimName"); name != "" {
			return name
		}
	}
	return ""
}
