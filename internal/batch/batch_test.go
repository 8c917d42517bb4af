package batch

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// echo is a model that makes a ConfigMap of any text.
func echo() *model.Model {
	literal := func(v model.Value) *model.Expr {
		return &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}}
	}
	return &model.Model{
		Inputs: []*model.Field{{Name: "text", Type: &model.Type{Kind: model.String}}},
		Objects: []*model.KubernetesObject{{Name: "echo", Body: &model.Expr{Op: model.OpObject, Elems: []*model.Element{
			{Key: literal("kind"), Value: literal("ConfigMap")},
			{Key: literal("text"), Value: &model.Expr{Op: model.OpInput, Name: "text"}},
		}}}},
	}
}

// documents is a reader of n copies of a document.
func documents(n int, document string) io.Reader {
	r, w := io.Pipe()
	go func() {
		for range n {
			if _, err := io.WriteString(w, document); err != nil {
				return
			}
		}
		w.Close()
	}()
	return r
}

func TestRenderTakesConstantMemory(t *testing.T) {
	const count, size = 10_000, 4 << 10 // 40 MB in, 40 MB out
	in := documents(count, fmt.Sprintf("{\"text\": %q}\n", strings.Repeat("x", size)))
	b := Batch{Model: echo(), Files: []string{Stdin}, Stdin: in, Messages: func(model.Diagnostic) {}}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var out counter
	if err := b.Render(&out, manifest.JSON); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if out < count*size {
		t.Errorf("only %d bytes were written", out)
	}
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 24<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func TestEachInputIsWrittenInOnePiece(t *testing.T) {
	b := Batch{Model: echo(), Files: []string{Stdin}, Stdin: documents(3, "---\ntext: a\n"), Messages: func(model.Diagnostic) {}}
	var pieces pieces
	if err := b.Render(&pieces, manifest.YAML); err != nil {
		t.Fatal(err)
	}
	want := "kind: ConfigMap\ntext: a\n|---\nkind: ConfigMap\ntext: a\n|---\nkind: ConfigMap\ntext: a\n"
	if got := strings.Join(pieces, "|"); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

type pieces []string

func (p *pieces) Write(piece []byte) (int, error) {
	*p = append(*p, string(piece))
	return len(piece), nil
}

func TestAFailingWriterEndsTheRun(t *testing.T) {
	full := errors.New("disk full")
	b := Batch{Model: echo(), Files: []string{Stdin}, Messages: func(model.Diagnostic) {}}
	for name, run := range map[string]func(io.Writer) error{
		"render":  func(w io.Writer) error { return b.Render(w, manifest.YAML) },
		"vet":     func(w io.Writer) error { return b.Vet(w, Text) },
		"outputs": b.Outputs,
	} {
		b.Stdin = documents(2, "{\"text\": \"a\"}\n")
		if err := run(failing{full}); !errors.Is(err, full) {
			t.Errorf("%s: got %v, want %v", name, err, full)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
