package cluster

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
)

// TestManifests applies what every input in testdata renders to, server-side and with
// strict field validation. The pod template has to pass as a pod, which Pod Security
// enforces "restricted" on, and applying again has to change nothing.
//
// Shows: 11.5.
func TestManifests(t *testing.T) {
	inputs, err := example.Read("inputs")
	if err != nil {
		t.Fatal(err)
	}
	for _, input := range inputs {
		t.Run(input.Name, func(t *testing.T) {
			w := newWorkspace(t)
			w.existing(input.Value)
			objects := w.render(input.Value)
			first := w.apply(objects)
			template := pod(w.only(objects, "Deployment"))
			if answer, err := w.Create(w.ctx, template, true); err != nil {
				t.Errorf("the pod template as a pod: %v", err)
			} else {
				w.warnings(template, answer)
			}
			for i, again := range w.apply(objects) {
				if diff := cmp.Diff(first[i].Content(), again.Content()); diff != "" {
					t.Errorf("applying %s %s again changes it (-first +again):\n%s", again.Kind(), again.Name(), diff)
				}
			}
		})
	}
}

// TestServerIsStrict shows that the API server refuses what TestManifests relies on it
// to refuse: a container of any kind that may run as root, and a field that does not exist.
func TestServerIsStrict(t *testing.T) {
	w := newWorkspace(t)
	input := example.Minimal("alice", "dev").With("capabilities", example.Object("gui_vnc", true))
	objects := w.render(input.With("home_seed", true))
	w.apply(objects)
	deployment := w.only(objects, "Deployment")

	for _, kind := range []string{"initContainers", "containers"} {
		for i := range deployment.At("spec", "template", "spec", kind).([]any) {
			asRoot := pod(w.only(w.render(input.With("home_seed", true)), "Deployment"))
			container := controlplane.Object(asRoot.At("spec", kind).([]any)[i].(map[string]any))
			container.At("securityContext").(map[string]any)["runAsNonRoot"] = false
			_, err := w.Create(w.ctx, asRoot, true)
			if refused := (*controlplane.StatusError)(nil); !errors.As(err, &refused) || !strings.Contains(refused.Message, "runAsNonRoot") {
				t.Errorf("%s may run as root: %v", container.Text("name"), err)
			}
		}
	}

	deployment["spec"].(map[string]any)["replica"] = 1
	_, err := w.Apply(w.ctx, deployment)
	if refused := (*controlplane.StatusError)(nil); !errors.As(err, &refused) || !strings.Contains(refused.Message, ".spec.replica") {
		t.Errorf("a field that does not exist: %v", err)
	}
}
