package cluster

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// randomChanges is the number of random changes of inputs, besides those from each example
// to the next one.
const randomChanges = 100

// TestEffects applies an input and then another one, and holds what becomes of each object
// against what is told beforehand: refused, the same, other metadata, another pod
// template, fewer replicas, or something else in it.
func TestEffects(t *testing.T) {
	inputs, err := example.Read("inputs")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(13, 0))
	seen := map[effect.Effect]int{}
	for i, from := range inputs {
		to := inputs[(i+1)%len(inputs)]
		t.Run(fmt.Sprintf("example %d", i), func(t *testing.T) {
			t.Logf("%s to %s", from.Name, to.Name)
			checkEffects(t, from.Value, to.Value, seen)
		})
	}
	values := map[string][]model.Value{} // of each input
	for _, input := range inputs {
		for _, m := range input.Value {
			values[m.Key] = append(values[m.Key], m.Value)
		}
	}
	names := slices.Sorted(maps.Keys(values))
	for n := range randomChanges {
		from, name := inputs[random.IntN(len(inputs))], names[random.IntN(len(names))]
		value := values[name][random.IntN(len(values[name]))]
		t.Run(fmt.Sprintf("random %d", n), func(t *testing.T) {
			t.Logf("%s with another %s", from.Name, name)
			to := example.With(from.Value, name, value)
			if _, given := from.Value.Get(name); given && n%2 == 0 {
				to = slices.DeleteFunc(to, func(m model.Member) bool { return m.Key == name })
			}
			checkEffects(t, from.Value, to, seen)
		})
	}
	for _, e := range []effect.Effect{effect.None, effect.Metadata, effect.Live, effect.Restart, effect.Blocked} {
		if seen[e] < 3 {
			t.Errorf("only %d objects were %s: %v", seen[e], e, seen)
		}
	}
	t.Logf("objects by effect: %v", seen)
}

// checkEffects applies one input and then the other, for the same workspace.
func checkEffects(t *testing.T, from, to model.Object, seen map[effect.Effect]int) {
	w := newWorkspace(t)
	same := func(input model.Object) model.Object {
		for _, m := range example.Object("workspace_name", "dev", "owner", "alice", "namespace", w.namespace, "workspace_id", "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f") {
			input = example.With(input, m.Key, m.Value)
		}
		return input
	}
	before, err := example.Render(same(from))
	if err != nil {
		t.Skip(err)
	}
	after, err := example.Render(same(to))
	if err != nil {
		t.Skip(err) // a random change that the contract refuses
	}
	m, err := example.Contract()
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]effect.Effect{}
	for _, o := range effect.New(m, m).Compare(before, after).Objects {
		told[o.Name] = o.Effect.Kubectl
	}
	stored := map[string]controlplane.Object{}
	for _, o := range before.Objects {
		stored[o.Name] = w.apply([]controlplane.Object{fromModel(t, o)})[0]
	}
	for _, o := range after.Objects {
		old, new := stored[o.Name], fromModel(t, o)
		if old == nil || old.Name() != new.Name() {
			continue // another object
		}
		got := w.observe(old, new)
		seen[got]++
		if got != told[o.Name] {
			t.Errorf("%s is %s, and was told to be %s", o.Name, got, told[o.Name])
		}
	}
}

func fromModel(t *testing.T, o model.Rendered) controlplane.Object {
	t.Helper()
	object, err := controlplane.FromModel(o.Body)
	if err != nil {
		t.Fatal(err)
	}
	return object
}

// observe applies an object over a stored one, and tells what became of it.
func (w *workspace) observe(old, new controlplane.Object) effect.Effect {
	w.Helper()
	if old.Kind() == "PersistentVolumeClaim" {
		old = w.bound(old)
	}
	answer, err := w.Apply(w.ctx, new)
	if refused := (*controlplane.StatusError)(nil); errors.As(err, &refused) &&
		(refused.Code == http.StatusUnprocessableEntity || refused.Code == http.StatusForbidden) {
		return effect.Blocked
	}
	if err != nil {
		w.Fatal(err)
	}
	now := answer.Object
	template := !reflect.DeepEqual(old.At("spec", "template"), now.At("spec", "template"))
	if template && old.At("spec", "replicas") != 0.0 || fewer(old, now) {
		return effect.Restart
	}
	return changed(old, now)
}

// changed tells whether another object, its content, its labels or annotations, or nothing
// differs between two states of an object.
func changed(old, now controlplane.Object) effect.Effect {
	switch {
	case old.UID() != now.UID():
		return effect.Replace
	case !reflect.DeepEqual(said(old), said(now)):
		return effect.Live
	case !reflect.DeepEqual(old.At("metadata", "labels"), now.At("metadata", "labels")),
		!reflect.DeepEqual(old.At("metadata", "annotations"), now.At("metadata", "annotations")):
		return effect.Metadata
	}
	return effect.None
}

// fewer reports whether pods end because there are fewer replicas.
func fewer(old, now controlplane.Object) bool {
	was, _ := old.At("spec", "replicas").(float64)
	is, _ := now.At("spec", "replicas").(float64)
	return is < was
}

// said is what an object says, without its metadata and status.
func said(o controlplane.Object) controlplane.Object {
	content := maps.Clone(o)
	delete(content, "metadata")
	delete(content, "status")
	return content
}

// bound makes a claim one that has a volume of a class which lets it grow. Nobody
// provisions volumes here, and the API server only lets a bound claim grow.
func (w *workspace) bound(claim controlplane.Object) controlplane.Object {
	w.Helper()
	if name := claim.Text("spec", "storageClassName"); name != "" {
		class := controlplane.NewObject("storage.k8s.io/v1", "StorageClass", "", name)
		class["provisioner"] = "example.com/none"
		class["allowVolumeExpansion"] = true
		if _, err := w.Get(w.ctx, class); err != nil { // another test may have made it
			w.apply([]controlplane.Object{class})
		}
	}
	bound, err := w.SetStatus(w.ctx, claim, map[string]any{
		"phase":    "Bound",
		"capacity": claim.At("spec", "resources", "requests"),
	})
	if err != nil {
		w.Fatal(err)
	}
	return bound
}
