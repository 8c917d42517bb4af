package effect

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// number is an exact decimal number, ±0.d₁d₂d₃… × 10^exponent. The standard library's
// would be a part of the browser's program that is as large as this package.
type number struct {
	negative bool
	digits   []byte // from 0 to 9, with no zero at either end; none for zero
	exponent int
}

// suffix is one of Kubernetes' quantities: a factor of 10^tens × 1024^kibis.
type suffix struct{ tens, kibis int }

var suffixes = map[string]suffix{
	"n": {tens: -9}, "u": {tens: -6}, "m": {tens: -3}, "": {},
	"k": {tens: 3}, "M": {tens: 6}, "G": {tens: 9}, "T": {tens: 12}, "P": {tens: 15}, "E": {tens: 18},
	"Ki": {kibis: 1}, "Mi": {kibis: 2}, "Gi": {kibis: 3}, "Ti": {kibis: 4}, "Pi": {kibis: 5}, "Ei": {kibis: 6},
}

// The bounds of what is computed with, far beyond what the API server takes.
const longestQuantity, longestExponent = 64, len("+99")

// quantity is the number that a value stands for, or nil.
func quantity(v model.Value) *number {
	switch v := v.(type) {
	case int64:
		return parseNumber(strconv.FormatInt(v, 10), suffix{})
	case string:
		text := strings.TrimRight(v, "numkKMGTPEi")
		if s, ok := suffixes[v[len(text):]]; ok && len(v) <= longestQuantity {
			return parseNumber(text, s)
		}
	}
	return nil
}

// parseNumber reads a decimal number that may have an exponent when there is no suffix. It
// returns nil for what is none.
func parseNumber(text string, s suffix) *number {
	n := &number{negative: strings.HasPrefix(text, "-")}
	if n.negative || strings.HasPrefix(text, "+") {
		text = text[1:]
	}
	text, power, scientific := strings.Cut(strings.ToLower(text), "e")
	if scientific {
		tens, err := strconv.Atoi(power)
		if err != nil || s != (suffix{}) || len(power) > longestExponent {
			return nil
		}
		s.tens = tens
	}
	whole, fraction, _ := strings.Cut(text, ".")
	n.digits = []byte(whole + fraction)
	if len(n.digits) == 0 {
		return nil
	}
	for i, c := range n.digits {
		if c < '0' || c > '9' {
			return nil
		}
		n.digits[i] = c - '0'
	}
	n.exponent = len(whole) + s.tens
	for range s.kibis {
		n.multiply(1024)
	}
	n.trim()
	return n
}

// multiply multiplies by a small factor.
func (n *number) multiply(factor int) {
	carry := 0
	for i := len(n.digits) - 1; i >= 0; i-- {
		carry += int(n.digits[i]) * factor
		n.digits[i] = byte(carry % 10)
		carry /= 10
	}
	for ; carry > 0; carry /= 10 {
		n.digits = append([]byte{byte(carry % 10)}, n.digits...)
		n.exponent++
	}
}

func (n *number) trim() {
	significant := bytes.TrimLeft(n.digits, "\x00")
	n.exponent -= len(n.digits) - len(significant)
	n.digits = bytes.TrimRight(significant, "\x00")
	if len(n.digits) == 0 {
		*n = number{}
	}
}

// compare is positive when the number is greater than the other one, negative when it is
// less, and 0 when they are equal.
func (n *number) compare(other *number) int {
	if sign := cmp.Compare(n.sign(), other.sign()); sign != 0 || n.sign() == 0 {
		return sign
	}
	return n.sign() * cmp.Or(cmp.Compare(n.exponent, other.exponent), bytes.Compare(n.digits, other.digits))
}

func (n *number) sign() int {
	switch {
	case len(n.digits) == 0:
		return 0
	case n.negative:
		return -1
	}
	return 1
}
