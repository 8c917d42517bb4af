package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

// beyondShape are objects that the API server refuses, in these words among others, for what their
// contracts leave to it.
var beyondShape = map[string]string{
	"batch everything.yaml scratch_clean": "must be greater than zero", // a volume of 0Gi
}

// TestGallery applies what every input of the contracts in testdata renders to, with strict field
// validation, where the definitions beside the contract are.
func TestGallery(t *testing.T) {
	dirs, err := filepath.Glob("../../testdata/contracts/*/schema")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no contracts:", err)
	}
	for _, dir := range dirs {
		contract := filepath.Base(filepath.Dir(dir))
		t.Run(contract, func(t *testing.T) {
			m, err := compile.Compile(dir)
			if err != nil {
				t.Fatal(err)
			}
			inputs, err := example.Read(filepath.Join("contracts", contract, "inputs"))
			if err != nil {
				t.Fatal(err)
			}
			defineBeside(t, dir)
			for _, input := range inputs {
				w := newOpenWorkspace(t, strings.TrimSuffix(input.Name, filepath.Ext(input.Name)))
				for _, o := range w.evaluate(m, input.Value).Objects {
					place, object := contract+" "+input.Name+" "+o.Name, w.placed(o.Body)
					_, err := w.Apply(w.ctx, object)
					if err == nil {
						w.deleteAfter(object)
					}
					switch words := beyondShape[place]; {
					case err == nil && words != "":
						t.Errorf("%s: the API server takes it", place)
					case err != nil && (words == "" || !strings.Contains(err.Error(), words)):
						t.Errorf("%s: %v", place, err)
					}
				}
			}
		})
	}
}

// defineBeside applies the definitions of custom resources beside a contract.
func defineBeside(t *testing.T, dir string) {
	files, err := filepath.Glob(filepath.Join(dir, compile.DefinitionsDir, "*.yaml"))
	if err != nil || len(files) == 0 {
		return
	}
	w := newOpenWorkspace(t, "definitions")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, definition := range readDocuments(t, text) {
			w.define(controlObject(t, definition))
		}
	}
}

// TestItems applies the objects of a contract that has some for each item, and then those with an
// item more and with an item less, as kubectl apply --prune does: the objects of the other items stay
// what is stored, with their UIDs and generations.
func TestItems(t *testing.T) {
	m, err := compile.Compile("../../testdata/contracts/batch/schema")
	if err != nil {
		t.Fatal(err)
	}
	w := newOpenWorkspace(t, "items")
	const (
		a, b, c = `"a":{"image":"i"}`, `"b":{"image":"j","volume":"1Gi"}`, `"c":{"image":"k","schedule":"@daily"}`
		s, u, v = `{"name":"s"}`, `{"name":"u","size":"2Gi"}`, `{"name":"v"}`
	)
	var stored map[string]controlplane.Object
	for _, step := range []struct {
		items, shards string
		made, gone    []string // keys of objects
	}{
		{a + "," + c, s + "," + v, []string{"cron_c", "job_a", "params_a", "params_c", "shard_s", "shard_v"}, nil},
		{a + "," + b + "," + c, u + "," + v + "," + s, []string{"job_b", "params_b", "scratch_b", "shard_u"}, nil},
		{b + "," + a, u + "," + v, nil, []string{"cron_c", "params_c", "shard_s"}},
	} {
		input := readDocuments(t, fmt.Appendf(nil, `{"items":{%s},"shards":[%s]}`, step.items, step.shards))[0]
		now, made, gone := map[string]controlplane.Object{}, []string(nil), []string(nil)
		for _, o := range w.evaluate(m, input).Objects {
			now[o.Name] = w.apply([]controlplane.Object{w.placed(o.Body)})[0]
			if before, ok := stored[o.Name]; !ok {
				made = append(made, o.Name)
				w.deleteAfter(now[o.Name])
			} else if diff := cmp.Diff(before.Content(), now[o.Name].Content()); diff != "" {
				t.Errorf("applying the items changes %s (-before +after):\n%s", o.Name, diff)
			}
		}
		for key, object := range stored {
			if _, ok := now[key]; !ok {
				gone = append(gone, key)
				if err := w.Delete(w.ctx, object, true); err != nil {
					t.Error(err)
				}
			}
		}
		slices.Sort(made)
		slices.Sort(gone)
		if !slices.Equal(made, step.made) || !slices.Equal(gone, step.gone) {
			t.Errorf("made are %v, gone are %v", made, gone)
		}
		for key, object := range now {
			if diff := cmp.Diff(object, w.get(object)); diff != "" {
				t.Errorf("deleting others changes %s (-before +after):\n%s", key, diff)
			}
		}
		stored = now
	}
}

// newOpenWorkspace is a namespace that lets every pod in.
func newOpenWorkspace(t *testing.T, name string) *workspace {
	t.Helper()
	c, err := start()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("RAN: Kubernetes %s", controlplane.Version)
	namespace := strings.Trim(notLabel.ReplaceAllString(strings.ToLower(t.Name()+"-"+name), "-"), "-")
	w := &workspace{T: t, ControlPlane: c, ctx: t.Context(), namespace: namespace}
	w.apply([]controlplane.Object{controlplane.NewObject("v1", "Namespace", "", namespace)})
	return w
}

// deleteAfter deletes an object after the test, unless that has done it: the controllers of other
// tests would make its pods.
func (w *workspace) deleteAfter(object controlplane.Object) {
	w.Cleanup(func() {
		err := w.Delete(context.WithoutCancel(w.ctx), object, true)
		if gone := (*controlplane.StatusError)(nil); err != nil && (!errors.As(err, &gone) || gone.Code != http.StatusNotFound) {
			w.Error(err)
		}
	})
}

// evaluate is what a contract gives for an input, which it accepts.
func (w *workspace) evaluate(m *model.Model, input model.Object) *model.Result {
	w.Helper()
	result, diagnostics := m.Evaluate(input)
	if result == nil {
		w.Fatal(errors.Join(diagnostics))
	}
	return result
}
