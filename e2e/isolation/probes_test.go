package isolation

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/netip"
	"slices"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// probe is a connection to try: from a peer, or to it.
type probe struct {
	ingress bool
	peer    *matcher.TrafficPeer
	port    port
}

// crossed is how many ports of other openings each peer is tried with, in each direction.
const crossed = 4

// probesOf are connections at the edges of openings: each peer and near misses, with each
// of its ports, their neighbours and every protocol; and with some ports of the others.
func probesOf(rnd *rand.Rand, ingress, egress []opening) (list []probe) {
	var peers []*matcher.TrafficPeer
	all := neighbours([]port{tcp(1), tcp(22), tcp(65535)})
	for _, o := range append(slices.Clone(egress), ingress...) {
		peers = append(peers, o.probedPeers()...)
		all = append(all, neighbours(o.ports)...)
	}
	for _, peer := range unique(peers, peerText) {
		for range crossed {
			list = append(list, probe{true, peer, pick(rnd, all)}, probe{false, peer, pick(rnd, all)})
		}
	}
	for i, openings := range [][]opening{egress, ingress} {
		for _, o := range openings {
			ports := neighbours(o.ports)
			if len(ports) == 0 {
				ports = []port{pick(rnd, all), pick(rnd, all), tcp(22), udp(443)}
			}
			for _, peer := range o.probedPeers() {
				for _, p := range ports {
					list = append(list, probe{i == 1, peer, p})
				}
			}
		}
	}
	return unique(list, probe.String)
}

func pick[T any](rnd *rand.Rand, list []T) T { return list[rnd.IntN(len(list))] }

// unique leaves out what has been there.
func unique[T any](list []T, text func(T) string) []T {
	seen := map[string]bool{}
	return slices.DeleteFunc(list, func(elem T) bool {
		key := text(elem)
		known := seen[key]
		seen[key] = true
		return known
	})
}

func (p probe) String() string {
	direction := "to"
	if p.ingress {
		direction = "from"
	}
	return fmt.Sprintf("%s %s, %s %d", direction, peerText(p.peer), p.port.protocol, p.port.number)
}

func peerText(p *matcher.TrafficPeer) string {
	if p.Internal == nil {
		return p.IP
	}
	return fmt.Sprintf("a pod of %s with %v", p.Internal.Namespace, p.Internal.PodLabels)
}

// neighbours are ports, and those beside them, with every protocol.
func neighbours(ports []port) []port {
	var list []port
	for _, p := range ports {
		for _, number := range []int{p.number - 1, p.number, p.number + 1} {
			for _, protocol := range []corev1.Protocol{corev1.ProtocolTCP, corev1.ProtocolUDP, corev1.ProtocolSCTP} {
				if 1 <= number && number <= 65535 && !slices.Contains(list, port{protocol, number}) {
					list = append(list, port{protocol, number})
				}
			}
		}
	}
	return list
}

// probedPeers are at the edges of an opening's peers; where it names none, and so opens its
// ports to all, those of a metadata service and of the internet.
func (o opening) probedPeers() (list []*matcher.TrafficPeer) {
	if len(o.peers) == 0 {
		return []*matcher.TrafficPeer{address("169.254.169.254"), address("198.51.100.7")}
	}
	for _, d := range o.peers {
		if !d.network.IsValid() {
			list = append(list, d.pods()...)
			continue
		}
		for _, network := range append([]netip.Prefix{d.network}, d.except...) {
			list = append(list, edges(network)...)
		}
	}
	return list
}

// edges are the first and last address of a network, and those just outside.
func edges(network netip.Prefix) (list []*matcher.TrafficPeer) {
	first := network.Masked().Addr()
	bytes := first.AsSlice()
	for bit := network.Bits(); bit < first.BitLen(); bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	for _, ip := range []netip.Addr{first.Prev(), first, last, last.Next()} {
		if ip.IsValid() {
			list = append(list, address(ip.String()))
		}
	}
	return list
}

// podAddress is one that only a pod selector opens: metadata services are there.
const podAddress = "169.254.77.77"

// pods are pods that the labels mean, and some that just miss: in a namespace with another
// name, or with a label that is missing, or has another value.
func (d destination) pods() []*matcher.TrafficPeer {
	meant := map[string]string{"app": "any"}
	for key, values := range d.labels {
		meant[key] = values[0]
	}
	list := []*matcher.TrafficPeer{podPeer(podAddress, d.namespace, meant)}
	for _, other := range []string{d.namespace + "x", d.namespace[:max(0, len(d.namespace)-1)], "default"} {
		list = append(list, podPeer(podAddress, other, meant))
	}
	for key, values := range d.labels {
		without := maps.Clone(meant)
		delete(without, key)
		list = append(list, podPeer(podAddress, d.namespace, without))
		for _, value := range append(slices.Clone(values), values[0]+"x", "") {
			changed := maps.Clone(meant)
			changed[key] = value
			list = append(list, podPeer(podAddress, d.namespace, changed))
		}
	}
	return append(list, podPeer(podAddress, d.namespace, nil))
}

// openingsOf reads the rules of a policy.
func openingsOf(policy *networkingv1.NetworkPolicy) (ingress, egress []opening, err error) {
	for _, rule := range policy.Spec.Ingress {
		o, err := openingOf(rule.From, rule.Ports)
		if err != nil {
			return nil, nil, err
		}
		ingress = append(ingress, o)
	}
	for _, rule := range policy.Spec.Egress {
		o, err := openingOf(rule.To, rule.Ports)
		if err != nil {
			return nil, nil, err
		}
		egress = append(egress, o)
	}
	return ingress, egress, nil
}

func openingOf(peers []networkingv1.NetworkPolicyPeer, ports []networkingv1.NetworkPolicyPort) (o opening, err error) {
	for _, p := range ports {
		if p.Protocol == nil || p.Port == nil || p.Port.IntVal == 0 || p.EndPort != nil {
			return o, fmt.Errorf("a port is not a protocol and a number: %v", p)
		}
		o.ports = append(o.ports, port{*p.Protocol, int(p.Port.IntVal)})
	}
	for _, p := range peers {
		d := destination{labels: map[string][]string{}}
		if p.IPBlock == nil {
			d.namespace, d.labels, err = selected(p)
		} else {
			d.network, d.except, err = block(p.IPBlock)
		}
		if err != nil {
			return o, err
		}
		o.peers = append(o.peers, d)
	}
	return o, nil
}

func block(b *networkingv1.IPBlock) (network netip.Prefix, except []netip.Prefix, err error) {
	for _, text := range b.Except {
		e, err := netip.ParsePrefix(text)
		if err != nil {
			return network, nil, err
		}
		except = append(except, e)
	}
	network, err = netip.ParsePrefix(b.CIDR)
	return network, except, err
}

// selected are the namespace and the labels that selectors name.
func selected(p networkingv1.NetworkPolicyPeer) (namespace string, labels map[string][]string, err error) {
	if p.NamespaceSelector == nil {
		return "", nil, fmt.Errorf("a peer selects pods of the workspaces' namespace: %v", p.PodSelector)
	}
	namespaces, err := values(p.NamespaceSelector)
	if err != nil || len(namespaces) != 1 || len(namespaces["kubernetes.io/metadata.name"]) != 1 {
		return "", nil, fmt.Errorf("a peer does not select one namespace by its name: %v", p.NamespaceSelector)
	}
	labels, err = values(p.PodSelector)
	return namespaces["kubernetes.io/metadata.name"][0], labels, err
}

func values(s *metav1.LabelSelector) (map[string][]string, error) {
	labels := map[string][]string{}
	if s == nil {
		return labels, nil
	}
	for key, value := range s.MatchLabels {
		labels[key] = []string{value}
	}
	for _, e := range s.MatchExpressions {
		if e.Operator != metav1.LabelSelectorOpIn || labels[e.Key] != nil {
			return nil, fmt.Errorf("a selector says more than which values a label has: %v", s)
		}
		labels[e.Key] = e.Values
	}
	return labels, nil
}
