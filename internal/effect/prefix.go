package effect

import (
	"strconv"
	"strings"
)

// parsePrefix reads a CIDR: the bytes of its address, four or sixteen, and the length of
// the prefix. It reports false for what is none, and for addresses of IPv6 with one of
// IPv4 in them. The standard library's would be a fiftieth of the browser's program.
func parsePrefix(text string) (address []byte, bits int, ok bool) {
	host, length, _ := strings.Cut(text, "/")
	bits, err := strconv.Atoi(length)
	if err != nil || strconv.Itoa(bits) != length || bits < 0 {
		return nil, 0, false
	}
	if strings.Contains(host, ":") {
		address, ok = parseIPv6(host)
	} else {
		address, ok = parseIPv4(host)
	}
	return address, bits, ok && bits <= 8*len(address)
}

func parseIPv4(text string) (address []byte, ok bool) {
	for _, part := range strings.Split(text, ".") {
		n, err := strconv.ParseUint(part, 10, 8)
		if err != nil || strconv.FormatUint(n, 10) != part {
			return nil, false
		}
		address = append(address, byte(n))
	}
	return address, len(address) == 4
}

func parseIPv6(text string) (address []byte, ok bool) {
	head, tail, short := strings.Cut(text, "::")
	before, ok := groups(head)
	after, alsoOK := groups(tail)
	left := 16 - len(before) - len(after)
	if !ok || !alsoOK || left < 0 || short != (left > 0) {
		return nil, false
	}
	return append(append(before, make([]byte, left)...), after...), true
}

// groups are the bytes of groups of four hexadecimal digits or fewer.
func groups(text string) (all []byte, ok bool) {
	if text == "" {
		return nil, true
	}
	for _, group := range strings.Split(text, ":") {
		n, err := strconv.ParseUint(group, 16, 16)
		if err != nil || len(group) > 4 {
			return nil, false
		}
		all = append(all, byte(n>>8), byte(n))
	}
	return all, true
}

// mask clears what is after the prefix of an address.
func mask(address []byte, bits int) {
	for i := range address {
		switch left := bits - 8*i; {
		case left <= 0:
			address[i] = 0
		case left < 8:
			address[i] &= ^byte(0) << (8 - left)
		}
	}
}
