package drift_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/drift"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// BenchmarkCompare compares a workspace with its objects, which have no drift.
func BenchmarkCompare(b *testing.B) {
	m, err := compile.Compile("../../schema")
	if err != nil {
		b.Fatal(err)
	}
	file, err := os.Open("../../testdata/inputs/running.yaml")
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	d, err := input.NewReader(file, "running.yaml", input.YAML).Next()
	if err != nil {
		b.Fatal(err)
	}
	result, refused := m.Evaluate(d.Value)
	if result == nil {
		b.Fatal(refused)
	}
	var text bytes.Buffer
	for _, o := range result.Objects {
		text.Write(model.AppendJSON(nil, o.Body))
	}
	live, err := drift.Read(&text, "live.json", func(drift.Name) bool { return true })
	if err != nil {
		b.Fatal(err)
	}
	c := drift.New(m)
	for b.Loop() {
		if n := len(c.Compare(live, result, result).Drifts); n > 0 {
			b.Fatal(n, "drifts")
		}
	}
}
