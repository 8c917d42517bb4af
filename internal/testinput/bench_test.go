package testinput

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
)

// BenchmarkFind looks for the inputs of the project's own contract.
func BenchmarkFind(b *testing.B) {
	m, err := compile.Compile("../../schema")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Find(m); err != nil {
			b.Fatal(err)
		}
	}
}
