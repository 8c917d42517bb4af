package effect_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	networkingv1 "k8s.io/api/networking/v1"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// A policy is marked exactly when some traffic says so: that which the policies before let
// through and those after do not, where this policy allowed it, or isolates a pod that was
// not isolated.
func TestTrafficCut(t *testing.T) {
	w := newWorld()
	random := &randomPolicies{rand.New(rand.NewPCG(7, 0))}
	marked, changed := 0, 0
	for n := range 400 {
		before := random.some()
		after := random.change(before)
		cut := w.cut(stored(before, nil), stored(after, before))
		m := &model.Model{}
		c := effect.New(m, m).Compare(evaluated(t, before), evaluated(t, after))
		for _, o := range c.Objects {
			changed++
			if o.TrafficCut != cut[o.Name] {
				x, _ := json.Marshal(before)
				y, _ := json.Marshal(after)
				t.Errorf("pair %d: %s cuts traffic: %v, want %v\nbefore %s\nafter %s", n, o.Name, o.TrafficCut, cut[o.Name], x, y)
			}
			if o.TrafficCut {
				marked++
			}
		}
		if c.TrafficCut != (len(cut) > 0) {
			t.Errorf("pair %d cuts traffic: %v, want %v", n, c.TrafficCut, cut)
		}
	}
	if marked < 100 || changed-marked < 100 {
		t.Errorf("%d of %d policies cut traffic", marked, changed)
	}
}

// stored are policies as the API server has them: with the types that a policy without any
// gets when it is made, and keeps as long as it is given none.
func stored(policies, before map[string]*networkingv1.NetworkPolicy) map[string]*networkingv1.NetworkPolicy {
	all := map[string]*networkingv1.NetworkPolicy{}
	for name, p := range policies {
		all[name] = p.DeepCopy()
		if len(p.Spec.PolicyTypes) > 0 {
			continue
		}
		if old := before[name]; old != nil && old.Namespace == p.Namespace && len(old.Spec.PolicyTypes) == 0 {
			p = old
		}
		all[name].Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress}
		if len(p.Spec.Egress) > 0 {
			all[name].Spec.PolicyTypes = append(all[name].Spec.PolicyTypes, networkingv1.PolicyTypeEgress)
		}
	}
	return all
}

// cut are the policies that cut some traffic off.
func (w *world) cut(before, after map[string]*networkingv1.NetworkPolicy) map[string]bool {
	names := map[string]bool{}
	for _, ingress := range []bool{true, false} {
		old, new := w.verdicts(before, ingress), w.verdicts(after, ingress)
		for own := range w.pods {
			was, is := isolating(old, own), isolating(new, own)
			if len(is) == 0 {
				continue
			}
			for peer := range w.peers {
				for i, d := range w.destinations {
					if !ingress && w.peers[peer].ip != nil && d.name != "" {
						continue // nothing outside the cluster gives its ports names
					}
					for _, v := range blamed(was, is, peer, i) {
						names[v.name] = true
					}
				}
			}
		}
	}
	return names
}

func (w *world) verdicts(policies map[string]*networkingv1.NetworkPolicy, ingress bool) (all []verdict) {
	for name, p := range policies {
		v := w.verdict(p, ingress)
		v.name = name
		all = append(all, v)
	}
	return all
}

func isolating(all []verdict, own int) (some []verdict) {
	for _, v := range all {
		if v.isolates[own] {
			some = append(some, v)
		}
	}
	return some
}

// blamed are the policies that cut traffic of a pod off, of those that isolate it.
func blamed(before, after []verdict, peer, destination int) (some []verdict) {
	for _, v := range after {
		if v.allows(peer, destination) {
			return nil
		}
	}
	if len(before) == 0 {
		return after
	}
	for _, v := range before {
		if v.allows(peer, destination) {
			some = append(some, v)
		}
	}
	return some
}

func evaluated(t *testing.T, policies map[string]*networkingv1.NetworkPolicy) *model.Result {
	t.Helper()
	r := &model.Result{}
	for i := range 3 {
		name := fmt.Sprint("p", i)
		p := policies[name]
		if p == nil {
			continue
		}
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		v, err := model.ParseJSON(text)
		if err != nil {
			t.Fatal(err)
		}
		r.Objects = append(r.Objects, model.Rendered{Name: name, Body: v.(model.Object)})
	}
	return r
}

// A policy that the API server would refuse counts as one that lets less through.
func TestPolicyNotUnderstood(t *testing.T) {
	const policy = `x: {kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}, egress: [{to: [{ipBlock: {cidr: %s}}]}]}}` + "\n"
	if c := compare(t, fmt.Appendf(nil, policy+"---\n"+policy, "nowhere", "0.0.0.0/0"), nil); !c.TrafficCut {
		t.Error("a policy with a wrong address is understood")
	}
	if c := compare(t, fmt.Appendf(nil, policy+"---\n"+policy, "10.0.0.0/8", "0.0.0.0/0"), nil); c.TrafficCut {
		t.Error("a policy with more addresses cuts traffic")
	}
}
