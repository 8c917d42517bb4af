package compile

import (
	"math/bits"
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

// blockOf is the block whose addresses a pattern of blockValidator matches.
func blockOf(re string) (v textValidator, ok bool) {
	octets := strings.Split(strings.TrimSuffix(strings.TrimPrefix(re, "^(?:"), ")$"), `\.`)
	if len(octets) != 4 {
		return v, false
	}
	var address [4]byte
	length := 0
	for i, one := range octets {
		if one == octet {
			continue
		}
		all := strings.Split(strings.TrimSuffix(strings.TrimPrefix(one, "(?:"), ")"), "|")
		first, err := strconv.ParseUint(all[0], 10, 8)
		if err != nil {
			return v, false
		}
		address[i] = byte(first)
		length += 9 - bits.Len(uint(len(all)))
	}
	v, ok = blockValidator(netip.PrefixFrom(netip.AddrFrom4(address), length).String())
	return v, ok && v.match[0] == re
}

// numbers is a pattern for those from first to last.
func numbers(first, last int) string {
	var all []string
	for n := first; n <= last; n++ {
		all = append(all, strconv.Itoa(n))
	}
	return `(?:` + strings.Join(all, `|`) + `)`
}
