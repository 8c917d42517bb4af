package effect_test

import (
	"os"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// BenchmarkCompare compares two evaluations of the project's contract.
func BenchmarkCompare(b *testing.B) {
	m, err := compile.Compile("../../schema")
	if err != nil {
		b.Fatal(err)
	}
	before := example(b, m, "../../testdata/inputs/default.yaml")
	for _, name := range []string{"default", "stopped", "desktop"} {
		after := example(b, m, "../../testdata/inputs/"+name+".yaml")
		b.Run("default to "+name, func(b *testing.B) {
			c := effect.New(m, m)
			for b.Loop() {
				c.Compare(before, after)
			}
		})
	}
}

func example(b *testing.B, m *model.Model, name string) *model.Result {
	b.Helper()
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	d, err := input.NewReader(f, name, input.YAML).Next()
	if err != nil {
		b.Fatal(err)
	}
	result, diagnostics := m.Evaluate(d.Value)
	if result == nil {
		b.Fatal(diagnostics)
	}
	return result
}
