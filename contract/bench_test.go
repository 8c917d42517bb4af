package contract_test

import (
	"os"
	"testing"

	"github.com/base-k8s/base-k8s/contract"
)

const benchmarked = "../testdata/inputs/default.yaml"

func BenchmarkLoad(b *testing.B) {
	text, err := os.ReadFile("../generated/model.json")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := contract.Load(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	c := own(b)
	in, _ := evaluated(b, c, benchmarked)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Evaluate(in); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRender is all of what a request to a server takes: from the text to the manifests.
func BenchmarkRender(b *testing.B) {
	c := own(b)
	text, err := os.ReadFile(benchmarked)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		in, err := contract.ReadInput(benchmarked, text)
		if err != nil {
			b.Fatal(err)
		}
		result, err := c.Evaluate(in)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := result.YAML(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkChange(b *testing.B) {
	c := own(b)
	before, _ := evaluated(b, c, benchmarked)
	after, _ := evaluated(b, c, "../testdata/inputs/desktop.yaml")
	for b.Loop() {
		c.Change(before, after)
	}
}
