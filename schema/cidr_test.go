package schema_test

import (
	"net/netip"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"pgregory.net/rapid"
)

// prefixes parses networks.
func prefixes(texts ...string) (all []netip.Prefix) {
	for _, text := range texts {
		all = append(all, netip.MustParsePrefix(text))
	}
	return all
}

// overlaps reports whether a network has an address of one of others.
func overlaps(p netip.Prefix, others []netip.Prefix) bool {
	for _, other := range others {
		if p.Overlaps(other) {
			return true
		}
	}
	return false
}

// network parses a network whose bits beyond the prefix length are 0. Of an IPv6 network
// those in the group where the prefix ends may be set.
func network(text string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(text)
	if err != nil || strings.Contains(text, ":") && strings.Contains(text, ".") {
		return p, false
	}
	looked := p
	if p.Addr().Is6() {
		looked = netip.PrefixFrom(p.Addr(), (p.Bits()+15)/16*16)
	}
	return p, looked == looked.Masked()
}

// global are the IPv6 addresses that a network may be of.
var global = prefixes("2000::/3", "fc00::/7")

// TestControlPlaneCIDRs: a CIDR is accepted only when it is one, and when it opens no
// address that a cloud serves credentials from. The same holds for additional_egress.
func TestControlPlaneCIDRs(t *testing.T) {
	closed := prefixes("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32", "224.0.0.0/3",
		"::/3", "2002::/16", "fe80::/10", "fd00:ec2::/32", "fd20:ce::/32")
	accepts := func(s string) bool {
		p, ok := network(s)
		switch {
		case !ok || overlaps(p, closed):
			return false
		case p.Addr().Is4():
			return p.Bits() >= 8
		}
		return p.Bits() >= 32 && overlaps(p, global)
	}
	agreesOnNetworks(t, "#Input.control_plane_cidrs", accepts)
	agreesOnNetworks(t, "#Egress.cidr", func(s string) bool { return s == "" || accepts(s) })
}

// TestDNSCIDRs: link-local resolvers are accepted, loopback and whole families are not.
func TestDNSCIDRs(t *testing.T) {
	closed := prefixes("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/3", "::/3")
	agreesOnNetworks(t, "#Input.dns_cidrs", func(s string) bool {
		p, ok := network(s)
		return ok && p.Bits() >= 8 && !overlaps(p, closed) &&
			(p.Addr().Is4() || overlaps(netip.PrefixFrom(p.Addr(), 128), append(global, prefixes("fe80::/10")...)))
	})
}

// agreesOnNetworks draws networks and texts that look like some, and checks that the
// input at path, or an element of it, is accepted exactly when it should be.
func agreesOnNetworks(t *testing.T, path string, accepts func(string) bool) {
	t.Helper()
	masked := func(t *rapid.T, a netip.Addr, shortest int) string {
		p := netip.PrefixFrom(a, rapid.IntRange(shortest, a.BitLen()).Draw(t, "bits"))
		if rapid.Bool().Draw(t, "masked") {
			p = p.Masked()
		}
		return p.String()
	}
	drawn := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string {
			return masked(t, netip.AddrFrom4([4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "address"))), 0)
		}),
		rapid.Custom(func(t *rapid.T) string {
			first := rapid.SampledFrom([]string{"20", "2001:db8:", "2002:", "3f", "fc", "fd", "fd00:ec2:", "fd20:ce:", "fe80:", "00"}).Draw(t, "first")
			bytes := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 0, 0, 1, 0x10, 0xff}), 16, 16).Draw(t, "address")
			a := netip.AddrFrom16([16]byte(bytes)).StringExpanded()
			return masked(t, netip.MustParseAddr(expand(first)+a[len(expand(first)):]), 0)
		}),
		// Around Azure's WireServer and link-local addresses.
		rapid.Custom(func(t *rapid.T) string { return masked(t, netip.MustParseAddr("168.63.129.16"), 8) }),
		rapid.Custom(func(t *rapid.T) string {
			second := rapid.ByteRange(240, 255).Draw(t, "second")
			return masked(t, netip.AddrFrom4([4]byte{169, second, 0, 0}), 8)
		}),
		rapid.StringMatching(`(?:0|1|10|01|126|127|128|168|169|170|192|223|224|240|255|256)\.(?:0|9|63|128|253|254|255)\.(?:0|16|129|300)\.(?:0|16|254)/(?:0|7|8|08|9|15|16|24|32|33)`),
		rapid.StringMatching(`(?:2001|2002|1fff|3fff|4000|fc00|fdff|fd00|fd20|FD00|fe80|::|fd0|02001)(?::(?:ec2|0ec2|EC2|ce|0|ffff|00000|g)){0,4}(?:::|:)(?:(?:1|ec2|db8)(?::[0-2]){0,6})?/(?:7|8|31|32|48|064|64|128|129)`),
	)
	field := contract(t).LookupPath(cue.ParsePath(path))
	rapid.Check(t, func(t *rapid.T) {
		s := drawn.Draw(t, "s")
		value := cuecontext.New().Encode(s)
		if field.IncompleteKind() == cue.ListKind {
			value = cuecontext.New().Encode([]string{s})
		}
		got := field.Unify(value).Validate(cue.Concrete(true)) == nil
		if want := accepts(s); got != want {
			t.Fatalf("%q: accepted %v, want %v", s, got, want)
		}
	})
}

// expand writes the groups at the beginning of an IPv6 address with all digits.
func expand(groups string) string {
	var b strings.Builder
	for group := range strings.SplitSeq(groups, ":") {
		if b.Len() > 0 {
			b.WriteByte(':')
		}
		if strings.HasSuffix(groups, ":") && group != "" {
			b.WriteString(strings.Repeat("0", 4-len(group)))
		}
		b.WriteString(group)
	}
	return b.String()
}
