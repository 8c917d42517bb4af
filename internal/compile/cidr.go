package compile

import (
	"net/netip"
	"strconv"
	"strings"
)

// blockValidator accepts the IPv4 addresses of a CIDR block. There is none for a block of IPv6, of
// which an address has many spellings. The bits behind the prefix do not matter, as in net/netip.
func blockValidator(cidr string) (v textValidator, ok bool) {
	block, err := netip.ParsePrefix(cidr)
	if err != nil || !block.Addr().Is4() {
		return v, false
	}
	octets := make([]string, 4)
	for i, first := range block.Masked().Addr().As4() {
		octets[i] = octet
		if fixed := min(max(block.Bits()-8*i, 0), 8); fixed > 0 {
			octets[i] = numbers(int(first), int(first)+1<<(8-fixed)-1)
		}
	}
	return textValidator{words: "an IPv4 address in " + block.Masked().String(), match: whole(strings.Join(octets, `\.`)), besides: true}, true
}

// numbers is a pattern for those from first to last.
func numbers(first, last int) string {
	var all []string
	for n := first; n <= last; n++ {
		all = append(all, strconv.Itoa(n))
	}
	return `(?:` + strings.Join(all, `|`) + `)`
}
