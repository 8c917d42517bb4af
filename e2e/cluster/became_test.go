package cluster

import (
	"errors"
	"maps"
	"net/http"
	"reflect"
	"slices"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/internal/effect"
)

// became returns what became of an object that was there before the change.
func (o *observer) became(t *trial, r rendered) (effect.Effect, error) {
	if !has(t.after, r.identity()) {
		return o.deleted(t, r)
	}
	if t.refused[r.identity()] {
		return effect.Blocked, nil
	}
	old, now := t.stored[r.identity()], t.now[r.identity()]
	if old.UID() != now.UID() {
		return 0, errors.New("an update in place makes another object")
	}
	if r.Kind() == "Deployment" {
		if ends, err := o.ends(t, r); ends || err != nil {
			return effect.Restart, err
		}
	}
	return changed(old, now), nil
}

// ends reports whether a Deployment's pods end: its controller wants fewer of a ReplicaSet that
// had some, or pods of another one. Pods that are being deleted have to end.
func (o *observer) ends(t *trial, r rendered) (bool, error) {
	if len(t.pods) == 0 {
		return false, nil
	}
	sets, err := o.List(o.ctx, "apps/v1", "ReplicaSet", r.Namespace())
	if err != nil {
		return false, err
	}
	fewer, other := false, false
	for _, set := range sets {
		i := slices.IndexFunc(t.sets, func(s controlplane.Object) bool { return s.UID() == set.UID() })
		switch {
		case i < 0:
			other = true
		case replicas(set) < replicas(t.sets[i]):
			fewer = true
		}
	}
	if fewer {
		err = o.goneOne(t, r)
	}
	return fewer || other, err
}

func replicas(o controlplane.Object) float64 {
	n, _ := o.At("spec", "replicas").(float64)
	return n
}

// goneOne waits until one of the pods from before the change ends.
func (o *observer) goneOne(t *trial, r rendered) error {
	return o.until("a pod ends", func() (bool, error) {
		pods, err := o.List(o.ctx, "v1", "Pod", r.Namespace())
		return t.left(pods) < len(t.pods), err
	})
}

// left is how many of the pods from before the change are there and are not being deleted.
func (t *trial) left(pods []controlplane.Object) (n int) {
	for _, pod := range pods {
		was := slices.ContainsFunc(t.pods, func(p controlplane.Object) bool { return p.UID() == pod.UID() })
		if was && pod.At("metadata", "deletionTimestamp") == nil {
			n++
		}
	}
	return n
}

// deleted returns what goes with an object that is no longer rendered. A claim takes its volume
// with it, a Deployment its pods, as the garbage collector shows; nothing is lost with others,
// but what is rendered under the same key of the contract is the same one, created again.
func (o *observer) deleted(t *trial, r rendered) (effect.Effect, error) {
	switch now, err := o.Get(o.ctx, r.Object); {
	case err != nil && !isStatus(err, http.StatusNotFound):
		return 0, err
	case err == nil && now.At("metadata", "deletionTimestamp") == nil:
		return 0, errors.New("stays after it was deleted")
	}
	if r.Kind() == "PersistentVolumeClaim" {
		return effect.DataLoss, nil
	}
	takes, err := o.takes(t, r)
	if takes || hasKey(t.after, r.key) {
		return effect.Replace, err
	}
	return effect.Live, err
}

// takes reports whether objects that belong to a deleted one go, too.
func (o *observer) takes(t *trial, r rendered) (bool, error) {
	owner := t.stored[r.identity()].UID()
	owned := func(o controlplane.Object) bool {
		references, _ := o.At("metadata", "ownerReferences").([]any)
		return slices.ContainsFunc(references, func(v any) bool { return v.(map[string]any)["uid"] == owner })
	}
	if !slices.ContainsFunc(t.sets, owned) {
		return false, nil
	}
	return true, o.until("what belongs to "+r.identity()+" goes", func() (bool, error) {
		pods, err := o.List(o.ctx, "v1", "Pod", r.Namespace())
		if err != nil {
			return false, err
		}
		sets, err := o.List(o.ctx, "apps/v1", "ReplicaSet", r.Namespace())
		return t.left(pods) == 0 && !slices.ContainsFunc(sets, owned), err
	})
}

// changed reports whether another object, its content, its labels or annotations, or nothing
// differs between two states of an object.
func changed(old, now controlplane.Object) effect.Effect {
	switch {
	case old.UID() != now.UID():
		return effect.Replace
	case !reflect.DeepEqual(said(old), said(now)):
		return effect.Live
	case !reflect.DeepEqual(old.At("metadata", "labels"), now.At("metadata", "labels")),
		!maps.Equal(annotations(old), annotations(now)):
		return effect.Metadata
	}
	return effect.None
}

// annotations are those of an object, without the one that the Deployment controller writes.
func annotations(o controlplane.Object) map[string]any {
	all, _ := o.At("metadata", "annotations").(map[string]any)
	all = maps.Clone(all)
	delete(all, "deployment.kubernetes.io/revision")
	return all
}

// said is what an object says, without its metadata and status.
func said(o controlplane.Object) controlplane.Object {
	content := controlplane.Object{}
	for key, value := range o {
		if key != "metadata" && key != "status" {
			content[key] = value
		}
	}
	return content
}
