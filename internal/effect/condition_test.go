package effect

import (
	"testing"

	kresource "k8s.io/apimachinery/pkg/api/resource"
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
				t.Errorf("%q is %s, and no quantity in Kubernetes: %v", text, got, err)
			}
			continue
		}
		if got == nil {
			if len(text) < 6 {
				t.Errorf("%q is no quantity, but %s in Kubernetes", text, &want)
			}
			continue
		}
		if sign := got.Cmp(quantity("1")); sign != want.Cmp(one) {
			t.Errorf("%q is %s, but %s in Kubernetes", text, got, &want)
		}
	}
}

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
