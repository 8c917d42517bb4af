package preview_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/preview"
)

// BenchmarkAnswer measures what a key press costs, apart from WASM's factor.
func BenchmarkAnswer(b *testing.B) {
	c := own(b)
	e, in := c.engine, read(b, c.dir+"/inputs/default.yaml")
	for name, render := range map[string][]preview.Part{
		"verdict": nil,
		"results": {preview.Objects, preview.Outputs, preview.Module},
		"choices": {preview.Choices},
	} {
		b.Run(name, func(b *testing.B) {
			request := request(b, in, false, render...)
			b.SetBytes(int64(len(e.Answer(request))))
			b.ReportAllocs()
			for b.Loop() {
				e.Answer(request)
			}
		})
	}
}

// BenchmarkFleet measures what a recorded input costs that is compared under two contracts,
// apart from WASM's factor.
func BenchmarkFleet(b *testing.B) {
	c := own(b)
	text, err := json.Marshal(c.model)
	if err != nil {
		b.Fatal(err)
	}
	older := bytes.ReplaceAll(text, []byte("OnRootMismatch"), []byte("Always"))
	if bytes.Equal(older, text) {
		b.Fatal("the contracts are the same")
	}
	f, err := c.engine.Fleet(older)
	if err != nil {
		b.Fatal(err)
	}
	input := string(model.AppendJSON(nil, read(b, c.dir+"/inputs/default.yaml")))
	b.ReportAllocs()
	for b.Loop() {
		if problem := f.Compare(1, input); problem != "" {
			b.Fatal(problem)
		}
	}
}
