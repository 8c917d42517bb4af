package isolation

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	appsv1 "k8s.io/api/apps/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

const (
	manifestDir = "../../generated/manifests"
	seed        = 1
	drawn       = 2000 // inputs
)

// TestPolicyIsTheTable tries the policies of every example, of every combination of the
// inputs that rows depend on, and of random inputs at the edges of what they open and of
// what the table does: a connection is allowed exactly where a row says so.
//
// Shows: 3.1c, 3.1d, policy out dns-openshift none, policy out dns-openshift https-only,
// policy out dns-openshift unrestricted, policy out dns_cidrs none,
// policy out dns_cidrs https-only, policy out dns_cidrs unrestricted,
// policy out additional_egress none, policy out additional_egress https-only,
// policy out additional_egress unrestricted, policy out gke-metadata-address none,
// policy out gke-metadata-address https-only,
// policy out gke-metadata-address unrestricted.
func TestPolicyIsTheTable(t *testing.T) {
	j := newComparison()
	examples, err := example.Read("inputs")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		text, err := os.ReadFile(filepath.Join(manifestDir, strings.TrimSuffix(e.Name, filepath.Ext(e.Name))+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		j.check(t, e.Name, e.Value, text)
	}
	for _, input := range combinations() {
		j.render(t, input)
	}
	t.Logf("%d connections of examples and combinations", j.tried)
	for _, input := range randomInputs(t) {
		if !t.Failed() {
			j.render(t, input)
		}
	}
	t.Logf("seed %d: %d connections with those of %d random inputs", seed, j.tried, drawn)
	for _, r := range rows {
		for _, mode := range r.modes {
			if j.explained[r.name+" "+mode] == 0 {
				t.Errorf("no connection was tried that %s opens with %s", r.name, mode)
			}
		}
		if j.alone[r.name] == 0 {
			t.Errorf("no connection was tried that only %s opens", r.name)
		}
	}
}

// combinations are inputs with every destination, in each form of the rows.
func combinations() (list []model.Object) {
	input := example.Minimal("alice", "dev")
	input = input.With("control_plane_cidrs", []model.Value{"10.50.0.0/16", "2001:db8:50::/48"})
	input = input.With("dns_cidrs", []model.Value{"172.20.0.10/32", "fd00:10::a/128"})
	input = input.With("additional_egress", []model.Value{
		example.Object("cidr", "10.60.0.0/24", "ports", []model.Value{int64(22), int64(5432)}),
		example.Object("namespace", "databases", "pod_labels", example.Object("app", "postgres", "tier", ""), "ports", []model.Value{int64(5432)}),
		example.Object("namespace", "statsd", "ports", []model.Value{int64(8125)}, "protocol", "UDP"),
	})
	for _, identity := range identities {
		for _, mode := range egressModes {
			for _, resolvers := range []string{"kube-dns", "openshift"} {
				for _, private := range []bool{true, false} {
					made := identity.change(capability(input, "network_egress", mode))
					made = made.With("cluster_dns", resolvers)
					list = append(list, made.With("egress_private_networks", private))
				}
			}
		}
	}
	return list
}

// randomInputs are random inputs that the contract accepts.
func randomInputs(t *testing.T) (list []model.Object) {
	t.Helper()
	m, err := example.Contract()
	if err != nil {
		t.Fatal(err)
	}
	generator := random.New(m, seed)
	for len(list) < drawn {
		input, err := model.ParseInput(generator.Next())
		if err != nil {
			t.Fatal(err)
		}
		if result, _ := m.Evaluate(input); result != nil {
			list = append(list, input.(model.Object))
		}
	}
	return list
}

// comparison compares what policies allow with what the table says, and counts.
type comparison struct {
	rnd       *rand.Rand
	tried     int
	explained map[string]int // connections by row and mode
	alone     map[string]int // connections that no other row opens, by row
}

func newComparison() *comparison {
	return &comparison{rand.New(rand.NewPCG(seed, 0)), 0, map[string]int{}, map[string]int{}}
}

// render checks what an input renders to.
func (j *comparison) render(t *testing.T, input model.Object) {
	t.Helper()
	j.check(t, string(model.AppendJSON(nil, input)), input, manifests(t, input))
}

// manifests renders an input as YAML.
func manifests(t *testing.T, input model.Object) []byte {
	t.Helper()
	result, err := example.Render(input)
	if err != nil {
		t.Fatal(err)
	}
	encoder := manifest.Encoder{Format: manifest.YAML}
	text, err := encoder.Encode(nil, result.Objects)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// check reports the differences between manifests and the table.
func (j *comparison) check(t *testing.T, name string, input model.Object, text []byte) {
	t.Helper()
	policy, labels, err := parse(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	differences, err := j.differences(input, policy, labels)
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	if len(differences) > 0 {
		t.Errorf("%s: %d differences, the first:\n%s", name, len(differences), strings.Join(differences[:min(5, len(differences))], "\n"))
	}
}

// parse reads the policy and the labels of the pod.
func parse(text []byte) (policy *networkingv1.NetworkPolicy, labels map[string]string, err error) {
	for document := range strings.SplitSeq("\n"+string(text), "\n---\n") {
		document = "\n" + document
		switch {
		case strings.Contains(document, "\nkind: NetworkPolicy\n") && policy == nil:
			err = yaml.UnmarshalStrict([]byte(document), &policy)
		case strings.Contains(document, "\nkind: NetworkPolicy\n"):
			err = fmt.Errorf("there are two policies")
		case strings.Contains(document, "\nkind: Deployment\n"):
			var deployment appsv1.Deployment
			err = yaml.Unmarshal([]byte(document), &deployment)
			labels = deployment.Spec.Template.Labels
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if policy == nil || labels == nil {
		return nil, nil, fmt.Errorf("there is no policy, or no pod")
	}
	return policy, labels, nil
}

// differences are the connections that a policy and the table do not agree on. A policy
// of a form that the table has no words for is an error.
func (j *comparison) differences(input model.Object, policy *networkingv1.NetworkPolicy, labels map[string]string) (list []string, err error) {
	s, err := settingsOf(input)
	if err != nil {
		return nil, err
	}
	ingress, egress, err := openingsOf(policy)
	if err != nil {
		return nil, err
	}
	claims := map[bool][]claim{true: s.claims(true), false: s.claims(false)}
	for _, c := range claims[true] {
		ingress = append(ingress, c.opens...)
	}
	for _, c := range claims[false] {
		egress = append(egress, c.opens...)
	}
	built := matcher.BuildNetworkPolicies(false, []*networkingv1.NetworkPolicy{expressed(policy)})
	subject := podPeer("10.1.0.1", policy.Namespace, labels)
	for _, p := range probesOf(j.rnd, ingress, egress) {
		names := explain(claims[p.ingress], p.peer, p.port)
		j.count(names, s.Capabilities.NetworkEgress)
		traffic := &matcher.Traffic{Source: subject, Destination: p.peer, ResolvedPort: p.port.number, Protocol: p.port.protocol}
		if p.ingress {
			traffic.Source, traffic.Destination = p.peer, subject
		}
		if allowed := built.IsIngressOrEgressAllowed(traffic, p.ingress).IsAllowed(); allowed != (len(names) > 0) {
			list = append(list, fmt.Sprintf("%s: allowed is %t, and by the table %q open it", p, allowed, names))
		}
	}
	return append(list, otherPods(built, policy.Namespace, labels)...), nil
}

// expressed writes the labels that peers' pods match as expressions, which Kubernetes takes
// for the same: the matcher takes a label that is missing for an empty one.
func expressed(policy *networkingv1.NetworkPolicy) *networkingv1.NetworkPolicy {
	policy = policy.DeepCopy()
	for _, rule := range policy.Spec.Egress {
		for _, peer := range rule.To {
			if peer.PodSelector == nil {
				continue
			}
			for key, value := range peer.PodSelector.MatchLabels {
				peer.PodSelector.MatchExpressions = append(peer.PodSelector.MatchExpressions,
					metav1.LabelSelectorRequirement{Key: key, Operator: metav1.LabelSelectorOpIn, Values: []string{value}})
			}
			peer.PodSelector.MatchLabels = nil
		}
	}
	return policy
}

func (j *comparison) count(names []string, mode string) {
	j.tried++
	for _, name := range names {
		j.explained[name+" "+mode]++
	}
	if len(names) == 1 {
		j.alone[names[0]]++
	}
}

// otherPods are pods beside the workspace's that its policy is for, and must not be.
func otherPods(built *matcher.Policy, namespace string, labels map[string]string) (list []string) {
	for _, key := range []string{"app.kubernetes.io/instance", "app.kubernetes.io/name"} {
		other := maps.Clone(labels)
		other[key] += "x"
		for _, ingress := range []bool{true, false} {
			if len(built.TargetsApplyingToPod(ingress, namespace, other)) > 0 {
				list = append(list, fmt.Sprintf("the policy is for pods with another %s too", key))
			}
		}
	}
	return slices.Compact(list)
}
