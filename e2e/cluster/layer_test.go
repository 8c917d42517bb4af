package cluster

import (
	"os"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/layertest"
)

// TestLayer applies what the inputs of the layer testdata/layers/acme render to, in a namespace
// that enforces "restricted": sidecar, init container, volumes and policy are the layer's.
func TestLayer(t *testing.T) {
	m, err := compile.Compile(layertest.Lay(t, example.SchemaDir, "acme", os.DirFS("../../testdata/layers/acme")))
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := example.Read("layers/acme/inputs")
	if err != nil {
		t.Fatal(err)
	}
	for _, input := range inputs {
		t.Run(input.Name, func(t *testing.T) {
			result, refused := m.Evaluate(input.Value)
			if result == nil {
				t.Fatal(refused)
			}
			w := newWorkspace(t)
			var objects []controlplane.Object
			for _, rendered := range result.Objects {
				object, err := controlplane.FromModel(rendered.Body)
				if err != nil {
					t.Fatal(err)
				}
				object["metadata"].(map[string]any)["namespace"] = w.namespace
				objects = append(objects, object)
			}
			w.apply(objects)
			template := pod(w.only(objects, "Deployment"))
			class := controlplane.NewObject("scheduling.k8s.io/v1", "PriorityClass", "", template.At("spec", "priorityClassName").(string))
			class["value"] = 1000
			w.apply([]controlplane.Object{class})
			answer, err := w.Create(w.ctx, template, true)
			if err != nil {
				t.Fatalf("the pod template as a pod: %v", err)
			}
			w.warnings(template, answer)
		})
	}
}
