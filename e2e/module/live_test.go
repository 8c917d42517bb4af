package module

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
)

// TestLive applies every input in testdata with the real provider to a real API server, each in
// a namespace of its own. The next plan must be empty, and the live objects must equal those
// that applying the manifests creates.
func TestLive(t *testing.T) {
	withReal(t, func(t *testing.T, r run) {
		c := controlplane.During(t)
		inputs := examples(t, "inputs")
		for i, e := range inputs {
			inputs[i].Value = e.Value.With("namespace", newNamespace(t, c, "terraform-"+e.Name))
		}
		dir := r.initialize(t, providerBlock(c)+forEachRoot(contract(t).Inputs))
		r.applyInputs(t, dir, inputs)
		r.planIsEmpty(t, dir)
		for _, e := range inputs {
			t.Run(e.Name, func(t *testing.T) { compareLive(t, c, e) })
		}
	})
}

func providerBlock(c *controlplane.ControlPlane) string {
	return fmt.Sprintf("provider \"kubernetes\" {\n  host                   = %q\n  token                  = %q\n  cluster_ca_certificate = file(%q)\n}\n\n", c.Server, c.Token, c.CAFile)
}

var notLabel = regexp.MustCompile(`[^a-z0-9]+`)

func newNamespace(t *testing.T, c *controlplane.ControlPlane, name string) string {
	t.Helper()
	name = strings.Trim(notLabel.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if _, err := c.Create(t.Context(), controlplane.NewObject("v1", "Namespace", "", name), false); err != nil {
		t.Fatal(err)
	}
	return name
}

// planIsEmpty wants a plan with nothing to do.
func (r run) planIsEmpty(t *testing.T, dir string) {
	t.Helper()
	plan, _, err := r.Plan(dir, r.provider)
	if err != nil || plan == nil {
		t.Fatal("no plan after the apply:", err)
	}
	for _, change := range plan.ResourceChanges {
		if !slices.Equal(change.Change.Actions, []string{"no-op"}) {
			t.Errorf("a plan after the apply wants to %s %s", strings.Join(change.Change.Actions, " and "), change.Address)
		}
	}
	for name, change := range plan.OutputChanges {
		if !slices.Equal(change.Actions, []string{"no-op"}) {
			t.Errorf("a plan after the apply wants to %s the output %s", strings.Join(change.Actions, " and "), name)
		}
	}
}

// compareLive applies an input's manifests in another namespace and compares.
func compareLive(t *testing.T, c *controlplane.ControlPlane, e example.Input) {
	other := e.Value.With("namespace", newNamespace(t, c, "manifests-"+e.Name))
	byTerraform, manifests := rendered(t, e), rendered(t, example.Input{Name: e.Name, Value: other})
	for i, manifest := range manifests {
		answer, err := c.Apply(t.Context(), manifest)
		if err != nil {
			t.Fatal(err)
		}
		live, err := c.Get(t.Context(), byTerraform[i])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(settled(answer.Object), settled(live)); diff != "" {
			t.Errorf("%s %s (-manifest +Terraform):\n%s", live.Kind(), live.Name(), diff)
		}
	}
}

func rendered(t *testing.T, e example.Input) (objects []controlplane.Object) {
	t.Helper()
	result, err := example.Render(e.Value)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range result.Objects {
		object, err := controlplane.FromModel(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		objects = append(objects, object)
	}
	return objects
}

// zeroValues are what the provider writes where a manifest writes nothing. To
// Kubernetes both are the same.
var zeroValues = []struct {
	field  string
	value  any
	reason string
}{
	{"optional", false, "every reference to a Secret or a ConfigMap has it, in variables, env_from, volumes and projected sources; nothing means false"},
	{"privileged", false, "every security_context has it; nothing means false"},
	{"readOnlyRootFilesystem", false, "every security_context has it; nothing means false"},
	{"mountPropagation", "None", "every volume_mount has it, those of init containers too; nothing means None"},
	{"shareProcessNamespace", false, "every pod has it; nothing means false"},
	{"fsType", "", "every csi volume has it; nothing leaves the choice to the driver, as the empty string does"},
}

// serverFields are what the API server decides, and what differs between namespaces.
var serverFields = map[string][]string{
	"metadata": {"uid", "resourceVersion", "creationTimestamp", "managedFields", "generation", "namespace"},
	"spec":     {"clusterIP", "clusterIPs"},
}

// settled is an object without what the server decides and without zero values.
func settled(object controlplane.Object) controlplane.Object {
	delete(object, "status")
	headless := object.Text("spec", "clusterIP") == "None"
	for part, fields := range serverFields {
		members, _ := object[part].(map[string]any)
		for _, field := range fields {
			if !headless || part != "spec" {
				delete(members, field)
			}
		}
	}
	dropZeroValues(map[string]any(object))
	return object
}

func dropZeroValues(value any) {
	switch value := value.(type) {
	case []any:
		for _, elem := range value {
			dropZeroValues(elem)
		}
	case map[string]any:
		for _, zero := range zeroValues {
			if found, ok := value[zero.field]; ok && reflect.DeepEqual(found, zero.value) {
				delete(value, zero.field)
			}
		}
		for _, member := range value {
			dropZeroValues(member)
		}
	}
}
