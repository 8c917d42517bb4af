package cluster

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// observer sees what a change does in a cluster: it applies objects, applies those after the
// change, and deletes those that are no longer among them, as deployers do. What the API
// server refuses, which pods end and which claims go is what it returns; it knows no rules.
type observer struct {
	*controlplane.ControlPlane
	ctx context.Context
}

// newObserver starts a control plane with its controllers, for the time of a test. Its claims
// can grow, and those that name no class get one, as in most clusters.
func newObserver(t *testing.T) *observer {
	t.Helper()
	c, err := controlplane.Start(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	if err := c.StartControllers(); err != nil {
		t.Fatal(err)
	}
	t.Logf("RAN: Kubernetes %s", controlplane.Version)
	o := &observer{c, t.Context()}
	class := storageClass("example-default")
	class["metadata"].(map[string]any)["annotations"] = map[string]any{"storageclass.kubernetes.io/is-default-class": "true"}
	if _, err := o.Apply(o.ctx, class); err != nil {
		t.Fatal(err)
	}
	return o
}

func storageClass(name string) controlplane.Object {
	class := controlplane.NewObject("storage.k8s.io/v1", "StorageClass", "", name)
	class["provisioner"] = "example.com/none"
	class["allowVolumeExpansion"] = true
	return class
}

// observe makes the change and returns what became of each object, by its identity before, or
// after when it is new.
func (o *observer) observe(before, after *model.Result) (map[string]effect.Effect, error) {
	t := &trial{refused: map[string]bool{}, stored: map[string]controlplane.Object{}, now: map[string]controlplane.Object{}}
	var err error
	if t.before, err = objectsOf(before); err != nil {
		return nil, err
	}
	if t.after, err = objectsOf(after); err != nil {
		return nil, err
	}
	for _, step := range []func(*trial) error{o.prepare, o.install, o.change, o.prune} {
		if err := step(t); err != nil {
			return nil, err
		}
	}
	seen := map[string]effect.Effect{}
	for _, r := range t.before {
		e, err := o.became(t, r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.identity(), err)
		}
		seen[r.identity()] = e
	}
	for _, r := range t.after {
		if has(t.before, r.identity()) || hasKey(t.before, r.key) {
			continue // an update, or what another object is replaced by
		}
		seen[r.identity()] = effect.Live
		if t.refused[r.identity()] {
			seen[r.identity()] = effect.Blocked
		}
	}
	return seen, nil
}

// prepare makes what objects need: their namespaces, and what pods name.
func (o *observer) prepare(t *trial) error {
	made := map[string]bool{}
	for _, r := range t.before {
		made[r.identity()] = true
	}
	for _, r := range slices.Concat(t.before, t.after) {
		needed := []controlplane.Object{controlplane.NewObject("v1", "Namespace", "", r.Namespace())}
		if account := r.Text("spec", "template", "spec", "serviceAccountName"); account != "" {
			needed = append(needed, controlplane.NewObject("v1", "ServiceAccount", r.Namespace(), account))
		}
		if name := r.Text("spec", "template", "spec", "runtimeClassName"); name != "" {
			class := controlplane.NewObject("node.k8s.io/v1", "RuntimeClass", "", name)
			class["handler"] = "runsc"
			needed = append(needed, class)
		}
		if name := r.Text("spec", "storageClassName"); name != "" {
			needed = append(needed, storageClass(name))
		}
		for _, n := range needed {
			if made[identityOf(n)] {
				continue
			}
			made[identityOf(n)] = true
			if _, err := o.Create(o.ctx, n, false); err != nil && !isStatus(err, http.StatusConflict) {
				return invalid(n, err)
			}
		}
	}
	return nil
}

func isStatus(err error, codes ...int) bool {
	status := (*controlplane.StatusError)(nil)
	return errors.As(err, &status) && slices.Contains(codes, status.Code)
}

// install applies the objects before the change and waits for their pods. Claims are bound.
func (o *observer) install(t *trial) error {
	for _, r := range t.before {
		answer, err := o.Apply(o.ctx, r.Object)
		if err != nil {
			return invalid(r.Object, err)
		}
		t.stored[r.identity()] = answer.Object
		if r.Kind() == "PersistentVolumeClaim" {
			if t.stored[r.identity()], err = bind(o.ctx, o.ControlPlane, answer.Object); err != nil {
				return err
			}
		}
	}
	for _, r := range t.before {
		if r.Kind() != "Deployment" {
			continue
		}
		if err := o.settled(r.Object); err != nil {
			return err
		}
		if err := o.running(t, r); err != nil {
			return err
		}
	}
	return nil
}

// bind makes a claim one that has a volume, as the binder does. The API server lets only a
// bound claim grow.
func bind(ctx context.Context, c *controlplane.ControlPlane, claim controlplane.Object) (controlplane.Object, error) {
	return c.SetStatus(ctx, claim, map[string]any{"phase": "Bound", "capacity": claim.At("spec", "resources", "requests")})
}

// running waits for a Deployment's pods, and keeps them, the ReplicaSets, and the Deployment as
// its controller leaves it.
func (o *observer) running(t *trial, r rendered) (err error) {
	wanted, given := r.At("spec", "replicas").(float64)
	if !given {
		wanted = 1
	}
	err = o.until(fmt.Sprintf("%s has %v pods", r.identity(), wanted), func() (bool, error) {
		t.pods, err = o.List(o.ctx, "v1", "Pod", r.Namespace())
		return len(t.pods) == int(wanted), err
	})
	if err != nil {
		return err
	}
	if t.sets, err = o.List(o.ctx, "apps/v1", "ReplicaSet", r.Namespace()); err != nil {
		return err
	}
	t.stored[r.identity()], err = o.Get(o.ctx, r.Object)
	return err
}

// change applies the objects after the change.
func (o *observer) change(t *trial) error {
	for _, r := range t.after {
		answer, err := o.Apply(o.ctx, r.Object)
		if isStatus(err, http.StatusUnprocessableEntity, http.StatusForbidden) {
			if err := o.possible(r); err != nil {
				return err
			}
			t.refused[r.identity()] = true
			continue
		}
		if err != nil {
			return invalid(r.Object, err)
		}
		t.now[r.identity()] = answer.Object
	}
	for _, r := range t.after {
		if r.Kind() == "Deployment" && t.now[r.identity()] != nil {
			if err := o.settled(r.Object); err != nil {
				return err
			}
		}
	}
	return nil
}

// errInvalid is the error about an object that the API server refuses whatever was there
// before. That is no effect of a change.
var errInvalid = errors.New("no object of Kubernetes")

// invalid is the error about an object that was refused without regard to what was there. The
// API server has no better code than 500 for what does not fit the kind.
func invalid(o controlplane.Object, err error) error {
	if isStatus(err, http.StatusUnprocessableEntity, http.StatusInternalServerError) {
		return fmt.Errorf("%w: %s: %w", errInvalid, identityOf(o), err)
	}
	return fmt.Errorf("%s: %w", identityOf(o), err)
}

// emptyNamespace is one in which nothing is stored.
const emptyNamespace = "default"

// possible asks whether the API server would take an object where there is none before.
func (o *observer) possible(r rendered) error {
	fresh := maps.Clone(r.Object)
	metadata := maps.Clone(r.At("metadata").(map[string]any))
	metadata["namespace"] = emptyNamespace
	fresh["metadata"] = metadata
	_, err := o.Create(o.ctx, fresh, true)
	if err != nil {
		return invalid(r.Object, err)
	}
	return nil
}

// prune deletes the objects that are no longer rendered.
func (o *observer) prune(t *trial) error {
	for _, r := range t.before {
		if has(t.after, r.identity()) {
			continue
		}
		if err := o.Delete(o.ctx, r.Object, false); err != nil {
			return fmt.Errorf("%s is no longer rendered: %w", r.identity(), err)
		}
	}
	return nil
}

// settled waits until the Deployment's controller has seen its last change: what it ends, it has
// decided then.
func (o *observer) settled(deployment controlplane.Object) error {
	return o.until("the controller sees "+identityOf(deployment), func() (bool, error) {
		now, err := o.Get(o.ctx, deployment)
		if err != nil {
			return false, err
		}
		return now.At("status", "observedGeneration") == now.At("metadata", "generation"), nil
	})
}

// until asks until the answer is yes.
func (o *observer) until(what string, done func() (bool, error)) error {
	deadline := time.Now().Add(time.Minute)
	for {
		if ok, err := done(); ok || err != nil {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("waited in vain: %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
