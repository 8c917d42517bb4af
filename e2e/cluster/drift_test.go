package cluster

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/model"
)

// drift is a line of what "gen diff --live -o json" writes about a field.
type drift struct {
	Kind, Path   string
	Missing      bool
	Stated, Live json.RawMessage
	SetBy        []struct{ Name string } `json:"set_by"`
	Plan         string
	Kubectl      string
	Effect       string
}

// drifts is the drift reported for the live objects of an input.
func (w *workspace) drifts(input model.Object, objects []controlplane.Object) []drift {
	w.Helper()
	m, err := example.Contract()
	if err != nil {
		w.Fatal(err)
	}
	file := filepath.Join(w.TempDir(), "input.json")
	if err := os.WriteFile(file, model.AppendJSON(nil, input.With("namespace", w.namespace)), 0o600); err != nil {
		w.Fatal(err)
	}
	list, err := json.Marshal(map[string]any{"apiVersion": "v1", "kind": "List", "items": objects})
	if err != nil {
		w.Fatal(err)
	}
	b := &batch.Batch{Model: m, Files: []string{file}, Stdin: bytes.NewReader(list), Messages: func(d model.Diagnostic) { w.Errorf("reported: %s", d) }}
	var text bytes.Buffer
	err = b.Drift(&text, batch.Drift{Live: batch.Stdin, Report: batch.JSON})
	var line struct{ Drifts []drift }
	if unreadable := json.Unmarshal(text.Bytes(), &line); unreadable != nil {
		w.Fatalf("%v: %v", unreadable, err)
	}
	if (err != nil) != (len(line.Drifts) > 0) {
		w.Errorf("%d drifts, and the error is %v", len(line.Drifts), err)
	}
	return line.Drifts
}

// read gets the objects as they are now.
func (w *workspace) read(objects []controlplane.Object) []controlplane.Object {
	w.Helper()
	now := make([]controlplane.Object, len(objects))
	for i, object := range objects {
		now[i] = w.get(object)
	}
	return now
}

// TestNoDrift shows that what was applied has no drift, for every example: neither applied
// server-side, where the applier owns nothing but what it states, nor created as
// Terraform's provider does, where it owns the server's defaults, too.
func TestNoDrift(t *testing.T) {
	inputs, err := example.Read("inputs")
	if err != nil {
		t.Fatal(err)
	}
	if err := startControllers(); err != nil {
		t.Fatal(err)
	}
	for _, input := range inputs {
		t.Run(input.Name, func(t *testing.T) {
			for name, apply := range map[string]func(*workspace, controlplane.Object) (*controlplane.Answer, error){
				"applied": func(w *workspace, o controlplane.Object) (*controlplane.Answer, error) { return w.Apply(w.ctx, o) },
				"created": func(w *workspace, o controlplane.Object) (*controlplane.Answer, error) {
					return w.Create(w.ctx, o, false)
				},
			} {
				t.Run(name, func(t *testing.T) {
					w := newWorkspace(t)
					w.existing(input.Value)
					objects := w.render(input.Value)
					for _, o := range objects {
						if _, err := apply(w, o); err != nil {
							t.Fatal(err)
						}
					}
					deployment := w.only(objects, "Deployment")
					w.eventually("the controllers number the Deployment", func() bool {
						return w.get(deployment).Text("metadata", "annotations", "deployment.kubernetes.io/revision") != ""
					})
					for _, d := range w.drifts(input.Value, w.read(objects)) {
						t.Errorf("%s %s is reported as a drift: stated %s, live %s, by %v", d.Kind, d.Path, d.Stated, d.Live, d.SetBy)
					}
				})
			}
		})
	}
}

// TestDrift changes a workspace as others do, and shows that exactly these changes are reported,
// and who made them; and that those that are undone by an apply are gone after one.
func TestDrift(t *testing.T) {
	input := example.Minimal("alice", "dev")
	labels := func(labels map[string]any) map[string]any {
		return map[string]any{"metadata": map[string]any{"labels": labels}}
	}
	container := func(member string, value any) map[string]any {
		return template("spec", map[string]any{"containers": []any{map[string]any{"name": "workspace", member: value}}})
	}
	cases := map[string]struct {
		kind, manager string
		patch         map[string]any
		want          []drift
		stays         bool // when the manifests are applied again
	}{
		"scaled": {
			"Deployment", "kubectl-scale", spec("replicas", 0),
			[]drift{{Path: "spec.replicas", Stated: raw("1"), Live: raw("0"), Plan: "undone", Kubectl: "undone", Effect: "live"}}, false,
		},
		"restarted": {
			"Deployment", "kubectl-rollout", template("metadata", map[string]any{"annotations": map[string]any{"kubectl.kubernetes.io/restartedAt": "2026-11-27T12:00:00Z"}}),
			[]drift{{Path: `spec.template.metadata.annotations["kubectl.kubernetes.io/restartedAt"]`, Live: raw(`"2026-11-27T12:00:00Z"`), Plan: "undone", Kubectl: "kept", Effect: "restart"}}, true,
		},
		"labelled": {
			"Service", "kubectl-label", labels(map[string]any{"example.com/cost": "red"}),
			[]drift{{Path: `metadata.labels["example.com/cost"]`, Live: raw(`"red"`), Plan: "undone", Kubectl: "kept", Effect: "metadata"}}, true,
		},
		"label of Kubernetes": {
			"PersistentVolumeClaim", "backup", labels(map[string]any{"backup.kubernetes.io/set": "daily"}),
			[]drift{{Path: `metadata.labels["backup.kubernetes.io/set"]`, Live: raw(`"daily"`), Plan: "unseen", Kubectl: "kept", Effect: "none"}}, true,
		},
		"label changed": {
			"Deployment", "kubectl-edit", labels(map[string]any{"app.kubernetes.io/name": "other"}),
			[]drift{{Path: `metadata.labels["app.kubernetes.io/name"]`, Stated: raw(`"coder-workspace"`), Live: raw(`"other"`), Plan: "undone", Kubectl: "undone", Effect: "metadata"}}, false,
		},
		"environment changed": {
			"Deployment", "kubectl-set", container("env", []any{map[string]any{"name": "HOME", "value": "/root"}}),
			[]drift{{Path: "spec.template.spec.containers[name=workspace].env[name=HOME].value", Stated: raw(`"/home/coder"`), Live: raw(`"/root"`), Plan: "undone", Kubectl: "undone", Effect: "restart"}}, false,
		},
		"environment added": {
			"Deployment", "kubectl-set", container("env", []any{map[string]any{"name": "EDITOR", "value": "vim"}}),
			[]drift{{Path: "spec.template.spec.containers[name=workspace].env[name=EDITOR]", Live: raw(`{"name":"EDITOR","value":"vim"}`), Plan: "undone", Kubectl: "kept", Effect: "restart"}}, true,
		},
		"image changed": {
			"Deployment", "kubectl-edit", container("image", "example.com/other:1"),
			[]drift{{Path: "spec.template.spec.containers[name=workspace].image", Live: raw(`"example.com/other:1"`), Plan: "undone", Kubectl: "undone", Effect: "restart"}}, false,
		},
		"element of a list that is replaced as a whole": {
			"Deployment", "kubectl-edit", template("spec", map[string]any{"tolerations": []any{
				map[string]any{"effect": "NoSchedule", "key": "coder-ws", "operator": "Exists"}, map[string]any{"key": "gpu", "operator": "Exists"},
			}}),
			[]drift{{Path: "spec.template.spec.tolerations[1]", Live: raw(`{"key":"gpu","operator":"Exists"}`), Plan: "undone", Kubectl: "undone", Effect: "restart"}}, false,
		},
		"field that the provider has no argument for": {
			"Deployment", "kubectl-edit", template("spec", map[string]any{"hostUsers": false}),
			[]drift{{Path: "spec.template.spec.hostUsers", Live: raw("false"), Plan: "unseen", Kubectl: "kept", Effect: "none"}}, true,
		},
		"argument that is optional and computed": {
			"Deployment", "kubectl-edit", template("spec", map[string]any{"schedulerName": "other"}),
			[]drift{{Path: "spec.template.spec.schedulerName", Live: raw(`"other"`), Plan: "kept", Kubectl: "kept", Effect: "none"}}, true,
		},
		"policy opened": {
			"NetworkPolicy", "kubectl-edit", spec("policyTypes", []any{"Ingress"}),
			[]drift{{Path: "spec.policyTypes", Stated: raw(`["Ingress","Egress"]`), Live: raw(`["Ingress"]`), Plan: "undone", Kubectl: "undone", Effect: "live"}}, false,
		},
		"claim grown": {
			"PersistentVolumeClaim", "kubectl-edit", spec("resources", map[string]any{"requests": map[string]any{"storage": "30Gi"}}),
			[]drift{{Path: "spec.resources.requests.storage", Stated: raw(`"20Gi"`), Live: raw(`"30Gi"`), Plan: "fails", Kubectl: "fails", Effect: "blocked"}}, true,
		},
		"secret changed": {
			"Secret", "kubectl-edit", map[string]any{"data": map[string]any{"CODER_AGENT_TOKEN": "b3RoZXI="}},
			[]drift{{Path: "data.CODER_AGENT_TOKEN", Stated: raw(`"masked"`), Live: raw(`"masked"`), Plan: "undone", Kubectl: "undone", Effect: "live"}}, false,
		},
		"equal quantity": {
			"Deployment", "kubectl-edit", container("resources", map[string]any{"limits": map[string]any{"cpu": "2000m"}}), nil, false,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			objects := w.render(input)
			stored := w.apply(objects)
			changed := stored[slices.IndexFunc(stored, func(o controlplane.Object) bool { return o.Kind() == c.kind })]
			if c.kind == "PersistentVolumeClaim" {
				w.bound(changed)
			}
			if _, err := w.Patch(w.ctx, changed, c.manager, c.patch); err != nil {
				t.Fatal(err)
			}
			w.wants(c.kind, c.manager, c.want, w.drifts(input, w.read(objects)))
			if c.kind == "PersistentVolumeClaim" && c.stays {
				return
			}
			w.force(objects)
			after := w.drifts(input, w.read(objects))
			if stays := len(after) > 0; stays != c.stays {
				t.Errorf("after another apply: %v", after)
			}
		})
	}
}

func raw(text string) json.RawMessage { return json.RawMessage(text) }

func spec(member string, value any) map[string]any {
	return map[string]any{"spec": map[string]any{member: value}}
}

func template(member string, value any) map[string]any {
	return spec("template", map[string]any{member: value})
}

// wants compares what is reported with what was done. A value that a case leaves out is not
// compared: what the contract states there is the example's.
func (w *workspace) wants(kind, manager string, want, reported []drift) {
	w.Helper()
	for i := range reported {
		d := &reported[i]
		if d.Kind != kind {
			w.Errorf("%s %s is reported", d.Kind, d.Path)
		}
		if len(d.SetBy) != 1 || d.SetBy[0].Name != manager {
			w.Errorf("%s was set by %s, and is reported for %v", d.Path, manager, d.SetBy)
		}
		d.Kind, d.SetBy = "", nil
		if i < len(want) && strings.HasSuffix(d.Path, ".image") {
			d.Stated = want[i].Stated
		}
	}
	if diff := cmp.Diff(want, reported, cmpopts.EquateEmpty()); diff != "" {
		w.Errorf("reported (-want +got):\n%s", diff)
	}
}

// force applies objects as "kubectl apply --server-side --force-conflicts" does.
func (w *workspace) force(objects []controlplane.Object) {
	w.Helper()
	for _, o := range objects {
		if _, err := w.ForceApply(w.ctx, o); err != nil {
			w.Fatal(err)
		}
	}
}
