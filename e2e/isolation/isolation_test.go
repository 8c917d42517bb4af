// Package isolation computes what the NetworkPolicies of several workspaces allow
// together, with the matcher of cyclonus, and keeps it as a table to be read beside the
// contract's.
package isolation

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"

	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// egressModes are the values of network-egress, the columns of a table.
var egressModes = []string{"none", "https-only", "unrestricted"}

// identities are the values of identity-mode with a policy of their own, a table each.
var identities = []struct {
	name   string
	change func(model.Object) model.Object
}{
	{"iam", identityMode("iam", "", "")},
	{"oidc", identityMode("oidc", "", "")},
	{"workload-identity on eks", identityMode("workload-identity", "eks", "")},
	{"workload-identity on gke", identityMode("workload-identity", "gke", "dev@example.iam.gserviceaccount.com")},
	{"workload-identity on azure", identityMode("workload-identity", "azure", "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f")},
}

func identityMode(mode, provider, principal string) func(model.Object) model.Object {
	return func(input model.Object) model.Object {
		if provider != "" {
			input = input.With("workload_identity", example.Object("provider", provider, "principal", principal))
		}
		return capability(input, "identity_mode", mode)
	}
}

func capability(input model.Object, name string, value model.Value) model.Object {
	capabilities, _ := input.Get("capabilities")
	object, _ := capabilities.(model.Object)
	return input.With("capabilities", object.With(name, value))
}

// peer is the other end of a connection with a workspace.
type peer struct {
	name string
	at   *matcher.TrafficPeer
	// ports are tried at the peer when the workspace calls.
	ports []port
}

type port struct {
	protocol corev1.Protocol
	number   int
}

func tcp(number int) port { return port{corev1.ProtocolTCP, number} }
func udp(number int) port { return port{corev1.ProtocolUDP, number} }

// address is a peer outside the cluster's pods.
func address(ip string) *matcher.TrafficPeer { return &matcher.TrafficPeer{IP: ip} }

// podPeer is a pod.
func podPeer(ip, namespace string, labels map[string]string) *matcher.TrafficPeer {
	return &matcher.TrafficPeer{IP: ip, Internal: &matcher.InternalPeer{
		Namespace:       namespace,
		NamespaceLabels: map[string]string{"kubernetes.io/metadata.name": namespace},
		PodLabels:       labels,
	}}
}

// workspace is a workspace's pod and its policy.
type workspace struct {
	pod    *matcher.TrafficPeer
	policy *networkingv1.NetworkPolicy
}

func newWorkspace(t *testing.T, ip string, input model.Object) workspace {
	t.Helper()
	result, err := example.Render(input)
	if err != nil {
		t.Fatal(err)
	}
	w := workspace{}
	for _, object := range result.Objects {
		kind, _ := object.Body.Get("kind")
		text := model.AppendJSON(nil, object.Body)
		switch kind {
		case "NetworkPolicy":
			err = json.Unmarshal(text, &w.policy)
		case "Deployment":
			var deployment struct {
				Metadata struct{ Namespace string }
				Spec     struct{ Template corev1.PodTemplateSpec }
			}
			err = json.Unmarshal(text, &deployment)
			w.pod = podPeer(ip, deployment.Metadata.Namespace, deployment.Spec.Template.Labels)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// TestIsolation writes what alice's workspace dev may reach, and from where it may be
// reached, in every egress mode, beside two neighbours that are as open as can be: a
// table for the first identity mode, and for each other one the rows that differ.
//
// Shows: 3.1c, 3.1d, policy in coder_namespace none,
// policy in coder_namespace https-only, policy in coder_namespace unrestricted,
// policy in elsewhere none, policy in elsewhere https-only,
// policy in elsewhere unrestricted, policy out dns none, policy out dns https-only,
// policy out dns unrestricted, policy out coder_namespace none,
// policy out coder_namespace https-only, policy out coder_namespace unrestricted,
// policy out control_plane_cidrs none, policy out control_plane_cidrs https-only,
// policy out control_plane_cidrs unrestricted, policy out internet-https none,
// policy out internet-https https-only, policy out internet-https unrestricted,
// policy out internet none, policy out internet https-only,
// policy out internet unrestricted, policy out metadata none,
// policy out metadata https-only, policy out metadata unrestricted,
// policy out eks-pod-identity none, policy out eks-pod-identity https-only,
// policy out eks-pod-identity unrestricted, policy out gke-metadata none,
// policy out gke-metadata https-only, policy out gke-metadata unrestricted.
func TestIsolation(t *testing.T) {
	var b strings.Builder
	var first []string
	for i, identity := range identities {
		input := identity.change(capability(example.Minimal("alice", "dev"), "gui_vnc", true))
		rows := table(t, input.With("control_plane_cidrs", []model.Value{"10.50.0.0/16"}))
		if i == 0 {
			first = rows
			fmt.Fprintf(&b, "identity-mode %s\n\n%s", identity.name, strings.Join(rows, ""))
			continue
		}
		different := ""
		for j, row := range rows {
			if row != first[j] {
				different += row
			}
		}
		if different == "" {
			different = "(nowhere)\n"
		}
		fmt.Fprintf(&b, "\nidentity-mode %s, where it differs\n\n%s", identity.name, different)
	}
	golden.Compare(t, "testdata/isolation.golden", []byte(b.String()))
}

// table is the table of one input: lines with a column for each egress mode.
func table(t *testing.T, input model.Object) []string {
	t.Helper()
	sameOwner := newWorkspace(t, "10.1.0.2", open("alice", "data"))
	sameName := newWorkspace(t, "10.1.0.3", open("bob", "dev"))
	columns := make([]column, len(egressModes))
	for i, mode := range egressModes {
		subject := newWorkspace(t, "10.1.0.1", capability(input, "network_egress", mode))
		policies := []*networkingv1.NetworkPolicy{subject.policy, sameOwner.policy, sameName.policy}
		columns[i] = column{matcher.BuildNetworkPolicies(false, policies), subject.pod}
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\t\t%s\n", strings.Join(egressModes, "\t"))
	all := peers(sameOwner.pod, sameName.pod)
	for _, p := range all {
		for _, at := range p.ports {
			writeRow(w, "to "+p.name, at, columns, func(c column) bool { return c.allows(c.subject, p.at, at) })
		}
	}
	for _, p := range all {
		desktop := tcp(6901)
		writeRow(w, "from "+p.name, desktop, columns, func(c column) bool { return c.allows(p.at, c.subject, desktop) })
	}
	w.Flush()
	return slices.Collect(strings.Lines(b.String()))
}

// column is a workspace in one egress mode, with the policies of all.
type column struct {
	policies *matcher.Policy
	subject  *matcher.TrafficPeer
}

// allows reports whether both ends' policies let a connection through.
func (c column) allows(from, to *matcher.TrafficPeer, at port) bool {
	traffic := &matcher.Traffic{Source: from, Destination: to, ResolvedPort: at.number, Protocol: at.protocol}
	return c.policies.IsTrafficAllowed(traffic).IsAllowed()
}

// writeRow writes yes where a connection is allowed, and a dot where it is not.
func writeRow(w io.Writer, name string, at port, columns []column, allowed func(column) bool) {
	fmt.Fprintf(w, "%s\t%s %d", name, at.protocol, at.number)
	for _, c := range columns {
		verdict := "."
		if allowed(c) {
			verdict = "yes"
		}
		fmt.Fprintf(w, "\t%s", verdict)
	}
	fmt.Fprintln(w)
}

// open is a workspace that its policy lets out as far as one can be.
func open(owner, name string) model.Object {
	return capability(capability(example.Minimal(owner, name), "gui_vnc", true), "network_egress", "unrestricted")
}

// peers are all that the contract's table speaks of, and what it must keep away.
func peers(sameOwner, sameName *matcher.TrafficPeer) []peer {
	return []peer{
		{"cluster DNS", podPeer("10.2.0.1", "kube-system", map[string]string{"k8s-app": "kube-dns"}), []port{udp(53), tcp(53)}},
		{"NodeLocal DNS", address("169.254.20.10"), []port{udp(53), tcp(53), tcp(80)}},
		{"Coder's pod", podPeer("10.2.0.2", "coder", map[string]string{"app": "coder"}), []port{tcp(80), tcp(443), tcp(8080), tcp(8443), tcp(22)}},
		{"control_plane_cidrs", address("10.50.1.2"), []port{tcp(80), tcp(443), tcp(22)}},
		{"workspace of the same owner", sameOwner, []port{tcp(443), tcp(6901)}},
		{"workspace of the same name", sameName, []port{tcp(443), tcp(6901)}},
		{"pod of another namespace", podPeer("10.2.0.3", "default", nil), []port{tcp(8080)}},
		{"the internet", address("198.51.100.7"), []port{tcp(443), tcp(22), udp(3478)}},
		{"the internet (v6)", address("2001:db8::7"), []port{tcp(443), tcp(22)}},
		{"kube API", address("172.20.0.1"), []port{tcp(443)}},
		{"metadata service", address("169.254.169.254"), []port{tcp(80), tcp(443), tcp(8080)}},
		{"metadata service (v6)", address("fd00:ec2::254"), []port{tcp(80), tcp(443)}},
		{"Pod Identity agent", address("169.254.170.23"), []port{tcp(80), tcp(443)}},
		{"Pod Identity agent (v6)", address("fd00:ec2::23"), []port{tcp(80), tcp(443)}},
		{"GKE's metadata server", address("169.254.169.252"), []port{tcp(987), tcp(988), tcp(80)}},
		{"link-local address (v6)", address("fe80::1"), []port{tcp(443)}},
	}
}
