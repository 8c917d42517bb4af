package effect_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// resource is a line of provider.json.
type resource struct {
	Replaces   []string `json:"replaces"`
	Keeps      []string `json:"keeps,omitempty"`
	Quantities []string `json:"quantities,omitempty"`
	NotRead    []string `json:"notRead,omitempty"`
}

// source is a row of providersource.json: what the source of a version of the provider says
// about the arguments of a resource and "terraform providers schema" does not print. An argument has the names of the blocks around it, and a block stands for
// everything in it.
type source struct {
	// ForceNew are those with ForceNew, whose change replaces the object.
	ForceNew []string `json:"forceNew"`
	// Computed are the blocks with Optional and Computed.
	Computed []string `json:"computed"`
	// NotRead are those that the provider does not read from the cluster: the functions
	// called flatten… leave them out (flattenDeploymentSpec in structures_deployment.go).
	NotRead []string `json:"notRead"`
}

// sources are the rows for all resources.
func sources(t *testing.T) (rows map[string]source) {
	text, err := os.ReadFile("providersource.json")
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Version   string            `json:"version"`
		Resources map[string]source `json:"resources"`
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		t.Fatal(err)
	}
	rows = read.Resources
	if read.Version != provider.Version {
		t.Errorf("providersource.json is about version %s of the provider, the schema is that of %s: read its source", read.Version, provider.Version)
	}
	if diff := cmp.Diff(provider.ResourceNames(), slices.Sorted(maps.Keys(rows))); diff != "" {
		t.Errorf("resources (-of the kinds +in providersource.json):\n%s", diff)
	}
	return rows
}

// TestProviderTable: provider.json is what providersource.json and the provider's schema say
// about every kind that a contract can have, with the field names of Kubernetes. UPDATE=1
// writes it.
func TestProviderTable(t *testing.T) {
	table, all := map[string]*resource{}, sources(t)
	for _, k := range kubernetes.Kinds() {
		shape := k.Shape()
		resourceName, _ := provider.ResourceName(k.APIVersion, k.Kind)
		block, _ := provider.Resource(resourceName)
		r := &resource{}
		r.walk(shape, block, nil)
		for _, argument := range all[resourceName].ForceNew {
			if strings.HasSuffix(argument, ".azure_file.secret_namespace") {
				continue // a pod's volume has no such field in Kubernetes
			}
			if argument == "auto_approve" {
				continue // what the provider itself does with a CertificateSigningRequest
			}
			r.Replaces = append(r.Replaces, inKubernetes(t, shape, block, argument))
		}
		for _, argument := range all[resourceName].Computed {
			r.Keeps = append(r.Keeps, inKubernetes(t, shape, block, argument))
		}
		for _, argument := range all[resourceName].NotRead {
			r.NotRead = append(r.NotRead, inKubernetes(t, shape, block, argument))
		}
		slices.Sort(r.Keeps)
		slices.Sort(r.Replaces)
		slices.Sort(r.Quantities)
		table[k.Kind] = r
	}
	golden.Compare(t, "provider.json", lines(t, table))
}

// walk collects what the schema says of every argument in a block.
func (r *resource) walk(shape *kubernetes.Shape, block *provider.Block, path []string) {
	for name, field := range block.Fields(shape.Fields()) {
		inner, _ := shape.Field(field)
		at := append(slices.Clone(path), field)
		for inner.Kind == kubernetes.List {
			inner = inner.Elem()
		}
		if nested, ok := block.Blocks[name]; ok {
			r.walk(inner, &nested.Block, at)
			continue
		}
		if attribute := block.Attributes[name]; attribute.Optional && attribute.Computed {
			r.Keeps = append(r.Keeps, strings.Join(at, "."))
		}
		if inner.Kind == kubernetes.Map {
			inner = inner.Elem()
		}
		if inner.Kind == kubernetes.Quantity {
			r.Quantities = append(r.Quantities, strings.Join(at, "."))
		}
	}
}

// inKubernetes is the path of the field that an argument stands for.
func inKubernetes(t *testing.T, shape *kubernetes.Shape, block *provider.Block, argument string) string {
	var path []string
	for name := range strings.SplitSeq(argument, ".") {
		field := block.Fields(shape.Fields())[name]
		if field == "" {
			t.Fatalf("%s stands for no field", argument)
		}
		path = append(path, field)
		shape, _ = shape.Field(field)
		for shape.Kind == kubernetes.List {
			shape = shape.Elem()
		}
		if nested, ok := block.Blocks[name]; ok {
			block = &nested.Block
		}
	}
	return strings.Join(path, ".")
}

// lines is the table with a line for each kind.
func lines(t *testing.T, table map[string]*resource) []byte {
	text, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.ReplaceAll(append(text, '\n'), []byte(`},"`), []byte("},\n\""))
}

// Every row of provider.json counts: a field that forces replacement, one that the
// provider keeps when it disappears, and equal quantities.
func TestProviderRows(t *testing.T) {
	text, err := os.ReadFile("provider.json")
	if err != nil {
		t.Fatal(err)
	}
	var table map[string]resource
	if err := json.Unmarshal(text, &table); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for kind, r := range table {
		// What these hold is lost with them.
		replaced := effect.Replace
		if kind == "PersistentVolumeClaim" || kind == "Namespace" {
			replaced = effect.DataLoss
		}
		check := func(path, old, new string, want effect.Effect) {
			t.Helper()
			rows++
			documents := nest(kind, path, old) + "---\n" + nest(kind, path, new)
			if got := compare(t, []byte(documents), nil).Effect.Terraform; got != want {
				t.Errorf("%s %s: %s → %s is %s, want %s", kind, path, old, new, got, want)
			}
		}
		for _, path := range r.Replaces {
			check(path, "{k: x}", "{k: y}", replaced)
		}
		for _, path := range r.Keeps {
			check(path, "{k: x}", "", effect.None)
		}
		for _, path := range r.Quantities {
			check(path, "{k: 1Gi}", "{k: 1024Mi}", effect.None)
		}
	}
	if rows < 500 {
		t.Errorf("there are only %d rows", rows)
	}
}

// nest is an object x of a kind with a value at a path, or without it, beside something
// that keeps what is around it there.
func nest(kind, path, value string) string {
	var b strings.Builder
	b.WriteString("x:\n kind: " + kind + "\n")
	keys := strings.Split(path, ".")
	for depth, key := range keys {
		indent := strings.Repeat(" ", depth+1)
		b.WriteString(indent + "beside: {}\n")
		switch {
		case depth < len(keys)-1:
			b.WriteString(indent + key + ":\n")
		case value != "":
			b.WriteString(indent + key + ": " + value + "\n")
		}
	}
	return b.String()
}
