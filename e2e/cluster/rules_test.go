package cluster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// wholes are valid objects of the kinds. A case of a rule is put over the one of its kind.
const wholes = `
ConfigMap: {}
Secret: {}
Namespace: {}
ClusterRole: {}
Role: {}
PersistentVolumeClaim: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
StorageClass: {provisioner: example.com/none}
Service: {spec: {ports: [{name: http, port: 80}]}}
Pod: {spec: {containers: [{name: main, image: x}]}}
Deployment: {spec: {selector: {matchLabels: {a: a}}, template: {metadata: {labels: {a: a, app: x}}, spec: {containers: [{name: main, image: x}]}}}}
DaemonSet: {spec: {selector: {matchLabels: {a: a}}, template: {metadata: {labels: {a: a}}, spec: {containers: [{name: main, image: x}]}}}}
StatefulSet: {spec: {selector: {matchLabels: {a: a}}, template: {metadata: {labels: {a: a}}, spec: {containers: [{name: main, image: x}]}}}}
Job: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: x}]}}}}
CronJob: {spec: {schedule: "0 0 * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: main, image: x}]}}}}}}
RoleBinding: {roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: z}}
ClusterRoleBinding: {roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: z}}
PriorityClass: {value: 1}
ResourceQuota: {spec: {hard: {pods: "1"}}}
PodDisruptionBudget: {spec: {selector: {matchLabels: {a: a}}}}
NetworkPolicy: {spec: {podSelector: {}, policyTypes: [Egress]}}
Widget: {}
`

// definitions are of the custom resources in the cases.
const definitions = `
widgets:
  apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata: {name: widgets.example.com}
  spec: &widgets
    group: example.com
    scope: Namespaced
    names: {plural: widgets, kind: Widget}
    versions:
    - {name: v1, served: true, storage: true, schema: &open {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
    - {name: v1beta1, served: true, storage: false, schema: *open}
deployments:
  apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata: {name: deployments.example.com}
  spec: {<<: *widgets, names: {plural: deployments, kind: Deployment}}
`

// elsewhere are cases of what this API server, which has IPv4 only, cannot show.
var elsewhere = map[string]bool{"service second-family": true, "service headless-family": true, "any api-version": true}

// TestRules applies the cases of the effects' rules: what is reported as refused is, what is
// reported to change nothing or metadata does that, and everything else is updated.
func TestRules(t *testing.T) {
	files, err := filepath.Glob("../../internal/effect/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no cases", err)
	}
	w := newWorkspace(t)
	w.namespace += "-open" // for pods that Pod Security would refuse
	w.apply([]controlplane.Object{controlplane.NewObject("v1", "Namespace", "", w.namespace)})
	w.apply([]controlplane.Object{controlplane.NewObject("v1", "ServiceAccount", w.namespace, "default")})
	for _, member := range readDocuments(t, []byte(definitions))[0] {
		w.define(controlObject(t, member.Value.(model.Object)))
	}
	whole := readDocuments(t, []byte(wholes))[0]
	seen := map[string]int{}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			name, isCase := strings.CutSuffix(f.Name, ".yaml")
			name = strings.TrimSuffix(filepath.Base(file), ".txtar") + " " + name
			if !isCase || elsewhere[name] {
				continue
			}
			t.Run(name, func(t *testing.T) {
				documents := readDocuments(t, f.Data)
				for _, o := range documents[0] {
					old := o.Value.(model.Object)
					if new, ok := documents[1].Get(o.Key); ok {
						inner := &workspace{T: t, ControlPlane: w.ControlPlane, ctx: t.Context(), namespace: w.namespace}
						inner.checkRule(whole, name, old, new.(model.Object), seen)
					}
				}
			})
		}
	}
	for _, class := range []string{"none", "metadata", "live", "blocked"} {
		if seen[class] < 3 {
			t.Errorf("only %d cases are %s: %v", seen[class], class, seen)
		}
	}
	t.Logf("cases: %v", seen)
}

// define applies the definition of a custom resource, and waits until there are such objects. It
// goes with them after the test: another one may have a definition of the same name.
func (w *workspace) define(definition controlplane.Object) {
	w.Helper()
	w.apply([]controlplane.Object{definition})
	w.Cleanup(func() {
		ctx := context.WithoutCancel(w.ctx)
		if err := w.Delete(ctx, definition, true); err != nil {
			w.Error(err)
		}
		w.eventually(definition.Name()+" is gone", func() bool {
			_, err := w.Get(ctx, definition)
			return err != nil
		})
	})
	w.eventually(definition.Name()+" is there", func() bool {
		conditions, _ := w.get(definition).At("status", "conditions").([]any)
		return slices.ContainsFunc(conditions, func(c any) bool {
			condition, _ := c.(map[string]any)
			return condition["type"] == "Established" && condition["status"] == "True"
		})
	})
}

func readDocuments(t *testing.T, text []byte) []model.Object {
	t.Helper()
	r := input.NewReader(bytes.NewReader(text), "case", input.YAML)
	var documents []model.Object
	for d, err := r.Next(); err == nil; d, err = r.Next() {
		documents = append(documents, d.Value.(model.Object))
	}
	return documents
}

// checkRule applies an object and then the other, and deletes it.
func (w *workspace) checkRule(whole model.Object, name string, from, to model.Object, seen map[string]int) {
	w.Helper()
	before, after := w.complete(whole, name, from), w.complete(whole, name, to)
	old, new := controlObject(w.T, before), controlObject(w.T, after)
	if old.Name() != new.Name() || old.Namespace() != new.Namespace() || old.Kind() != new.Kind() || path.Dir(old.Text("apiVersion")) != path.Dir(new.Text("apiVersion")) {
		return // another object, or one of another group
	}
	m := &model.Model{}
	computed := effect.New(m, m).Compare(result(before), result(after)).Effect.Kubectl
	answer, err := w.Apply(w.ctx, old)
	if err != nil {
		w.Fatalf("the object before: %v", err)
	}
	defer w.Delete(w.ctx, old, true)
	got := w.class(answer.Object, new)
	seen[got.String()]++
	if want := classOf(computed); got != want {
		w.Errorf("%s is %s, and was reported as %s", new.Kind(), got, computed)
	}
}

// class is what becomes of a stored object when another one is applied over it, as far as
// the API server alone shows it.
func (w *workspace) class(old, new controlplane.Object) effect.Effect {
	w.Helper()
	if old.Kind() == "PersistentVolumeClaim" {
		old = w.bound(old)
	}
	answer, err := w.Apply(w.ctx, new)
	if refused := (*controlplane.StatusError)(nil); errors.As(err, &refused) && refused.Code == http.StatusUnprocessableEntity {
		w.Log(refused.Message)
		return effect.Blocked
	}
	if err != nil {
		w.Fatal(err)
	}
	return classOf(changed(old, answer.Object))
}

// classOf takes a restart for an update: it is what controllers and kubelets do.
func classOf(e effect.Effect) effect.Effect {
	if e == effect.Restart {
		return effect.Live
	}
	return e
}

func result(o model.Object) *model.Result {
	return &model.Result{Objects: []model.Rendered{{Name: "x", Body: o}}}
}

func controlObject(t *testing.T, o model.Object) controlplane.Object {
	return fromModel(t, model.Rendered{Body: o})
}

// clusterWide are kinds without a namespace.
var clusterWide = map[string]bool{"Namespace": true, "ClusterRole": true, "ClusterRoleBinding": true, "StorageClass": true, "PriorityClass": true}

// complete is a valid object with what a case says, in the test's namespace and with a name
// that no other case has.
func (w *workspace) complete(whole model.Object, name string, o model.Object) model.Object {
	kind, _ := o.Get("kind")
	base, ok := whole.Get(kind.(string))
	if !ok {
		w.Fatalf("there is no whole %s", kind)
	}
	all := merge(base.(model.Object), o)
	metadata, _ := all.Get("metadata")
	named, _ := metadata.(model.Object).Get("name")
	renamed := metadata.(model.Object).With("name", fmt.Sprintf("%s-%s", strings.ReplaceAll(name, " ", "-"), named))
	if !clusterWide[kind.(string)] {
		if _, ok := renamed.Get("namespace"); !ok {
			renamed = renamed.With("namespace", w.namespace)
		}
	}
	return all.With("metadata", renamed)
}

// merge puts one object over another. A container without an image gets one.
func merge(base, over model.Object) model.Object {
	merged := base
	for _, m := range over {
		value := m.Value
		inner, isObject := value.(model.Object)
		under, _ := base.Get(m.Key)
		if below, ok := under.(model.Object); ok && isObject {
			value = merge(below, inner)
		}
		if list, ok := value.([]model.Value); ok && (m.Key == "containers" || m.Key == "initContainers") {
			value = withImages(list)
		}
		merged = merged.With(m.Key, value)
	}
	return merged
}

func withImages(containers []model.Value) []model.Value {
	all := make([]model.Value, len(containers))
	for i, c := range containers {
		container := c.(model.Object)
		if _, ok := container.Get("image"); !ok {
			container = container.With("image", "x")
		}
		all[i] = container
	}
	return all
}

func fromModel(t *testing.T, o model.Rendered) controlplane.Object {
	t.Helper()
	object, err := controlplane.FromModel(o.Body)
	if err != nil {
		t.Fatal(err)
	}
	return object
}

// bound makes a claim one that has a volume of a class which lets it grow.
func (w *workspace) bound(claim controlplane.Object) controlplane.Object {
	w.Helper()
	if name := claim.Text("spec", "storageClassName"); name != "" {
		class := storageClass(name)
		if _, err := w.Get(w.ctx, class); err != nil { // another test may have made it
			w.apply([]controlplane.Object{class})
			w.Cleanup(func() { // a test of another class with this name comes after
				if err := w.Delete(context.WithoutCancel(w.ctx), class, true); err != nil {
					w.Error(err)
				}
			})
		}
	}
	claim, err := bind(w.ctx, w.ControlPlane, claim)
	if err != nil {
		w.Fatal(err)
	}
	return claim
}
