package manifest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
)

// ordered returns the members in the order in which the YAML library sorts keys. The
// library itself is not asked to sort: its order has circles (4B < 6 < 40e3 < 4B),
// and it starts from the random order of a Go map.
func ordered(o model.Object) []model.Member {
	if slices.IsSortedFunc(o, byKey) {
		return o
	}
	members := slices.Clone(o)
	slices.SortStableFunc(members, byKey)
	return members
}

// byKey puts letters after everything else, and numbers inside keys in the order of
// their values.
func byKey(x, y model.Member) int {
	a, b := x.Key, y.Key
	i := differ(a, b)
	if i == len(a) || i == len(b) {
		return len(a) - len(b)
	}
	ra, _ := utf8.DecodeRuneInString(a[i:])
	rb, _ := utf8.DecodeRuneInString(b[i:])
	letterA, letterB := unicode.IsLetter(ra), unicode.IsLetter(rb)
	switch {
	case letterA && letterB:
		return cmp.Compare(ra, rb)
	case letterA:
		return 1
	case letterB:
		return -1
	}
	for i > 0 && isDigit(a[i-1]) {
		i--
	}
	return cmp.Or(compareNumbers(digits(a[i:]), digits(b[i:])), cmp.Compare(ra, rb))
}

// differ is the index of the first character in which the strings differ.
func differ(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	for i < len(a) && i < len(b) && i > 0 && !(utf8.RuneStart(a[i]) && utf8.RuneStart(b[i])) {
		i--
	}
	return i
}

// digits returns the digits that s begins with.
func digits(s string) string {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return s[:n]
}

func compareNumbers(a, b string) int {
	x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(len(x)-len(y), strings.Compare(x, y), len(a)-len(b))
}
