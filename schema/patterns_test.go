package schema_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"github.com/distribution/reference"
	"golang.org/x/mod/semver"
	"k8s.io/apimachinery/pkg/util/validation"
	"pgregory.net/rapid"
)

// agrees draws strings of the alphabet, and checks that the input at path accepts
// those, and only those, that the reference implementation accepts.
func agrees(t *testing.T, path, alphabet string, accepts func(string) bool) {
	t.Helper()
	c := contract(t)
	field := c.LookupPath(cue.ParsePath(path))
	word := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune(alphabet)), 0, 12, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune(alphabet)), 60, 66, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("a")), 250, 260, -1),
	)
	rapid.Check(t, func(t *rapid.T) {
		s := word.Draw(t, "s")
		got := field.Unify(cuecontext.New().Encode(s)).Validate(cue.Concrete(true)) == nil
		if want := accepts(s); got != want {
			t.Fatalf("%s = %q: accepted %v, want %v", path, s, got, want)
		}
	})
}

func none(problems []string) bool { return len(problems) == 0 }

func TestNamesAgreeWithKubernetes(t *testing.T) {
	const alphabet = "abzAZ09-._/ \n"
	agrees(t, "#Input.namespace", alphabet, func(s string) bool { return none(validation.IsDNS1123Label(s)) })
	agrees(t, "#Input.service_account_name", alphabet, func(s string) bool { return s == "" || none(validation.IsDNS1123Subdomain(s)) })
	agrees(t, "#Input.owner", alphabet, func(s string) bool { return s != "" && none(validation.IsValidLabelValue(s)) })
	agrees(t, "#Toleration.key", alphabet, func(s string) bool { return s == "" || none(validation.IsQualifiedName(s)) })
	agrees(t, "#Toleration.value", alphabet, func(s string) bool { return none(validation.IsValidLabelValue(s)) })
}

func TestImagesAgreeWithDistribution(t *testing.T) {
	agrees(t, "#Input.kasmvnc_image", "ab1F/:.-_@[]", func(s string) bool {
		_, err := reference.ParseNormalizedNamed(s)
		return err == nil && !strings.Contains(s, "@")
	})
}

func TestVersionsAgreeWithSemver(t *testing.T) {
	c := contract(t)
	field := c.LookupPath(cue.ParsePath("#ToolchainTemplate.version"))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`(?:0|1|01|20|a)\.[0-2]{1,2}\.[0-9]{1,2}(?:-[0a-]{0,3}(?:\.[01a-]{1,3})?)?(?:\+[0a.-]{0,4})?\n?`).Draw(t, "s")
		got := field.Unify(cuecontext.New().Encode(s)).Validate(cue.Concrete(true)) == nil
		if want := semver.IsValid("v" + s); got != want {
			t.Fatalf("version = %q: accepted %v, want %v", s, got, want)
		}
	})
}

// TestControlPlaneCIDRs: a CIDR is accepted only when it is one, and when it opens no
// address that a cloud serves credentials from.
func TestControlPlaneCIDRs(t *testing.T) {
	closed := []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("127.0.0.0/8"),
		netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("224.0.0.0/3"),
		netip.MustParsePrefix("::/3"), netip.MustParsePrefix("2002::/16"),
		netip.MustParsePrefix("fe80::/10"), netip.MustParsePrefix("fd00:ec2::/32"),
	}
	accepts := func(s string) bool {
		p, err := netip.ParsePrefix(s)
		if err != nil || strings.Contains(s, ":") && strings.Contains(s, ".") {
			return false
		}
		for _, c := range closed {
			if p.Overlaps(c) {
				return false
			}
		}
		if p.Addr().Is4() {
			return p.Bits() >= 8 && p == p.Masked()
		}
		return p.Bits() >= 32 && (netip.MustParsePrefix("2000::/3").Contains(p.Addr()) || netip.MustParsePrefix("fc00::/7").Contains(p.Addr()))
	}
	network := rapid.Custom(func(t *rapid.T) string {
		a := [4]byte{byte(rapid.IntRange(1, 255).Draw(t, "first")), rapid.Byte().Draw(t, "b"), rapid.Byte().Draw(t, "c"), rapid.Byte().Draw(t, "d")}
		p := netip.PrefixFrom(netip.AddrFrom4(a), rapid.IntRange(8, 32).Draw(t, "bits"))
		if rapid.Bool().Draw(t, "masked") {
			p = p.Masked()
		}
		return p.String()
	})
	ipv4 := rapid.StringMatching(`(?:0|1|10|01|126|127|128|168|169|170|192|223|224|240|255|256)\.(?:0|9|128|253|254|255)\.(?:0|16|300)\.(?:0|254)/(?:0|7|8|08|9|15|16|24|32|33)`)
	ipv6 := rapid.StringMatching(`(?:2001|2002|1fff|3fff|4000|fc00|fdff|fd00|FD00|fe80|::|fd0|02001)(?::(?:ec2|0ec2|EC2|0|ffff|00000|g)){0,4}(?:::|:)(?:(?:1|ec2|db8)(?::[0-2]){0,6})?/(?:31|32|48|064|64|128|129)`)
	c := contract(t)
	list := c.LookupPath(cue.ParsePath("#Input.control_plane_cidrs"))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(network, ipv4, ipv6).Draw(t, "s")
		got := list.Unify(cuecontext.New().Encode([]string{s})).Validate(cue.Concrete(true)) == nil
		// 169.0.0.0/8 to /15 are refused as a whole, though only one of each pair
		// overlaps.
		if p, err := netip.ParsePrefix(s); err == nil && p.Addr().Is4() && p.Addr().As4()[0] == 169 && p.Bits() < 16 {
			if got {
				t.Fatalf("%q is accepted", s)
			}
			return
		}
		if want := accepts(s); got != want {
			t.Fatalf("%q: accepted %v, want %v", s, got, want)
		}
	})
}

// example is an input with the given lines, in CUE, besides what is required.
func example(format string, args ...any) cue.Value {
	return cuecontext.New().CompileString(`
workspace_name: "dev"
owner: "alice"
compute_profile: {cpu: 2, memory: "4Gi", storage: "20Gi"}
toolchain_template: {name: "t", version: "1.0.0"}
` + fmt.Sprintf(format, args...))
}

// TestOverrideKeysAgreeWithKubernetes: keys are refused that Kubernetes refuses or that
// are reserved, and no others.
//
// Shows: 11c.9, 11g.2, 11g.3.
func TestOverrideKeysAgreeWithKubernetes(t *testing.T) {
	key := rapid.StringMatching(`(?:[aA9.-]{0,3}(?:istio\.io|notistio\.io|x\.coder\.com|Example\.com)?/)?[a9._/-]{0,4}`)
	reserved := func(k string) bool {
		prefix, _, found := strings.Cut(strings.ToLower(k), "/")
		return found && (prefix == "istio.io" || strings.HasSuffix(prefix, ".istio.io") || strings.HasSuffix(prefix, ".coder.com"))
	}
	rapid.Check(t, func(t *rapid.T) {
		c := contract(t)
		k := key.Draw(t, "key")
		label := verdict(c, example("overrides: labels: %q: \"a\"", k)) == nil
		if want := none(validation.IsQualifiedName(k)) && !reserved(k); label != want {
			t.Fatalf("label %q: accepted %v, want %v", k, label, want)
		}
		annotation := verdict(c, example("overrides: annotations: %q: \"a\"", k)) == nil
		if want := none(validation.IsQualifiedName(strings.ToLower(k))) && !reserved(k); annotation != want {
			t.Fatalf("annotation %q: accepted %v, want %v", k, annotation, want)
		}
	})
}
