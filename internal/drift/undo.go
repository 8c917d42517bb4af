package drift

import (
	"net/url"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// drifts are the differences between what counts of the cluster and the contract.
func (c *Comparer) drifts(r *Report, change *effect.Change, pairs map[string]*pair, stated *model.Result) {
	for _, rendered := range stated.Objects {
		i := slices.IndexFunc(change.Objects, func(o *effect.Object) bool { return o.Name == rendered.Name })
		if i < 0 {
			continue
		}
		o := change.Objects[i]
		p := pairs[o.Name]
		if p == nil {
			r.Drifts = append(r.Drifts, &Drift{Name: o.Name, Kind: o.Kind, ID: o.ID, Missing: true, Plan: Undone, Kubectl: Undone, Effect: o.Effect, Contract: o.Contract})
			continue
		}
		for _, f := range o.Fields {
			r.Drifts = append(r.Drifts, p.drift(o, f))
		}
	}
}

func (p *pair) drift(o *effect.Object, f *effect.Field) *Drift {
	d := &Drift{
		Name: o.Name, Kind: o.Kind, ID: o.ID, Contract: f.Contract,
		Path: f.Path, Stated: f.New, Live: f.Old, Effect: f.Effect,
	}
	if d.ID != manifest.Hidden {
		d.ID = NameOf(p.live).id()
	}
	where, merged := p.follow(f.Steps())
	d.SetBy = where.managers()
	d.Plan, d.Kubectl = plan(p.kind, where.place, f), Undone
	if f.New == nil && merged {
		d.Kubectl = Kept // a patch removes only what was applied before
	}
	d.Plan, d.Effect.Terraform = settle(d.Plan, f.Effect.Terraform)
	d.Kubectl, d.Effect.Kubectl = settle(d.Kubectl, f.Effect.Kubectl)
	return d
}

// settle is what becomes of a drift with the effect of undoing it.
func settle(undo Undo, e effect.Effect) (Undo, effect.Effect) {
	switch {
	case undo != Undone:
		return undo, effect.None
	case e == effect.Blocked:
		return Fails, e
	}
	return undo, e
}

// follow goes to a place in the live object. It reports whether kubectl merges all lists on
// the way.
func (p *pair) follow(steps []effect.Step) (at, bool) {
	here := at{place: p.place, owners: newOwners(p.entries)}
	var live model.Value = p.live
	merged := true
	for _, s := range steps {
		if !s.Element {
			here, live = here.field(s.Key), model.At(live, s.Key)
			continue
		}
		merged = merged && here.merged()
		list, _ := live.([]model.Value)
		i := s.Index
		if s.Value != nil {
			i = slices.IndexFunc(list, func(elem model.Value) bool { return effect.KeyOf(elem, s.Key) == s.Value })
		}
		if i < 0 || i >= len(list) {
			live = nil
			here = at{place: here.place.element(), owners: newOwners(nil)}
			continue
		}
		live = list[i]
		here = here.element(live, i, nil)
	}
	return here, merged
}

// plan is what Terraform's provider makes of a field: it sets back what the contract
// states, and removes what it reads and does not find in the configuration.
func plan(kind string, p place, f *effect.Field) Undo {
	switch {
	case f.Kept:
		return Kept
	case f.New == nil && (!p.seen || leftOut(f.Steps()) || !effect.IsRead(kind, f.Path)):
		return Unseen
	}
	return Undone
}

// leftOut reports whether the provider leaves a label or an annotation of an object out of
// its state, where the configuration has none: those of Kubernetes itself
// (hashicorp/kubernetes 3.2.1, kubernetes/structures.go, isInternalKey). Labels and
// annotations of pod templates it reads all.
func leftOut(steps []effect.Step) bool {
	if len(steps) != 3 || steps[0].Key != "metadata" || steps[1].Key != "annotations" && steps[1].Key != "labels" {
		return false
	}
	key := steps[2].Key
	u, err := url.Parse("//" + key)
	if err != nil {
		return false
	}
	switch host := u.Hostname(); host {
	case "app.kubernetes.io", "service.beta.kubernetes.io":
		return false
	default:
		return strings.HasSuffix(host, "kubernetes.io") || strings.Contains(key, "deprecated.daemonset.template.generation")
	}
}
