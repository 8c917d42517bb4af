package generate

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// project is a path from the project's root.
func project(path string) string { return filepath.Join("..", "..", path) }

// own is the project's own contract, as it was generated last.
func own() *Contract {
	return &Contract{Schema: project(DefaultSchema), Inputs: project(DefaultInputs), Out: project("generated"), Say: func(model.Diagnostic) {}}
}

// BenchmarkFiles makes everything from the contract, which was checked before.
func BenchmarkFiles(b *testing.B) {
	for b.Loop() {
		if _, err := own().Files(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVerify checks the translation of the contract, and collects garbage as seldom
// as the program does.
func BenchmarkVerify(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	m, err := compile.Compile(own().Schema)
	if err != nil {
		b.Fatal(err)
	}
	files, err := module(m)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		changed := own()
		changed.Out = b.TempDir()
		if _, err := changed.verify(m, files); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoad reads a generated model, as every evaluation on the command line does.
func BenchmarkLoad(b *testing.B) {
	files, err := own().Files()
	if err != nil {
		b.Fatal(err)
	}
	tree := Tree(filepath.Join(b.TempDir(), "out"))
	if _, err := tree.Write(b.Context(), files); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Load(project(DefaultSchema), tree.Dir); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEvaluate evaluates the contract for its smallest input.
func BenchmarkEvaluate(b *testing.B) {
	m, v := contract(b)
	for b.Loop() {
		evaluate(b, m, v)
	}
}

// BenchmarkRender evaluates it and writes the manifests.
func BenchmarkRender(b *testing.B) {
	m, v := contract(b)
	for _, format := range []manifest.Format{manifest.YAML, manifest.JSON} {
		b.Run(string(format), func(b *testing.B) {
			encoder := manifest.Encoder{Format: format}
			var text []byte
			for b.Loop() {
				var err error
				if text, err = encoder.Encode(text[:0], evaluate(b, m, v).Objects); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(len(text)))
		})
	}
}

func evaluate(b *testing.B, m *model.Model, v model.Value) *model.Result {
	result, diagnostics := m.Evaluate(v)
	if result == nil {
		b.Fatal(diagnostics)
	}
	return result
}

// contract compiles the project's contract and reads one input.
func contract(b *testing.B) (*model.Model, model.Value) {
	m, err := compile.Compile(project(DefaultSchema))
	if err != nil {
		b.Fatal(err)
	}
	f, err := os.Open(project(DefaultInputs + "/default.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	document, err := input.NewReader(f, "default.yaml", input.YAML).Next()
	if err != nil {
		b.Fatal(err)
	}
	return m, document.Value
}
