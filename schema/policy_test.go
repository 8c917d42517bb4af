package schema_test

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// far is the other end of a connection with the workspace: an address, which may be
// that of a pod.
type far struct {
	namespace string // of the pod
	labels    labels.Set
	address   string
	protocol  corev1.Protocol
	port      int32
}

func pod(namespace string, l labels.Set, protocol corev1.Protocol, port int32) far {
	return far{namespace, l, "10.1.2.3", protocol, port}
}

func address(ip string, protocol corev1.Protocol, port int32) far {
	return far{address: ip, protocol: protocol, port: port}
}

// matches reports whether a peer of a rule is the far end.
func (f far) matches(peer networkingv1.NetworkPolicyPeer) bool {
	if block := peer.IPBlock; block != nil {
		inside := func(cidr string) bool { return netip.MustParsePrefix(cidr).Contains(netip.MustParseAddr(f.address)) }
		return inside(block.CIDR) && !slices.ContainsFunc(block.Except, inside)
	}
	in := f.namespace == "coder-ws" // the policy's own, without a selector
	if peer.NamespaceSelector != nil {
		in = selects(peer.NamespaceSelector, labels.Set{"kubernetes.io/metadata.name": f.namespace})
	}
	return in && (peer.PodSelector == nil || selects(peer.PodSelector, f.labels))
}

func selects(selector *metav1.LabelSelector, l labels.Set) bool {
	s, err := metav1.LabelSelectorAsSelector(selector)
	return err == nil && s.Matches(l)
}

// admits reports whether a rule with these peers and ports allows the far end. Without
// peers, or without ports, a rule allows them all.
func (f far) admits(peers []networkingv1.NetworkPolicyPeer, ports []networkingv1.NetworkPolicyPort) bool {
	return (len(peers) == 0 || slices.ContainsFunc(peers, f.matches)) &&
		(len(ports) == 0 || slices.ContainsFunc(ports, func(p networkingv1.NetworkPolicyPort) bool {
			return *p.Protocol == f.protocol && p.Port.IntVal == f.port
		}))
}

func allows(p *networkingv1.NetworkPolicy, direction string, f far) bool {
	if direction == "in" {
		return slices.ContainsFunc(p.Spec.Ingress, func(r networkingv1.NetworkPolicyIngressRule) bool { return f.admits(r.From, r.Ports) })
	}
	return slices.ContainsFunc(p.Spec.Egress, func(r networkingv1.NetworkPolicyEgressRule) bool { return f.admits(r.To, r.Ports) })
}

// policyWith is the policy with a value of network-egress, and with workload identity
// when a provider is given.
func policyWith(t *testing.T, egress, provider string) *networkingv1.NetworkPolicy {
	t.Helper()
	identity := map[string]string{
		"":      "identity_mode: iam}",
		"eks":   "identity_mode: workload-identity}",
		"gke":   "identity_mode: workload-identity}\nworkload_identity: {provider: gke, principal: ws@example.iam.gserviceaccount.com}",
		"azure": "identity_mode: workload-identity}\nworkload_identity: {provider: azure, principal: 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f}",
	}[provider]
	return rendered(t, fmt.Sprintf(further+"capabilities: {network_egress: %s, %s", egress, identity)).Objects.Isolation
}

// further are the destinations of the input in all policies.
const further = `
control_plane_cidrs: [10.20.0.0/16, 2001:db8::/48]
dns_cidrs: [172.20.0.10/32, fe80::53/128]
additional_egress:
  - {cidr: 10.9.8.7/32, ports: [3128, 3129]}
  - {namespace: databases, pod_labels: {app: postgres}, ports: [5432]}
  - {namespace: syslog, ports: [514], protocol: UDP}
`

// TestPolicy evaluates the rendered policy for each cell of the table in policy.cue.
//
// Shows: 3.1c, 3.1d, capability network-egress=none, capability network-egress=https-only,
// capability network-egress=unrestricted.
func TestPolicy(t *testing.T) {
	const udp, tcp = corev1.ProtocolUDP, corev1.ProtocolTCP
	dns, local := labels.Set{"k8s-app": "kube-dns"}, labels.Set{"k8s-app": "node-local-dns"}
	postgres := labels.Set{"app": "postgres"}
	other := labels.Set(rendered(t, "owner: bob").pod().Labels)
	cases := map[string]struct {
		provider string // of workload identity; without it, or with another, all is closed
		ends     []far  // allowed where the table says so
		never    []far  // neighbours that no row lets through
	}{
		// Shows: policy in coder_namespace none, policy in coder_namespace https-only, policy in coder_namespace unrestricted.
		"in coder_namespace": {
			ends:  []far{pod("coder", nil, tcp, 22), pod("coder", dns, tcp, 6901), pod("coder", nil, udp, 1)},
			never: []far{pod("coder2", nil, tcp, 22)},
		},
		// Shows: policy in elsewhere none, policy in elsewhere https-only, policy in elsewhere unrestricted.
		"in elsewhere": {
			ends: []far{pod("coder-ws", other, tcp, 22), pod("kube-system", dns, udp, 53), address("10.20.0.1", tcp, 443), address("2001:db8::1", tcp, 443)},
		},
		// Shows: policy out dns none, policy out dns https-only, policy out dns unrestricted.
		"out dns": {
			ends: []far{pod("kube-system", dns, udp, 53), pod("kube-system", dns, tcp, 53), pod("kube-system", local, udp, 53), pod("kube-system", local, tcp, 53),
				address("169.254.20.10", udp, 53), address("169.254.20.10", tcp, 53), address("169.254.10.10", udp, 53), address("169.254.10.10", tcp, 53),
				address("169.254.10.11", udp, 53), address("169.254.10.11", tcp, 53)},
			never: []far{address("169.254.20.10", tcp, 80), address("169.254.20.11", udp, 53), address("169.254.10.10", tcp, 443), address("169.254.10.12", udp, 53)},
		},
		// Shows: policy out dns_cidrs none, policy out dns_cidrs https-only, policy out dns_cidrs unrestricted.
		"out dns_cidrs": {
			ends:  []far{address("172.20.0.10", udp, 53), address("172.20.0.10", tcp, 53), address("fe80::53", udp, 53), address("fe80::53", tcp, 53)},
			never: []far{address("fe80::53", tcp, 443), address("fe80::54", udp, 53)},
		},
		// Shows: policy out additional_egress none, policy out additional_egress https-only, policy out additional_egress unrestricted.
		"out additional_egress": {
			ends: []far{address("10.9.8.7", tcp, 3128), address("10.9.8.7", tcp, 3129), pod("databases", postgres, tcp, 5432), pod("syslog", nil, udp, 514), pod("syslog", dns, udp, 514)},
		},
		// Shows: policy out coder_namespace none, policy out coder_namespace https-only, policy out coder_namespace unrestricted.
		"out coder_namespace": {
			ends: []far{pod("coder", nil, tcp, 80), pod("coder", nil, tcp, 443), pod("coder", nil, tcp, 8080), pod("coder", nil, tcp, 8443)},
		},
		// Shows: policy out control_plane_cidrs none, policy out control_plane_cidrs https-only, policy out control_plane_cidrs unrestricted.
		"out control_plane_cidrs": {
			ends: []far{address("10.20.255.1", tcp, 80), address("10.20.255.1", tcp, 443), address("2001:db8::1", tcp, 80), address("2001:db8::1", tcp, 443)},
		},
		// Shows: policy out internet-https none, policy out internet-https https-only, policy out internet-https unrestricted.
		"out internet-https": {
			ends: []far{address("198.51.100.7", tcp, 443), address("10.21.0.1", tcp, 443), address("2001:db9::1", tcp, 443),
				pod("coder-ws", other, tcp, 443), pod("kube-system", dns, tcp, 443)},
		},
		// Shows: policy out internet none, policy out internet https-only, policy out internet unrestricted.
		"out internet": {
			ends: []far{address("198.51.100.7", tcp, 22), address("198.51.100.7", udp, 443), address("10.21.0.1", tcp, 80),
				address("10.20.255.1", tcp, 22), address("2001:db9::1", tcp, 80), pod("kube-system", dns, tcp, 9153), pod("kube-system", nil, udp, 53),
				address("10.9.8.7", tcp, 22), address("10.9.8.7", udp, 3128), address("10.9.8.8", tcp, 3128), pod("databases", nil, tcp, 5432),
				pod("databases", postgres, udp, 5432), pod("other", postgres, tcp, 5432), pod("syslog", nil, tcp, 514), address("172.20.0.11", udp, 53),
				pod("openshift-dns", labels.Set{"dns.operator.openshift.io/daemonset-dns": "default"}, udp, 5353), pod("coder-ws", dns, udp, 53), pod("coder", nil, tcp, 22), pod("coder", nil, udp, 443), pod("coder2", nil, tcp, 8080)},
		},
		// Shows: policy out metadata none, policy out metadata https-only, policy out metadata unrestricted.
		"out metadata": {
			ends: []far{address("169.254.169.254", tcp, 80), address("169.254.169.254", tcp, 443), address("169.254.170.2", tcp, 80),
				address("fd00:ec2::254", tcp, 80), address("fd00:ec2::254", tcp, 443), address("fe80::1", tcp, 443),
				address("168.63.129.16", tcp, 80), address("168.63.129.16", tcp, 443), address("168.63.129.16", udp, 53),
				address("fd20:ce::254", tcp, 80), address("fd20:ce::254", tcp, 443)},
		},
		// Shows: policy out eks-pod-identity none, policy out eks-pod-identity https-only, policy out eks-pod-identity unrestricted.
		"out eks-pod-identity": {
			provider: "eks",
			ends:     []far{address("169.254.170.23", tcp, 80), address("fd00:ec2::23", tcp, 80)},
			never:    []far{address("169.254.170.23", tcp, 443), address("169.254.169.254", tcp, 80), address("fd00:ec2::254", tcp, 80)},
		},
		// Shows: policy out gke-metadata none, policy out gke-metadata https-only, policy out gke-metadata unrestricted.
		"out gke-metadata": {
			provider: "gke",
			ends:     []far{address("169.254.169.252", tcp, 987), address("169.254.169.252", tcp, 988)},
			never:    []far{address("169.254.169.252", tcp, 80), address("169.254.169.252", udp, 53), address("169.254.170.23", tcp, 80)},
		},
		// Shows: policy out gke-metadata-address none, policy out gke-metadata-address https-only, policy out gke-metadata-address unrestricted.
		"out gke-metadata-address": {
			provider: "gke",
			ends: []far{address("169.254.169.254", tcp, 80), address("169.254.169.254", tcp, 8080),
				address("169.254.169.254", udp, 53), address("169.254.169.254", tcp, 53)},
			never: []far{address("169.254.169.254", tcp, 443), address("169.254.169.254", tcp, 988), address("169.254.169.253", udp, 53)},
		},
	}
	var table map[string]struct{ Open []string }
	hidden(t, "_policy", &table)
	delete(table, "out dns-openshift") // TestPolicyOnOpenShift
	if len(cases) != len(table) {
		t.Errorf("%d cases for %d rows", len(cases), len(table))
	}
	for name, row := range table {
		c, ok := cases[name]
		if !ok {
			t.Errorf("no case for the row %q", name)
		}
		direction, _, _ := strings.Cut(name, " ")
		for _, egress := range []string{"none", "https-only", "unrestricted"} {
			check := func(provider string, ends []far, want bool) {
				t.Helper()
				policy := policyWith(t, egress, provider)
				for _, f := range ends {
					if allows(policy, direction, f) != want {
						t.Errorf("%s, %s, workload identity %q: %+v: allowed %v", name, egress, provider, f, !want)
					}
				}
			}
			check(c.provider, c.ends, slices.Contains(row.Open, egress))
			check(c.provider, c.never, false)
			for _, without := range []string{"", "eks", "gke", "azure"} {
				if c.provider != "" && without != c.provider {
					check(without, c.ends, false)
				}
			}
		}
	}
}
