package effect

import (
	"bytes"
	"net/netip"
	"testing"

	"pgregory.net/rapid"
)

// A CIDR is what it is to the standard library, or nothing where an address of IPv4 is in
// one of IPv6.
func TestPrefix(t *testing.T) {
	check := func(t rapid.TB, text string) {
		want, err := netip.ParsePrefix(text)
		address, bits, ok := parsePrefix(text)
		if ok != (err == nil) && !(err == nil && !ok && want.Addr().Is6() && bytes.ContainsRune([]byte(text), '.')) {
			t.Fatalf("%q is a CIDR: %v, to netip: %v", text, ok, err)
		}
		if !ok {
			return
		}
		mask(address, bits)
		if !bytes.Equal(address, want.Masked().Addr().AsSlice()) || bits != want.Bits() {
			t.Fatalf("%q is %v/%d, to netip %s", text, address, bits, want.Masked())
		}
	}
	for _, text := range []string{
		"", "/", "10.0.0.0", "10.0.0.0/8", "10.1.2.3/12", "010.0.0.0/8", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/+8", "10.0.0.0/-1", "256.0.0.0/8",
		"::/0", "::1/128", "fd00::/8", "1::2::3/8", "1:2:3:4:5:6:7:8/64", "1:2:3:4:5:6:7::/64", "1:2:3:4:5:6:7:8::/64", "::2:3:4:5:6:7:8/64", ":1::/8", "1:/8", ":::/8",
		"12345::/8", "g::/8", "::ffff:1.2.3.4/96", "fe80::1%eth0/64", "FD00::Ab/61", "::/129",
	} {
		check(t, text)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, rapid.StringMatching(`([0-9]{1,3}(\.[0-9]{1,3}){2,4}|[0-9a-fA-F:]{0,24}|([0-9a-f]{1,4}:){0,7}:?([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,3})?)/[0-9]{1,3}`).Draw(t, "cidr"))
	})
}
