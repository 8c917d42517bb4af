// Package cluster shows what a real API server and real controllers make of the
// rendered manifests.
package cluster

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// scratch has the control plane's data and logs.
var scratch string

// start starts the control plane, once for all tests. TestMain stops it.
var start = sync.OnceValues(func() (c *controlplane.ControlPlane, err error) {
	started, err = controlplane.Start(scratch)
	return started, err
})

// started is the control plane, if a test has asked for it.
var started *controlplane.ControlPlane

// startControllers starts the controllers, for the tests that need them.
var startControllers = sync.OnceValue(func() error {
	c, err := start()
	if err != nil {
		return err
	}
	return c.StartControllers()
})

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "base-k8s-e2e-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if started != nil {
		if err := started.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.RemoveAll(scratch)
	os.Exit(code)
}

// workspace is a namespace of a test's own, with what is applied there.
type workspace struct {
	*testing.T
	*controlplane.ControlPlane
	ctx       context.Context
	namespace string
}

var notLabel = regexp.MustCompile(`[^a-z0-9]+`)

// newWorkspace makes a namespace that enforces Pod Security "restricted", and warns of
// what it would refuse.
func newWorkspace(t *testing.T) *workspace {
	t.Helper()
	c, err := start()
	if err != nil {
		t.Fatal(err)
	}
	name := strings.Trim(notLabel.ReplaceAllString(strings.ToLower(t.Name()), "-"), "-")
	t.Logf("RAN: Kubernetes %s", controlplane.Version)
	w := &workspace{T: t, ControlPlane: c, ctx: t.Context(), namespace: name}
	_, err = c.Create(w.ctx, controlplane.Object{
		"apiVersion": "v1",
		"kind":       "Namespace",
		"metadata": map[string]any{
			"name": name,
			"labels": map[string]any{
				"pod-security.kubernetes.io/enforce": "restricted",
				"pod-security.kubernetes.io/warn":    "restricted",
			},
		},
	}, false)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// render renders an input for the namespace.
func (w *workspace) render(input model.Object) []controlplane.Object {
	w.Helper()
	result, err := example.Render(input.With("namespace", w.namespace))
	if err != nil {
		w.Fatal(err)
	}
	objects := make([]controlplane.Object, len(result.Objects))
	for i, rendered := range result.Objects {
		if objects[i], err = controlplane.FromModel(rendered.Body); err != nil {
			w.Fatal(err)
		}
	}
	return objects
}

// apply applies objects in their order and returns them as stored. A refusal and a
// warning fail the test.
func (w *workspace) apply(objects []controlplane.Object) []controlplane.Object {
	w.Helper()
	stored := make([]controlplane.Object, len(objects))
	for i, object := range objects {
		answer, err := w.Apply(w.ctx, object)
		if err != nil {
			w.Fatalf("%s %s: %v", object.Kind(), object.Name(), err)
		}
		w.warnings(object, answer)
		stored[i] = answer.Object
	}
	return stored
}

// tolerated are warnings by the API server that the contract's inputs may lead to, with
// the reason why that is right.
var tolerated = []struct{ words, reason string }{
	{"should be in RFC 5952 canonical format", "control_plane_cidrs takes every spelling of a network that Kubernetes takes"},
	{"fractional byte value", "the server multiplies by 1000 to look for fractions, and overflows at 999999Ti; it stores the value as it is"},
}

// warnings fails the test for each warning that is not tolerated.
func (w *workspace) warnings(object controlplane.Object, answer *controlplane.Answer) {
	w.Helper()
	for _, warning := range answer.Warnings {
		known := slices.ContainsFunc(tolerated, func(t struct{ words, reason string }) bool { return strings.Contains(warning, t.words) })
		if !known {
			w.Errorf("%s %s: %s", object.Kind(), object.Name(), warning)
		}
	}
}

// applyInput renders and applies.
func (w *workspace) applyInput(input model.Object) []controlplane.Object {
	w.Helper()
	return w.apply(w.render(input))
}

// existing makes what an input names and the API server looks for when a pod comes: a
// ServiceAccount and a RuntimeClass.
func (w *workspace) existing(input model.Object) {
	w.Helper()
	var objects []controlplane.Object
	if name, _ := input.Get("service_account_name"); name != nil && name != "" {
		objects = append(objects, controlplane.NewObject("v1", "ServiceAccount", w.namespace, name.(string)))
	}
	if name, _ := input.Get("runtime_class_name"); name != nil && name != "" {
		class := controlplane.NewObject("node.k8s.io/v1", "RuntimeClass", "", name.(string))
		class["handler"] = "runsc"
		objects = append(objects, class)
	}
	w.apply(objects)
}

// get reads an object, which has to be there.
func (w *workspace) get(object controlplane.Object) controlplane.Object {
	w.Helper()
	stored, err := w.Get(w.ctx, object)
	if err != nil {
		w.Fatal(err)
	}
	return stored
}

// eventually waits for something that the controllers do.
func (w *workspace) eventually(what string, done func() bool) {
	w.Helper()
	deadline := time.Now().Add(time.Minute)
	for !done() {
		if time.Now().After(deadline) {
			w.Fatalf("waited in vain: %s", what)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// only is the one object of a kind.
func (w *workspace) only(objects []controlplane.Object, kind string) controlplane.Object {
	w.Helper()
	var found []controlplane.Object
	for _, object := range objects {
		if object.Kind() == kind {
			found = append(found, object)
		}
	}
	if len(found) != 1 {
		w.Fatalf("%d objects of kind %s", len(found), kind)
	}
	return found[0]
}

// pod is a Deployment's pod template as a pod.
func pod(deployment controlplane.Object) controlplane.Object {
	template, _ := deployment.At("spec", "template").(map[string]any)
	p := controlplane.Object{"apiVersion": "v1", "kind": "Pod", "spec": template["spec"]}
	metadata := map[string]any{"name": deployment.Name(), "namespace": deployment.Namespace()}
	for key, value := range template["metadata"].(map[string]any) {
		metadata[key] = value
	}
	p["metadata"] = metadata
	return p
}
