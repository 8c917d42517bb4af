package preview_test

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/preview"
)

// BenchmarkAnswer tells what a key press costs, apart from WASM's factor.
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
