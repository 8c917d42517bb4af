package isolation

import (
	"net/netip"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestPlantedFaults puts a fault into a policy that is right: each is seen.
func TestPlantedFaults(t *testing.T) {
	faults := map[string]func(*networkingv1.NetworkPolicySpec){
		"a rule that no row has": func(s *networkingv1.NetworkPolicySpec) {
			s.Egress = append(s.Egress, networkingv1.NetworkPolicyEgressRule{
				To:    []networkingv1.NetworkPolicyPeer{{IPBlock: &networkingv1.IPBlock{CIDR: "10.99.0.0/16"}}},
				Ports: []networkingv1.NetworkPolicyPort{policyPort(22)},
			})
		},
		"another port": func(s *networkingv1.NetworkPolicySpec) {
			rule := rule8443(s)
			rule.Ports[len(rule.Ports)-1] = policyPort(8444)
		},
		"a port more": func(s *networkingv1.NetworkPolicySpec) {
			r := rule8443(s)
			r.Ports = append(r.Ports, policyPort(22))
		},
		"a port less":             func(s *networkingv1.NetworkPolicySpec) { r := rule8443(s); r.Ports = r.Ports[1:] },
		"another protocol":        func(s *networkingv1.NetworkPolicySpec) { *rule8443(s).Ports[0].Protocol = corev1.ProtocolUDP },
		"no ports, which are all": func(s *networkingv1.NetworkPolicySpec) { rule8443(s).Ports = nil },
		"no peers, which are all": func(s *networkingv1.NetworkPolicySpec) { rule8443(s).To = nil },
		"an empty rule out": func(s *networkingv1.NetworkPolicySpec) {
			s.Egress = append(s.Egress, networkingv1.NetworkPolicyEgressRule{})
		},
		"an empty rule in": func(s *networkingv1.NetworkPolicySpec) {
			s.Ingress = append(s.Ingress, networkingv1.NetworkPolicyIngressRule{})
		},
		"a lost rule":    func(s *networkingv1.NetworkPolicySpec) { s.Egress = s.Egress[1:] },
		"a lost rule in": func(s *networkingv1.NetworkPolicySpec) { s.Ingress = nil },
		"all of the pods of a namespace": func(s *networkingv1.NetworkPolicySpec) {
			peerWith(s, func(p networkingv1.NetworkPolicyPeer) bool { return p.PodSelector != nil }).PodSelector = nil
		},
		"a value less for a label": func(s *networkingv1.NetworkPolicySpec) {
			selector := peerWith(s, func(p networkingv1.NetworkPolicyPeer) bool {
				return p.PodSelector != nil && len(p.PodSelector.MatchExpressions) > 0
			}).PodSelector
			selector.MatchExpressions[0].Values = selector.MatchExpressions[0].Values[:1]
		},
		"a wider network": func(s *networkingv1.NetworkPolicySpec) { blockOf(s, "10.50.0.0/16").CIDR = "10.50.0.0/15" },
		"the desktop is open to all": func(s *networkingv1.NetworkPolicySpec) {
			s.Ingress = append(s.Ingress, networkingv1.NetworkPolicyIngressRule{Ports: []networkingv1.NetworkPolicyPort{policyPort(6901)}})
		},
		"one direction only": func(s *networkingv1.NetworkPolicySpec) { s.PolicyTypes = s.PolicyTypes[:1] },
		"every workspace's pods": func(s *networkingv1.NetworkPolicySpec) {
			delete(s.PodSelector.MatchLabels, "app.kubernetes.io/instance")
		},
	}
	for name, plant := range faults {
		t.Run(name, func(t *testing.T) { seen(t, plantedInput(), plant) })
	}
}

// TestPlantedExceptions opens each network that the internet is without: with private
// networks open those of the metadata services, of which some are private, and with them
// closed the private ones.
func TestPlantedExceptions(t *testing.T) {
	shut := map[string]bool{}
	for _, private := range []bool{true, false} {
		input := plantedInput().With("egress_private_networks", private)
		policy, _, err := parse(manifests(t, input))
		if err != nil {
			t.Fatal(err)
		}
		for _, cidr := range []string{"0.0.0.0/0", "::/0"} {
			for i, except := range blockOf(&policy.Spec, cidr).Except {
				if shut[except] {
					continue
				}
				shut[except] = true
				t.Run(except, func(t *testing.T) {
					seen(t, input, func(s *networkingv1.NetworkPolicySpec) {
						block := blockOf(s, cidr)
						block.Except = slices.Delete(block.Except, i, i+1)
					})
				})
			}
		}
	}
	if len(shut) != 10 {
		t.Errorf("%d networks are left out, and by the table it is 10", len(shut))
	}
}

// seen wants no difference before a fault is planted into what an input renders to, and
// some after that.
func seen(t *testing.T, input model.Object, plant func(*networkingv1.NetworkPolicySpec)) {
	policy, labels, err := parse(manifests(t, input))
	if err != nil {
		t.Fatal(err)
	}
	if differences, err := newComparison().differences(input, policy, labels); len(differences) > 0 || err != nil {
		t.Fatal("before there is a fault:", differences, err)
	}
	plant(&policy.Spec)
	differences, err := newComparison().differences(input, policy, labels)
	if err != nil {
		t.Fatal(err)
	}
	if len(differences) == 0 {
		t.Error("the fault is not seen")
	}
	for _, d := range differences[:min(3, len(differences))] {
		t.Log(d)
	}
}

func plantedInput() model.Object {
	input := example.Minimal("alice", "dev")
	return input.With("control_plane_cidrs", []model.Value{"10.50.0.0/16"})
}

func policyPort(number int32) networkingv1.NetworkPolicyPort {
	protocol, port := corev1.ProtocolTCP, intstr.FromInt32(number)
	return networkingv1.NetworkPolicyPort{Protocol: &protocol, Port: &port}
}

// rule8443 is the rule out that has port 8443.
func rule8443(s *networkingv1.NetworkPolicySpec) *networkingv1.NetworkPolicyEgressRule {
	i := slices.IndexFunc(s.Egress, func(r networkingv1.NetworkPolicyEgressRule) bool {
		return slices.ContainsFunc(r.Ports, func(p networkingv1.NetworkPolicyPort) bool { return p.Port.IntVal == 8443 })
	})
	return &s.Egress[i]
}

// peerWith is the first peer out of a form.
func peerWith(s *networkingv1.NetworkPolicySpec, of func(networkingv1.NetworkPolicyPeer) bool) *networkingv1.NetworkPolicyPeer {
	for _, rule := range s.Egress {
		if i := slices.IndexFunc(rule.To, of); i >= 0 {
			return &rule.To[i]
		}
	}
	return nil
}

func blockOf(s *networkingv1.NetworkPolicySpec, cidr string) *networkingv1.IPBlock {
	network := netip.MustParsePrefix(cidr)
	return peerWith(s, func(p networkingv1.NetworkPolicyPeer) bool {
		return p.IPBlock != nil && netip.MustParsePrefix(p.IPBlock.CIDR) == network
	}).IPBlock
}
