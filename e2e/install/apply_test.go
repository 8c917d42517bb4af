package install

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
)

// apply shows that an API server takes what the tutorial's contract gives for an example, in a
// namespace that enforces Pod Security "restricted", and warns of nothing.
func apply(t *testing.T, gen, shop string) {
	c := controlplane.During(t)
	restricted := map[string]any{"pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/warn": "restricted"}
	_, err := c.Create(t.Context(), controlplane.Object{
		"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": "shops", "labels": restricted},
	}, false)
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Items []controlplane.Object }
	if err := json.Unmarshal(run(t, shop, nil, gen, "render", "-f", filepath.Join("testdata", "inputs", "public.yaml"), "-o", "json"), &list); err != nil {
		t.Fatal(err)
	}
	if len(list.Items) != 4 { // a Deployment, a Service, an Ingress and a PodDisruptionBudget
		t.Errorf("there are %d objects", len(list.Items))
	}
	for _, object := range list.Items {
		answer, err := c.Apply(t.Context(), object)
		if err != nil {
			t.Errorf("%s: %v", object.Kind(), err)
		} else if len(answer.Warnings) > 0 {
			t.Errorf("%s: %q", object.Kind(), answer.Warnings)
		}
	}
}
