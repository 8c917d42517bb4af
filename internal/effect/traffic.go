package effect

import "github.com/base-k8s/base-k8s/internal/model"

// cutTraffic marks the NetworkPolicies that let less through than before: some pod could
// exchange some traffic that it now may not. That is traffic which a policy allowed, and
// now none of those that isolate the pod does; or traffic of a pod that was not isolated,
// and now is. It is decided for all pods, peers, addresses and ports that there can be,
// whether or not the contract has such pods: exactly, except that a policy which is not
// understood, or one that is too much work, counts as letting less through.
//
// A block of addresses is taken to match addresses outside the cluster only: whether it
// matches pods depends on the network plugin.
func (c *Change) cutTraffic(before, after *model.Result) {
	old, new := map[string]*Object{}, map[string]*Object{} // by their keys in either contract
	for _, o := range c.Objects {
		if o.Kind != "NetworkPolicy" || !o.changesSpec() {
			continue
		}
		if !o.Created {
			old[o.before()] = o
		}
		if !o.Deleted {
			new[o.Name] = o
		}
	}
	if len(old) == 0 && len(new) == 0 {
		return
	}
	for _, direction := range []string{"ingress", "egress"} {
		x, understood := policies(before, nil, direction)
		y, still := policies(after, before, direction)
		t := &traffic{old: x, new: y}
		if !understood || !still || t.mark(old, new) {
			markAll(old)
			markAll(new)
		}
	}
	for _, o := range c.Objects {
		c.TrafficCut = c.TrafficCut || o.TrafficCut
	}
}

func markAll(objects map[string]*Object) {
	for _, o := range objects {
		o.TrafficCut = true
	}
}

// changesSpec reports whether more than labels and annotations differs.
func (o *Object) changesSpec() bool {
	if o.Created || o.Deleted {
		return true
	}
	for _, f := range o.Fields {
		if f.Effect.Kubectl > Metadata {
			return true
		}
	}
	return false
}

// traffic is what policies let through in a direction, before and after.
type traffic struct{ old, new []policy }

// mark marks the objects that cut traffic. It reports whether deciding that is too much
// work.
func (t *traffic) mark(old, new map[string]*Object) bool {
	var regions []region
	for _, p := range append(append([]policy(nil), t.old...), t.new...) {
		regions = append(append(regions, p.selected), p.allowed...)
	}
	s := newSpace(regions)
	var wasIsolated, isIsolated, isAllowed []box
	for _, p := range t.old {
		wasIsolated = append(wasIsolated, s.box(p.selected))
	}
	for _, p := range t.new {
		isIsolated = append(isIsolated, s.box(p.selected))
		isAllowed = append(isAllowed, s.boxes(p.allowed)...)
	}
	for i, p := range t.new { // that isolate pods which were not isolated
		o := new[p.key]
		free := append(append([]box(nil), wasIsolated...), isAllowed...)
		if o != nil && !isIsolated[i].empty() && s.uncovered(isIsolated[i], free) {
			o.TrafficCut = true
		}
	}
	for _, p := range t.old { // that allowed what is not allowed any more
		o := old[p.key]
		if o == nil {
			continue
		}
		for _, allowed := range s.boxes(p.allowed) {
			for _, isolated := range isIsolated {
				if b := allowed.meet(isolated); b != nil && s.uncovered(b, isAllowed) {
					o.TrafficCut = true
				}
			}
		}
	}
	return s.left < 0
}
