package effect

import (
	"encoding/binary"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// policy is what a NetworkPolicy says about traffic in one direction (Kubernetes
// documentation, Network Policies; k8s.io/api networking/v1, NetworkPolicySpec).
type policy struct {
	key      string // of its object in the contract
	selected region // the traffic of the pods that it isolates
	allowed  []region
}

// The dimensions of traffic, besides the labels of pods and namespaces.
const (
	ownNamespace = "namespace" // of the pod that a policy is about
	address      = "address"   // of its peer: a pod, or an address outside the cluster
	protocol     = "protocol"
	portNumber   = "port"
	portName     = "port name" // that the destination's container gives the port
)

// What the labels of these belong to.
const (
	ownLabels       = "label "
	peerLabels      = "peer label "
	namespaceLabels = "peer namespace label "
)

// namespaceName is the label that the API server gives each namespace.
const namespaceName = namespaceLabels + "kubernetes.io/metadata.name"

// The ranges of addresses: first what stands for pods, then IPv4 and IPv6.
var (
	pods      = part{ranges: [][2]string{{"0", "1"}}}
	addresses = part{ranges: [][2]string{{"0", "1"}, {"4", "5"}, {"6", "7"}}}
)

func port(n int64) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(min(max(n, 0), 1<<16))))
}

// totals are everything in the dimensions that cannot have any value.
var totals = map[string]part{
	address:       addresses,
	protocol:      {values: []string{"TCP", "UDP", "SCTP"}},
	portNumber:    {ranges: [][2]string{{port(1), port(1 << 16)}}},
	namespaceName: {others: true},
}

// policies are those of an evaluation for a direction, ingress or egress, after another
// one, if there is one. It is false when one of them is not understood.
func policies(r, earlier *model.Result, direction string) (all []policy, ok bool) {
	for _, o := range r.Objects {
		if !is(o.Body, "NetworkPolicy", "kind") {
			continue
		}
		reader := &policyReader{direction: direction, ok: true}
		reader.namespace, _ = model.At(o.Body, "metadata", "namespace").(string)
		if p := reader.policy(o.Body, sameIn(earlier, o.Body)); p != nil {
			p.key = o.Name
			all = append(all, *p)
		}
		if !reader.ok {
			return nil, false
		}
	}
	return all, true
}

// sameIn is the object that was there before under the same name, or nil.
func sameIn(r *model.Result, o model.Object) model.Object {
	if r == nil {
		return nil
	}
	i := slices.IndexFunc(r.Objects, func(old model.Rendered) bool { return sameObject(old.Body, o) })
	if i < 0 {
		return nil
	}
	return r.Objects[i].Body
}

type policyReader struct {
	direction, namespace string
	ok                   bool // everything is understood
}

// policy is nil when the policy is about the other direction.
func (r *policyReader) policy(o, stored model.Object) *policy {
	if !r.about(o, stored) {
		return nil
	}
	own := region{{ownNamespace, part{values: []string{r.namespace}}}}
	own = append(own, r.selector(ownLabels, model.At(o, "spec", "podSelector"))...)
	p := &policy{selected: own}
	for _, rule := range r.list(model.At(o, "spec", r.direction)) {
		for _, peer := range r.peers(rule) {
			for _, port := range r.ports(rule) {
				p.allowed = append(p.allowed, slices.Concat(own, peer, port))
			}
		}
	}
	return p
}

// about reports whether the policy isolates pods in the direction. The API server gives a
// policy its types when it is made, and they stay as long as none are given.
func (r *policyReader) about(o, stored model.Object) bool {
	types := r.list(model.At(o, "spec", "policyTypes"))
	if len(types) > 0 {
		return slices.Contains(types, map[string]model.Value{"ingress": "Ingress", "egress": "Egress"}[r.direction])
	}
	if stored != nil && len(r.list(model.At(stored, "spec", "policyTypes"))) == 0 {
		o = stored
	}
	return r.direction == "ingress" || len(r.list(model.At(o, "spec", "egress"))) > 0
}

func (r *policyReader) list(v model.Value) []model.Value {
	list, ok := v.([]model.Value)
	r.ok = r.ok && (ok || v == nil)
	return list
}

func (r *policyReader) object(v model.Value) model.Object {
	o, ok := v.(model.Object)
	r.ok = r.ok && (ok || v == nil)
	return o
}

func (r *policyReader) text(v model.Value) string {
	s, ok := v.(string)
	r.ok = r.ok && ok
	return s
}

// selector limits the labels of something.
func (r *policyReader) selector(of string, v model.Value) (limits region) {
	selector := r.object(v)
	for _, m := range r.object(model.At(selector, "matchLabels")) {
		limits = append(limits, limit{of + m.Key, part{values: []string{r.text(m.Value)}}})
	}
	for _, e := range r.list(model.At(selector, "matchExpressions")) {
		o := r.object(e)
		var values []string
		for _, v := range r.list(model.At(o, "values")) {
			values = append(values, r.text(v))
		}
		l := limit{dimension: of + r.text(model.At(o, "key"))}
		switch model.At(o, "operator") {
		case "In":
			l.part = part{values: values}
		case "NotIn":
			l.part = part{values: values, others: true, absent: true}
		case "Exists":
			l.part = part{others: true}
		case "DoesNotExist":
			l.part = part{absent: true}
		default:
			r.ok = false
		}
		limits = append(limits, l)
	}
	return limits
}

// peers are the limits of each peer of a rule; one without limits when it has none.
func (r *policyReader) peers(rule model.Value) (all []region) {
	field := map[string]string{"ingress": "from", "egress": "to"}[r.direction]
	list := r.list(model.At(r.object(rule), field))
	if len(list) == 0 {
		return []region{nil}
	}
	for _, v := range list {
		peer := r.object(v)
		if block := model.At(peer, "ipBlock"); block != nil {
			all = append(all, region{{address, part{ranges: r.block(r.object(block))}}})
			continue
		}
		l := region{{address, pods}}
		if namespaces, given := peer.Get("namespaceSelector"); given {
			l = append(l, r.selector(namespaceLabels, namespaces)...)
		} else {
			l = append(l, limit{namespaceName, part{values: []string{r.namespace}}})
		}
		all = append(all, append(l, r.selector(peerLabels, model.At(peer, "podSelector"))...))
	}
	return all
}

// block is the ranges of a block of addresses, without those that it excepts.
func (r *policyReader) block(o model.Object) (ranges [][2]string) {
	from, end := r.prefix(model.At(o, "cidr"))
	var except [][2]string
	for _, v := range r.list(model.At(o, "except")) {
		x, y := r.prefix(v)
		except = append(except, [2]string{x, y})
	}
	slices.SortFunc(except, func(a, b [2]string) int {
		if a[0] < b[0] {
			return -1
		}
		return 1
	})
	for _, e := range except {
		if e[0] > from {
			ranges = append(ranges, [2]string{from, e[0]})
		}
		from = max(from, e[1])
	}
	if from < end {
		ranges = append(ranges, [2]string{from, end})
	}
	return ranges
}

// prefix is the first address of a CIDR and what comes after the last one, after the
// version of IP.
func (r *policyReader) prefix(v model.Value) (from, end string) {
	first, bits, ok := parsePrefix(r.text(v))
	if !ok {
		r.ok = false
		return "", ""
	}
	mask(first, bits)
	version := byte('6')
	if len(first) == 4 {
		version = '4'
	}
	next := append([]byte{version}, first...)
	from = string(next)
	i, step := bits/8+1, byte(1)<<(7-(bits+7)%8) // of the last bit of the prefix
	if bits%8 == 0 {
		i--
	}
	for next[i] += step; next[i] < step && i > 0; next[i] += step {
		i, step = i-1, 1
	}
	return from, string(next)
}

// ports are the limits of each port of a rule; one without limits when it has none.
func (r *policyReader) ports(rule model.Value) (all []region) {
	list := r.list(model.At(r.object(rule), "ports"))
	if len(list) == 0 {
		return []region{nil}
	}
	for _, v := range list {
		o := r.object(v)
		name, given := o.Get("protocol")
		if !given {
			name = "TCP"
		}
		limits := region{{protocol, part{values: []string{r.text(name)}}}}
		switch n := model.At(o, "port").(type) {
		case nil:
		case int64:
			end, isRange := model.At(o, "endPort").(int64)
			if !isRange {
				end = n
			}
			limits = append(limits, limit{portNumber, part{ranges: [][2]string{{port(n), port(end + 1)}}}})
		default:
			limits = append(limits, limit{portName, part{values: []string{r.text(n)}}})
			if r.direction == "egress" { // only pods have names of ports
				limits = append(limits, limit{address, pods})
			}
		}
		all = append(all, limits)
	}
	return all
}
