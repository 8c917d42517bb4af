package effect_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// randomPolicies makes small policies of few words, so that they meet.
type randomPolicies struct{ *rand.Rand }

func (r *randomPolicies) one(choices ...string) string { return choices[r.IntN(len(choices))] }

// few is a list of up to so many.
func few[T any](r *randomPolicies, most int, make func() T) (all []T) {
	for range r.IntN(most + 1) {
		all = append(all, make())
	}
	return all
}

func (r *randomPolicies) some() map[string]*networkingv1.NetworkPolicy {
	all := map[string]*networkingv1.NetworkPolicy{}
	for i := range r.IntN(3) + 1 {
		name := fmt.Sprint("p", i)
		all[name] = r.policy(name)
	}
	return all
}

func (r *randomPolicies) policy(name string) *networkingv1.NetworkPolicy {
	p := &networkingv1.NetworkPolicy{}
	p.Kind, p.APIVersion, p.Name, p.Namespace = "NetworkPolicy", "networking.k8s.io/v1", name, r.one("x", "x", "x", "y")
	if r.IntN(2) == 0 {
		p.Spec.PodSelector = *r.selector("l", "m")
	}
	p.Spec.Ingress = few(r, 2, func() networkingv1.NetworkPolicyIngressRule {
		return networkingv1.NetworkPolicyIngressRule{From: few(r, 2, r.peer), Ports: few(r, 2, r.port)}
	})
	p.Spec.Egress = few(r, 2, func() networkingv1.NetworkPolicyEgressRule {
		return networkingv1.NetworkPolicyEgressRule{To: few(r, 2, r.peer), Ports: few(r, 2, r.port)}
	})
	p.Spec.PolicyTypes = few(r, 1, func() networkingv1.PolicyType { return networkingv1.PolicyType(r.one("Ingress", "Egress")) })
	return p
}

func (r *randomPolicies) selector(keys ...string) *metav1.LabelSelector {
	s := &metav1.LabelSelector{}
	if r.IntN(2) == 0 {
		s.MatchLabels = map[string]string{r.one(keys...): r.one("1", "2")}
	}
	s.MatchExpressions = few(r, 1, func() metav1.LabelSelectorRequirement {
		e := metav1.LabelSelectorRequirement{Key: r.one(keys...), Operator: metav1.LabelSelectorOperator(r.one("In", "NotIn", "Exists", "DoesNotExist"))}
		if e.Operator == metav1.LabelSelectorOpIn || e.Operator == metav1.LabelSelectorOpNotIn {
			e.Values = []string{r.one("1", "2"), r.one("1", "2")}
		}
		return e
	})
	return s
}

func (r *randomPolicies) peer() (p networkingv1.NetworkPolicyPeer) {
	switch r.IntN(3) {
	case 0:
		p.IPBlock = &networkingv1.IPBlock{CIDR: r.one("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/15", "10.0.0.128/25", "::/0", "fd00::/63", "fd00::/64")}
		if p.IPBlock.CIDR == "0.0.0.0/0" || p.IPBlock.CIDR == "10.0.0.0/8" {
			p.IPBlock.Except = few(r, 2, func() string { return r.one("10.0.0.0/24", "10.0.1.0/24", "10.0.0.0/16", "10.1.0.0/16") })
		}
	case 1:
		p.PodSelector = r.selector("l", "m")
	default:
		p.NamespaceSelector = &metav1.LabelSelector{}
		switch r.IntN(3) {
		case 0:
			p.NamespaceSelector.MatchLabels = map[string]string{"team": r.one("a", "b")}
		case 1:
			p.NamespaceSelector.MatchLabels = map[string]string{"kubernetes.io/metadata.name": r.one("x", "y")}
		}
		if r.IntN(2) == 0 {
			p.PodSelector = r.selector("l", "m")
		}
	}
	return p
}

func (r *randomPolicies) port() (p networkingv1.NetworkPolicyPort) {
	if r.IntN(2) == 0 {
		protocol := corev1.Protocol(r.one("TCP", "UDP"))
		p.Protocol = &protocol
	}
	switch r.IntN(4) {
	case 0:
		p.Port = &intstr.IntOrString{Type: intstr.String, StrVal: "web"}
	case 1:
		p.Port = &intstr.IntOrString{IntVal: 80}
	case 2:
		end := int32(85 + 5*r.IntN(2))
		p.Port, p.EndPort = &intstr.IntOrString{IntVal: 80}, &end
	}
	return p
}

// change is other policies: one of them goes, comes, or has another part.
func (r *randomPolicies) change(before map[string]*networkingv1.NetworkPolicy) map[string]*networkingv1.NetworkPolicy {
	after := maps.Clone(before)
	name := r.one(slices.Sorted(maps.Keys(after))...)
	changed := after[name].DeepCopy()
	after[name] = changed
	other := r.policy(name)
	switch r.IntN(8) {
	case 0:
		delete(after, name)
	case 1:
		after[name] = other
	case 2:
		name = fmt.Sprint("p", len(after)%3)
		after[name] = r.policy(name)
	case 3:
		changed.Spec.PodSelector = other.Spec.PodSelector
	case 4:
		changed.Spec.Ingress = append(changed.Spec.Ingress, other.Spec.Ingress...)
		changed.Spec.Egress = append(changed.Spec.Egress, other.Spec.Egress...)
	case 5:
		changed.Spec.Egress = changed.Spec.Egress[:r.IntN(len(changed.Spec.Egress)+1)]
	case 6:
		changed.Spec.Ingress = changed.Spec.Ingress[:r.IntN(len(changed.Spec.Ingress)+1)]
	default:
		slices.Reverse(changed.Spec.Egress)
		slices.Reverse(changed.Spec.Ingress)
	}
	return after
}
