package drift

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// view is an object of the cluster as far as it counts: what the contract states, with the
// values that are there, and what others have set beside it. Everything else, which the
// API server fills in, is left out, so that what differs from the stated object is drift.
type view struct {
	applier Manager
	pod     bool // whether it is a Pod, to which the API server adds elements itself
}

// at is a place of both objects.
type at struct {
	place
	owners
	// other is what the contract states when a secret that was not given is another one.
	other model.Value
}

func (a at) field(name string) at {
	other := model.Value(nil)
	if o, ok := a.other.(model.Object); ok {
		other, _ = o.Get(name)
	}
	return at{a.place.field(name), a.owners.field(name), other}
}

// element is the place of an element that is in both lists, or in the cluster's only.
func (a at) element(live model.Value, index int, other model.Value) at {
	return at{a.place.element(), a.owners.element(live, index), other}
}

// both is the view of a place that both objects have.
func (v *view) both(a at, stated, live model.Value) model.Value {
	switch x := stated.(type) {
	case model.Object:
		if y, ok := live.(model.Object); ok {
			return v.object(a, x, y)
		}
	case []model.Value:
		if y, ok := live.([]model.Value); ok {
			return v.list(a, x, y)
		}
	}
	if !model.Equal(stated, a.other) || same(a.kind(), stated, live) {
		return stated
	}
	return live
}

func (v *view) object(a at, stated, live model.Object) model.Object {
	seen := make(model.Object, 0, len(stated))
	for _, m := range stated {
		inner := a.field(m.Key)
		there, ok := live.Get(m.Key)
		switch {
		case ok && there != nil:
			seen = append(seen, model.Member{Key: m.Key, Value: v.both(inner, m.Value, there)})
		case m.Value == nil: // is nothing, wherever it stands
			seen = append(seen, m)
		case isEmpty(m.Value) && !inner.keepsEmpty(), !model.Equal(m.Value, inner.other):
			seen = append(seen, m)
		}
	}
	for _, m := range live {
		if _, ok := stated.Get(m.Key); ok || m.Value == nil {
			continue
		}
		if extra, ok := v.beside(a.field(m.Key), m.Value); ok {
			seen = seen.With(m.Key, extra)
		}
	}
	return seen
}

// beside is what others than the applier own of a value that the contract does not state.
// It reports false when that is nothing.
func (v *view) beside(a at, live model.Value) (model.Value, bool) {
	if !slices.ContainsFunc(a.managers(), v.foreign) {
		return nil, false
	}
	object, ok := live.(model.Object)
	if !ok || len(object) == 0 {
		return live, true
	}
	var kept model.Object
	for _, m := range object {
		if m.Value == nil {
			continue
		}
		if inner, ok := v.beside(a.field(m.Key), m.Value); ok {
			kept = append(kept, model.Member{Key: m.Key, Value: inner})
		}
	}
	return kept, len(kept) > 0
}

// foreign reports whether what a manager adds is drift.
func (v *view) foreign(m Manager) bool {
	return (m.Name != v.applier.Name || m.Operation != v.applier.Operation) && !slices.Contains(controlPlane, m.Name)
}

// list is the view of a list. An element that the contract does not state is drift whoever
// has added it: the API server adds none to a list that was given, except to a Pod's.
func (v *view) list(a at, stated, live []model.Value) model.Value {
	other, _ := a.other.([]model.Value)
	key := effect.ListKey(stated, live)
	switch {
	case !areObjects(stated) || !areObjects(live):
		if len(other) != len(stated) || !model.Equal(stated, a.other) || v.sameScalars(a, stated, live) {
			return stated
		}
		return live
	case key != "":
		return v.keyed(a, key, stated, live, other)
	}
	if a.unordered {
		live = v.inOrder(a, stated, live)
	}
	seen := make([]model.Value, 0, len(live))
	for i, elem := range live {
		if i >= len(stated) {
			seen = append(seen, v.added(elem)...)
			continue
		}
		seen = append(seen, v.both(a.element(elem, i, elementAt(other, i)), stated[i], elem))
	}
	return seen
}

func elementAt(list []model.Value, i int) model.Value {
	if i >= len(list) {
		return nil
	}
	return list[i]
}

// keyed is the view of lists whose elements have a key. A list that the provider keeps as a
// set is in the contract's order.
func (v *view) keyed(a at, key string, stated, live, other []model.Value) model.Value {
	seen := make([]model.Value, 0, len(live))
	numbers := numbersOf(stated, key)
	for i, elem := range live {
		n, ok := numbers[effect.KeyOf(elem, key)]
		if !ok {
			seen = append(seen, v.added(elem)...)
			continue
		}
		seen = append(seen, v.both(a.element(elem, i, elementAt(other, n)), stated[n], elem))
	}
	if a.unordered {
		slices.SortStableFunc(seen, func(x, y model.Value) int {
			return rank(numbers, effect.KeyOf(x, key), len(stated)) - rank(numbers, effect.KeyOf(y, key), len(stated))
		})
	}
	return seen
}

func numbersOf(list []model.Value, key string) map[model.Value]int {
	numbers := make(map[model.Value]int, len(list))
	for i, elem := range list {
		numbers[effect.KeyOf(elem, key)] = i
	}
	return numbers
}

func rank(numbers map[model.Value]int, key model.Value, last int) int {
	if n, ok := numbers[key]; ok {
		return n
	}
	return last
}

// inOrder puts elements that are as stated where they are stated.
func (v *view) inOrder(a at, stated, live []model.Value) []model.Value {
	if len(stated) > mostUnordered || len(live) > mostUnordered {
		return live
	}
	rest := slices.Clone(live)
	ordered := make([]model.Value, 0, len(live))
	for _, want := range stated {
		i := slices.IndexFunc(rest, func(elem model.Value) bool {
			return model.Equal(v.both(a.element(elem, 0, want), want, elem), want)
		})
		if i < 0 {
			return live
		}
		ordered = append(ordered, rest[i])
		rest = slices.Delete(rest, i, i+1)
	}
	return append(ordered, rest...)
}

// mostUnordered bounds the lists whose elements are held against each other.
const mostUnordered = 100

// sameScalars compares lists of scalars, as sets where the provider has one.
func (v *view) sameScalars(a at, stated, live []model.Value) bool {
	if len(stated) != len(live) {
		return false
	}
	if a.unordered {
		stated, live = sorted(stated), sorted(live)
	}
	kind := a.place.element().kind()
	return slices.EqualFunc(stated, live, func(x, y model.Value) bool { return same(kind, x, y) })
}

func sorted(list []model.Value) []model.Value {
	return slices.SortedFunc(slices.Values(list), func(x, y model.Value) int {
		return strings.Compare(string(model.AppendJSON(nil, x)), string(model.AppendJSON(nil, y)))
	})
}

// added is an element that the contract does not state, unless the API server has added it
// to a Pod itself (Kubernetes documentation, Admission Control: ServiceAccount,
// DefaultTolerationSeconds).
func (v *view) added(elem model.Value) []model.Value {
	token := strings.HasPrefix(text(elem, "name"), "kube-api-access-") || text(elem, "mountPath") == "/var/run/secrets/kubernetes.io/serviceaccount"
	evicted := text(elem, "key") == "node.kubernetes.io/not-ready" || text(elem, "key") == "node.kubernetes.io/unreachable"
	if v.pod && (token || evicted) {
		return nil
	}
	return []model.Value{elem}
}

func areObjects(list []model.Value) bool {
	return !slices.ContainsFunc(list, func(v model.Value) bool { _, ok := v.(model.Object); return !ok })
}

// lastApplied is an annotation in which "kubectl apply" keeps all that it applied, Secrets
// included.
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

// of is the view of a whole object.
func (v *view) of(a at, stated, live model.Object) model.Object {
	bare := make(model.Object, 0, len(live))
	for _, m := range live {
		if m.Key != "status" { // what is, and not what was asked for
			bare = append(bare, m)
		}
	}
	seen := v.object(a, stated, bare)
	metadata, _ := model.At(seen, "metadata").(model.Object)
	if annotations, ok := model.At(metadata, "annotations").(model.Object); ok {
		if _, ok := annotations.Get(lastApplied); ok {
			metadata = metadata.With("annotations", annotations.With(lastApplied, manifest.Hidden))
		}
	}
	if deleted := text(live, "metadata", "deletionTimestamp"); deleted != "" {
		metadata = metadata.With("deletionTimestamp", deleted)
	}
	return seen.With("metadata", metadata)
}
