package cluster

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

// customObject is one that the definition of the case accepts, as JSON, which is CUE.
const customObject = `{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "x"},
"spec": {"port": 80, "mode": "fast", "tags": {"k": "v"}, "parts": [{"id": "a", "size": 1}]}}`

// faults are changes of customObject that the definition does not allow.
var faults = map[string][2]string{
	"unknown field":               {`"port": 80`, `"port": 80, "prot": 80`},
	"unknown field of an element": {`"size": 1`, `"size": 1, "sise": 1`},
	"another type":                {`"port": 80`, `"port": true`},
	"another type in a map":       {`"k": "v"`, `"k": 1`},
	"another type of an element":  {`[{"id": "a", "size": 1}]`, `["a"]`},
	"value that is not listed":    {`"fast"`, `"fats"`},
	"nothing that is required":    {`"port": 80, `, ``},
	"no key of an element":        {`"id": "a", `, ``},
	"unknown metadata":            {`"name": "x"`, `"name": "x", "label": {"a": "b"}`},
	"version that is not served":  {`example.com/v1"`, `example.com/v1alpha1"`},
}

// TestCustomResources applies the definitions beside a contract and then its custom resources, for
// each of its inputs: the API server takes them as they are. What the compiler refuses by the
// definition the API server refuses, too, under strict validation.
func TestCustomResources(t *testing.T) {
	archive, err := txtar.ParseFile("../../internal/compile/testdata/custom-checked.txtar")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorkspace(t)
	dir := t.TempDir()
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "crds/") {
			continue
		}
		for _, definition := range readDocuments(t, f.Data) {
			w.define(controlObject(t, definition))
		}
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	write(t, filepath.Join(dir, "contract.cue"), archive.Files[0].Data)
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	accepted := 0
	for _, f := range archive.Files {
		if !strings.HasSuffix(f.Name, ".json") {
			continue
		}
		result, _ := m.Evaluate(readDocuments(t, f.Data)[0])
		if result == nil {
			continue // the contract itself refuses it
		}
		accepted++
		for _, o := range result.Objects {
			w.apply([]controlplane.Object{w.placed(o.Body)})
		}
	}
	if accepted == 0 {
		t.Error("the contract accepts none of the inputs")
	}

	if compiles, answer := w.judged(dir, customObject); compiles != nil || answer != nil {
		t.Fatalf("the object without faults: %v, %v", compiles, answer)
	}
	for name, fault := range faults {
		text := strings.Replace(customObject, fault[0], fault[1], 1)
		compiles, answer := w.judged(dir, text)
		if compiles == nil {
			t.Errorf("%s: the compiler accepts it", name)
		}
		codes := []int{http.StatusBadRequest, http.StatusNotFound, http.StatusUnprocessableEntity}
		if refused := (*controlplane.StatusError)(nil); !errors.As(answer, &refused) || !slices.Contains(codes, refused.Code) {
			t.Errorf("%s: the API server says %v", name, answer)
		}
		t.Logf("%s:\n\t%v\n\t%v", name, compiles, answer)
	}
}

// judged is what the compiler and the API server say about a constant object in CUE. The
// definitions are in dir.
func (w *workspace) judged(dir, text string) (compiler, server error) {
	w.Helper()
	write(w.T, filepath.Join(dir, "contract.cue"), []byte("package p\n\n#Input: {}\ninput: #Input\nobjects: x: "+text+"\n"))
	_, compiler = compile.Compile(dir)
	_, server = w.Create(w.ctx, w.placed(readDocuments(w.T, []byte(text))[0]), true)
	return compiler, server
}

// placed is an object of a contract in the namespace of the test.
func (w *workspace) placed(body model.Object) controlplane.Object {
	w.Helper()
	object := controlObject(w.T, body)
	if metadata := object["metadata"].(map[string]any); !clusterWide[object.Kind()] {
		metadata["namespace"] = w.namespace
	}
	return object
}

func write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o666); err != nil {
		t.Fatal(err)
	}
}
