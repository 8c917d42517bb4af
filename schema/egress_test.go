package schema_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// egressModes are the values of network_egress.
var egressModes = []string{"none", "https-only", "unrestricted"}

// opens demands that the policy of an input lets the workspace out to far ends, or does
// not.
func opens(t *testing.T, lines string, want bool, ends ...far) {
	t.Helper()
	policy := rendered(t, lines).Objects.Isolation
	for _, f := range ends {
		if allows(policy, "out", f) != want {
			t.Errorf("%s: %+v: allowed %t", lines, f, !want)
		}
	}
}

// TestPolicyOnOpenShift: OpenShift's resolvers take the place of kube-dns.
//
// Shows: policy out dns-openshift none, policy out dns-openshift https-only, policy out dns-openshift unrestricted.
func TestPolicyOnOpenShift(t *testing.T) {
	const udp, tcp = corev1.ProtocolUDP, corev1.ProtocolTCP
	resolver := labels.Set{"dns.operator.openshift.io/daemonset-dns": "default"}
	for _, egress := range egressModes {
		lines := "capabilities: {network_egress: " + egress + "}\n"
		open := []far{pod("openshift-dns", resolver, udp, 5353), pod("openshift-dns", resolver, tcp, 5353)}
		opens(t, lines+"cluster_dns: openshift", true, open...)
		opens(t, lines+"cluster_dns: openshift", false, address("169.254.20.10", udp, 53), address("169.254.10.10", udp, 53))
		if egress != "unrestricted" {
			opens(t, lines+"cluster_dns: kube-dns", false, open...)
			opens(t, lines+"cluster_dns: openshift", false, pod("openshift-dns", nil, udp, 5353), pod("other", resolver, udp, 5353),
				pod("openshift-dns", resolver, udp, 53), pod("kube-system", labels.Set{"k8s-app": "kube-dns"}, udp, 53))
		}
	}
}

// TestPrivateNetworks: without egress_private_networks what is private stays closed but
// for what the input names.
//
// Shows: 3.1d.
func TestPrivateNetworks(t *testing.T) {
	const udp, tcp = corev1.ProtocolUDP, corev1.ProtocolTCP
	private := []far{address("10.21.0.1", tcp, 443), address("172.16.0.1", tcp, 443), address("172.31.255.255", tcp, 443), address("192.168.1.1", tcp, 443),
		address("100.64.0.1", tcp, 443), address("100.127.255.255", tcp, 443), address("fc00::1", tcp, 443), address("fdff::1", tcp, 443)}
	public := []far{address("198.51.100.7", tcp, 443), address("172.32.0.1", tcp, 443), address("100.128.0.1", tcp, 443), address("2001:db9::1", tcp, 443)}
	metadata := []far{address("169.254.169.254", tcp, 443), address("168.63.129.16", tcp, 443), address("fd00:ec2::254", tcp, 443), address("fd20:ce::254", tcp, 443)}
	named := []far{address("10.20.0.1", tcp, 443), address("172.20.0.10", udp, 53), address("10.9.8.7", tcp, 3128)}
	for _, egress := range egressModes {
		lines := "capabilities: {network_egress: " + egress + "}\n" + further
		opens(t, lines+"egress_private_networks: true", egress != "none", private...)
		opens(t, lines+"egress_private_networks: false", false, private...)
		for _, allowed := range []string{"true", "false"} {
			opens(t, lines+"egress_private_networks: "+allowed, egress != "none", public...)
			opens(t, lines+"egress_private_networks: "+allowed, true, named...)
			opens(t, lines+"egress_private_networks: "+allowed, false, metadata...)
		}
	}
}
