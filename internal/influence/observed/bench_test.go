package observed_test

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/influence/observed"
)

// BenchmarkTell is what gen does more for a contract that has changed.
func BenchmarkTell(b *testing.B) {
	m, err := compile.Compile("../../../schema")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := observed.Tell(m); err != nil {
			b.Fatal(err)
		}
	}
}
