package observed_test

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/influence/observed"
)

// BenchmarkDescribe is what gen does more for a contract that has changed.
func BenchmarkDescribe(b *testing.B) {
	m, err := compile.Compile("../../../schema")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := observed.Describe(m); err != nil {
			b.Fatal(err)
		}
	}
}
