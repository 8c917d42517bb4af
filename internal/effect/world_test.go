package effect_test

import (
	"net"
	"slices"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// pod is one with its namespace and labels, or an address outside the cluster.
type pod struct {
	namespace           string
	labels, namespaceOf labels.Set
	ip                  net.IP
}

// destination is a port of the pod, or address, that traffic goes to.
type destination struct {
	protocol string
	port     int
	name     string // that the pod gives the port
}

// world is some of everything that the policies of the tests distinguish.
type world struct {
	pods, peers  []pod
	destinations []destination
}

func newWorld() *world {
	w := &world{}
	for _, namespace := range []string{"x", "y"} {
		for _, l := range []string{"", "1", "2", "9"} {
			for _, m := range []string{"", "1", "2"} {
				set := labels.Set{}
				if l != "" {
					set["l"] = l
				}
				if m != "" {
					set["m"] = m
				}
				w.pods = append(w.pods, pod{namespace: namespace, labels: set})
			}
		}
	}
	for _, p := range append(w.pods, pod{namespace: "z", labels: labels.Set{}}, pod{namespace: "z", labels: labels.Set{"l": "1"}}) {
		for _, team := range []string{"", "a", "b"} {
			p.namespaceOf = labels.Set{"kubernetes.io/metadata.name": p.namespace}
			if team != "" {
				p.namespaceOf["team"] = team
			}
			w.peers = append(w.peers, p)
		}
	}
	for _, ip := range []string{"9.255.255.255", "10.0.0.0", "10.0.0.200", "10.0.1.0", "10.1.0.0", "11.0.0.0", "fd00::1", "fd00:0:0:1::", "fe00::"} {
		w.peers = append(w.peers, pod{ip: net.ParseIP(ip)})
	}
	for _, protocol := range []string{"TCP", "UDP", "SCTP"} {
		for _, port := range []int{1, 80, 85, 90, 91} {
			w.destinations = append(w.destinations, destination{protocol, port, ""}, destination{protocol, port, "web"})
		}
	}
	return w
}

// verdict is what a policy says about the world: which pods it isolates, and what each of
// its rules lets through.
type verdict struct {
	name     string
	isolates []bool
	rules    []struct{ peers, destinations []bool }
}

func (w *world) verdict(p *networkingv1.NetworkPolicy, ingress bool) (v verdict) {
	v.isolates = all(w.pods, func(x pod) bool { return isolates(p, x, ingress) })
	rule := func(peers []networkingv1.NetworkPolicyPeer, ports []networkingv1.NetworkPolicyPort) {
		v.rules = append(v.rules, struct{ peers, destinations []bool }{
			all(w.peers, func(x pod) bool {
				return len(peers) == 0 || slices.ContainsFunc(peers, func(y networkingv1.NetworkPolicyPeer) bool { return isPeer(y, p.Namespace, x) })
			}),
			all(w.destinations, func(x destination) bool {
				return len(ports) == 0 || slices.ContainsFunc(ports, func(y networkingv1.NetworkPolicyPort) bool { return isPort(y, x) })
			}),
		})
	}
	if ingress {
		for _, r := range p.Spec.Ingress {
			rule(r.From, r.Ports)
		}
		return v
	}
	for _, r := range p.Spec.Egress {
		rule(r.To, r.Ports)
	}
	return v
}

func all[T any](list []T, holds func(T) bool) []bool {
	result := make([]bool, len(list))
	for i, x := range list {
		result[i] = holds(x)
	}
	return result
}

// allows reports about the pods that the policy isolates.
func (v verdict) allows(peer, destination int) bool {
	for _, r := range v.rules {
		if r.peers[peer] && r.destinations[destination] {
			return true
		}
	}
	return false
}

// isolates reports whether a policy is about the traffic of a pod in a direction.
func isolates(p *networkingv1.NetworkPolicy, x pod, ingress bool) bool {
	want := networkingv1.PolicyTypeEgress
	if ingress {
		want = networkingv1.PolicyTypeIngress
	}
	return slices.Contains(p.Spec.PolicyTypes, want) && p.Namespace == x.namespace && selects(&p.Spec.PodSelector, x.labels)
}

func selects(s *metav1.LabelSelector, set labels.Set) bool {
	selector, err := metav1.LabelSelectorAsSelector(s)
	if err != nil {
		panic(err)
	}
	return selector.Matches(set)
}

func isPeer(x networkingv1.NetworkPolicyPeer, namespace string, peer pod) bool {
	if x.IPBlock != nil {
		return peer.ip != nil && inside(x.IPBlock.CIDR, peer.ip) &&
			!slices.ContainsFunc(x.IPBlock.Except, func(e string) bool { return inside(e, peer.ip) })
	}
	return peer.ip == nil &&
		(x.PodSelector == nil || selects(x.PodSelector, peer.labels)) &&
		(x.NamespaceSelector == nil && peer.namespace == namespace || x.NamespaceSelector != nil && selects(x.NamespaceSelector, peer.namespaceOf))
}

func inside(cidr string, ip net.IP) bool {
	_, block, err := net.ParseCIDR(cidr)
	if err != nil {
		panic(err)
	}
	return block.Contains(ip)
}

func isPort(x networkingv1.NetworkPolicyPort, k destination) bool {
	want := "TCP"
	if x.Protocol != nil {
		want = string(*x.Protocol)
	}
	switch {
	case want != k.protocol:
		return false
	case x.Port == nil:
		return true
	case x.Port.StrVal != "":
		return x.Port.StrVal == k.name
	case x.EndPort != nil:
		return int(x.Port.IntVal) <= k.port && k.port <= int(*x.EndPort)
	}
	return int(x.Port.IntVal) == k.port
}
