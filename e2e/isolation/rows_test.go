package isolation

import (
	"encoding/json"
	"net/netip"
	"slices"

	"github.com/mattfenwick/cyclonus/pkg/matcher"

	"github.com/base-k8s/base-k8s/internal/model"
)

// row is a row of the contract's policy table, written down a second time: nothing here
// comes from the schema.
type row struct {
	name    string
	ingress bool
	modes   []string
	opens   func(settings) []opening
}

// opening is what a row lets through: the peers, and the ports at them. No ports are all.
type opening struct {
	peers []destination
	ports []port
}

// destination is a network without parts of it, or the pods of a namespace that have one
// of the values for each label.
type destination struct {
	network   netip.Prefix
	except    []netip.Prefix
	namespace string
	labels    map[string][]string
}

// rows are the table; what no row opens is shut.
var rows = []row{
	{"in coder_namespace", true, egressModes, func(s settings) []opening {
		return one(nil, destination{namespace: s.CoderNamespace})
	}},
	{"out dns", false, egressModes, func(s settings) []opening {
		if s.ClusterDNS != "kube-dns" {
			return nil
		}
		pods := destination{namespace: "kube-system", labels: map[string][]string{"k8s-app": {"kube-dns", "node-local-dns"}}}
		return one(dns(53), append(networks("169.254.20.10/32", "169.254.10.10/32", "169.254.10.11/32"), pods)...)
	}},
	{"out dns-openshift", false, egressModes, func(s settings) []opening {
		if s.ClusterDNS != "openshift" {
			return nil
		}
		return one(dns(5353), destination{namespace: "openshift-dns", labels: map[string][]string{"dns.operator.openshift.io/daemonset-dns": {"default"}}})
	}},
	{"out coder_namespace", false, egressModes, func(s settings) []opening {
		return one([]port{tcp(80), tcp(443), tcp(8080), tcp(8443)}, destination{namespace: s.CoderNamespace})
	}},
	{"out dns_cidrs", false, egressModes, func(s settings) []opening {
		return one(dns(53), networks(s.DNSCIDRs...)...)
	}},
	{"out control_plane_cidrs", false, egressModes, func(s settings) []opening {
		return one([]port{tcp(80), tcp(443)}, networks(s.ControlPlaneCIDRs...)...)
	}},
	{"out additional_egress", false, egressModes, additionalEgress},
	{"out internet-https", false, []string{"https-only", "unrestricted"}, func(s settings) []opening {
		return one([]port{tcp(443)}, internet(s)...)
	}},
	{"out internet", false, []string{"unrestricted"}, func(s settings) []opening {
		return one(nil, internet(s)...)
	}},
	{"out eks-pod-identity", false, egressModes, func(s settings) []opening {
		if !s.workloadIdentity("eks") {
			return nil
		}
		return one([]port{tcp(80)}, networks("169.254.170.23/32", "fd00:ec2::23/128")...)
	}},
	{"out gke-metadata", false, egressModes, func(s settings) []opening {
		if !s.workloadIdentity("gke") {
			return nil
		}
		return one([]port{tcp(987), tcp(988)}, networks("169.254.169.252/32")...)
	}},
	{"out gke-metadata-address", false, egressModes, func(s settings) []opening {
		if !s.workloadIdentity("gke") {
			return nil
		}
		return one(append(dns(53), tcp(80), tcp(8080)), networks("169.254.169.254/32")...)
	}},
}

func one(ports []port, peers ...destination) []opening { return []opening{{peers, ports}} }

func dns(number int) []port { return []port{udp(number), tcp(number)} }

func networks(cidrs ...string) []destination {
	list := make([]destination, len(cidrs))
	for i, cidr := range cidrs {
		list[i].network = netip.MustParsePrefix(cidr)
	}
	return list
}

func internet(s settings) []destination {
	except := []string{"169.254.0.0/16", "168.63.129.16/32", "fe80::/10", "fd00:ec2::/32", "fd20:ce::254/128"}
	if !s.EgressPrivateNetworks {
		except = append(except, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
	}
	all := networks("0.0.0.0/0", "::/0")
	for _, e := range networks(except...) {
		i := 0
		if e.network.Addr().Is6() {
			i = 1
		}
		all[i].except = append(all[i].except, e.network)
	}
	return all
}

func additionalEgress(s settings) (list []opening) {
	for _, e := range s.AdditionalEgress {
		o := opening{peers: []destination{{namespace: e.Namespace, labels: map[string][]string{}}}}
		if e.CIDR != "" {
			o.peers = networks(e.CIDR)
		}
		for key, value := range e.PodLabels {
			o.peers[0].labels[key] = []string{value}
		}
		for _, number := range e.Ports {
			if e.Protocol == "UDP" {
				o.ports = append(o.ports, udp(number))
			} else {
				o.ports = append(o.ports, tcp(number))
			}
		}
		list = append(list, o)
	}
	return list
}

// settings are the inputs that the table speaks of.
type settings struct {
	CoderNamespace    string   `json:"coder_namespace"`
	ControlPlaneCIDRs []string `json:"control_plane_cidrs"`
	ClusterDNS        string   `json:"cluster_dns"`
	DNSCIDRs          []string `json:"dns_cidrs"`
	AdditionalEgress  []struct {
		CIDR      string            `json:"cidr"`
		Namespace string            `json:"namespace"`
		PodLabels map[string]string `json:"pod_labels"`
		Ports     []int             `json:"ports"`
		Protocol  string            `json:"protocol"`
	} `json:"additional_egress"`
	EgressPrivateNetworks bool `json:"egress_private_networks"`
	Capabilities          struct {
		NetworkEgress string `json:"network_egress"`
		IdentityMode  string `json:"identity_mode"`
	} `json:"capabilities"`
	WorkloadIdentity struct {
		Provider string `json:"provider"`
	} `json:"workload_identity"`
}

// settingsOf reads an input. What it leaves out, or gives as null, is the contract's
// default.
func settingsOf(input model.Object) (settings, error) {
	s := settings{CoderNamespace: "coder", ClusterDNS: "kube-dns", EgressPrivateNetworks: true}
	s.Capabilities.NetworkEgress, s.Capabilities.IdentityMode = "https-only", "iam"
	s.WorkloadIdentity.Provider = "eks"
	return s, json.Unmarshal(model.AppendJSON(nil, input), &s)
}

func (s settings) workloadIdentity(provider string) bool {
	return s.Capabilities.IdentityMode == "workload-identity" && s.WorkloadIdentity.Provider == provider
}

// claim is what a row opens for an input.
type claim struct {
	row   string
	opens []opening
}

// claims are the rows that are open for an input, in a direction.
func (s settings) claims(ingress bool) (list []claim) {
	for _, r := range rows {
		if r.ingress == ingress && slices.Contains(r.modes, s.Capabilities.NetworkEgress) {
			list = append(list, claim{r.name, r.opens(s)})
		}
	}
	return list
}

// explain names the rows that open a connection.
func explain(claims []claim, at *matcher.TrafficPeer, p port) (names []string) {
	for _, c := range claims {
		if slices.ContainsFunc(c.opens, func(o opening) bool { return o.has(at, p) }) {
			names = append(names, c.row)
		}
	}
	return names
}

func (o opening) has(at *matcher.TrafficPeer, p port) bool {
	return (len(o.ports) == 0 || slices.Contains(o.ports, p)) &&
		slices.ContainsFunc(o.peers, func(d destination) bool { return d.has(at) })
}

func (d destination) has(at *matcher.TrafficPeer) bool {
	if d.network.IsValid() {
		ip := netip.MustParseAddr(at.IP)
		return d.network.Contains(ip) && !slices.ContainsFunc(d.except, func(e netip.Prefix) bool { return e.Contains(ip) })
	}
	if at.Internal == nil || at.Internal.Namespace != d.namespace {
		return false
	}
	for key, values := range d.labels {
		if value, ok := at.Internal.PodLabels[key]; !ok || !slices.Contains(values, value) {
			return false
		}
	}
	return true
}
