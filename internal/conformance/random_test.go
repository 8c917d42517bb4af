package conformance

import (
	"maps"
	"slices"
	"testing"
)

// TestRandom: all evaluators of every contract agree on random inputs, of which enough are
// accepted to say something. "make conformance" goes on with the same seed.
func TestRandom(t *testing.T) {
	const inputs = 200
	for _, c := range contracts() {
		t.Run(c.name, func(t *testing.T) { runRandom(t, c.contract(t), inputs) })
	}
}

// runRandom demands that nothing differs on random inputs, and that enough of them
// are accepted.
func runRandom(t *testing.T, c *Contract, inputs int) {
	t.Helper()
	const seed = 1
	report, err := c.Run(inputs, c.Random(seed), nil)
	if err != nil {
		t.Fatal(err)
	}
	if report.Difference != nil {
		t.Errorf("seed %d: %v", seed, c.Explain(report.Difference))
		return
	}
	t.Logf("seed %d: %d inputs, %d accepted", seed, report.Inputs, report.Accepted)
	for _, name := range slices.Sorted(maps.Keys(report.NotCompared)) {
		t.Logf("%d not put to Terraform: %s", report.NotCompared[name], name)
	}
	if report.Accepted*10 < report.Inputs*4 {
		t.Errorf("%d of %d inputs were accepted: too few to say much about objects", report.Accepted, report.Inputs)
	}
}
