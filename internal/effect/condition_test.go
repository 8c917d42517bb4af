package effect

import (
	"math/big"
	"strings"
	"testing"

	kresource "k8s.io/apimachinery/pkg/api/resource"
	"pgregory.net/rapid"
)

// Quantities mean what they mean to Kubernetes, or nothing.
func TestQuantity(t *testing.T) {
	one := kresource.MustParse("1")
	for _, text := range []string{
		"0", "1", "2", "0.5", ".5", "5.", "-1", "+1", "1k", "1K", "1Ki", "1m", "1u", "1n", "1M", "1Mi", "1G", "1Gi", "1T", "1Ti", "1P", "1Pi", "1E", "1Ei",
		"1e3", "1E3", "1e-3", "1000m", "1024Mi", "1.5Gi", "0.1", "1i", "1mi", "", "x", "1x", "1 Gi", "0x10", "1_000", "1/2", "1ee3", "1e3Ki", "1e1000000000",
	} {
		want, err := kresource.ParseQuantity(text)
		got := quantity(text)
		if err != nil {
			if got != nil {
				t.Errorf("%q is %v, and no quantity in Kubernetes: %v", text, got, err)
			}
			continue
		}
		if got == nil {
			if len(text) < 6 {
				t.Errorf("%q is no quantity, but %s in Kubernetes", text, &want)
			}
			continue
		}
		if sign := got.compare(quantity("1")); sign != want.Cmp(one) {
			t.Errorf("%q is %v, but %s in Kubernetes", text, got, &want)
		}
	}
}

// TestParse: every effect has a name that is read back, also as users write it.
func TestParse(t *testing.T) {
	for _, name := range Names() {
		if e, err := Parse(name); err != nil || e.String() != name {
			t.Errorf("Parse(%q) = %s, %v", name, e, err)
		}
	}
	if e, err := Parse("data-loss"); err != nil || e != DataLoss {
		t.Errorf("data-loss is %s, %v", e, err)
	}
	if _, err := Parse("harmless"); err == nil {
		t.Error("harmless is an effect")
	}
}

// Numbers compare as those of the standard library do, whatever their length and suffix.
func TestNumbersCompare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.StringMatching(`-?[0-9]{0,12}(\.[0-9]{0,12})?([eE][-+]?[0-9]|[numkMGTPE]|[KMGTPE]i)?`)
		a, b := texts.Draw(t, "a"), texts.Draw(t, "b")
		x, y := quantity(a), quantity(b)
		p, q := rational(a), rational(b)
		if (x == nil) != (p == nil) || (y == nil) != (q == nil) {
			t.Fatalf("%q and %q are %v and %v, want %v and %v", a, b, x, y, p, q)
		}
		if x != nil && y != nil && x.compare(y) != p.Cmp(q) {
			t.Fatalf("%q compares with %q as %d, want %d", a, b, x.compare(y), p.Cmp(q))
		}
	})
}

// rational is what a quantity stands for, nil for none.
func rational(text string) *big.Rat {
	number := strings.TrimRight(text, "numkKMGTPEi")
	n, ok := new(big.Rat).SetString(number)
	if !ok {
		return nil
	}
	power := map[byte]int64{'n': -9, 'u': -6, 'm': -3, 'k': 3, 'K': 3, 'M': 6, 'G': 9, 'T': 12, 'P': 15, 'E': 18}
	base, suffix := int64(10), text[len(number):]
	if suffix == "" {
		return n
	}
	exponent := power[suffix[0]]
	if len(suffix) == 2 {
		base, exponent = 1024, exponent/3
	}
	for range max(exponent, -exponent) {
		if exponent > 0 {
			n.Mul(n, big.NewRat(base, 1))
		} else {
			n.Mul(n, big.NewRat(1, base))
		}
	}
	return n
}
