package batch_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/hostile"
)

// Sixteen times the size of a hostile document takes about sixteen times the work: were
// it the square, it would take 256 times. Measured is what is allocated, and the time of
// the two sizes next to each other, which only the same machine compares; of several
// tries one has to do.
func TestHostileDocumentsTakeLinearWork(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which runs the short tests, allocates for itself")
	}
	m, examples := contract(t, "../../schema", "../../testdata/inputs")
	const small, large = 4 << 10, 64 << 10
	for _, kind := range append(slices.Clone(hostile.Texts), hostile.Inputs(m, examples...)...) {
		t.Run(kind.Name, func(t *testing.T) {
			smaller, larger := kind.Text(small), kind.Text(large)
			for tries := 1; ; tries++ {
				a, b := measure(t, m, kind.Name, smaller), measure(t, m, kind.Name, larger)
				linear := b.allocated < 64*max(a.allocated, 64<<10) && b.took < 64*max(a.took, time.Millisecond)
				if linear {
					return
				}
				if tries == 5 {
					t.Fatalf("%d bytes take %s and allocate %d, %d take %s and allocate %d",
						len(smaller), a.took, a.allocated, len(larger), b.took, b.allocated)
				}
			}
		})
	}
}

type work struct {
	took      time.Duration
	allocated uint64
}

// measure renders a document, or has it refused.
func measure(t *testing.T, m *model.Model, name, text string) work {
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b := batch.Batch{Model: m, Files: []string{name}, Messages: func(d model.Diagnostic) { io.WriteString(io.Discard, d.String()) }}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	if err := b.Render(io.Discard, manifest.YAML); err != nil && !errors.Is(err, batch.ErrRefused) {
		t.Fatal(err)
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	return work{took, after.TotalAlloc - before.TotalAlloc}
}

// contract compiles a contract and reads its examples, the default one first.
func contract(t *testing.T, schema, inputs string) (*model.Model, []model.Object) {
	m, err := compile.Compile(schema)
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(inputs + "/*")
	if err != nil || len(names) == 0 {
		t.Fatal("there are no inputs in", inputs, err)
	}
	var examples []model.Object
	for _, name := range append([]string{inputs + "/default.yaml"}, names...) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		document, err := input.NewReader(bytes.NewReader(text), name, input.FormatOf(name)).Next()
		if err != nil {
			t.Fatal(err)
		}
		examples = append(examples, document.Value.(model.Object))
	}
	return m, examples
}
