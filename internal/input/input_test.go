package input

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestRead reads every input of the cases in testdata and compares what came out
// with the file that has the same name and ".want". With UPDATE=1 it writes these.
func TestRead(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		got := &txtar.Archive{Comment: archive.Comment}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".want") {
				continue
			}
			said := describe(NewReader(strings.NewReader(string(f.Data)), f.Name, FormatOf(f.Name)))
			got.Files = append(got.Files, f, txtar.File{Name: f.Name + ".want", Data: []byte(said)})
		}
		return got
	})
}

// describe is one line for each document, and one for each message.
func describe(r *Reader) string {
	var b strings.Builder
	for {
		d, err := r.Next()
		var refused model.Diagnostics
		switch {
		case err == io.EOF:
			return b.String()
		case errors.As(err, &refused):
			fmt.Fprintln(&b, refused)
		case err != nil:
			fmt.Fprintln(&b, "cannot go on:", err)
		default:
			fmt.Fprintf(&b, "%d: %s\n", d.Number, model.AppendJSON(nil, d.Value))
		}
	}
}

// TestPosition: a path leads to its line and column, or to those of the nearest part of the
// document that exists.
func TestPosition(t *testing.T) {
	for _, tc := range []struct{ file, text, path, want string }{
		{"x.yaml", "a: 1\nb:\n  c: 2\n", "b.c", "x.yaml:3:3"},
		{"x.yaml", "a: 1\nb:\n  c: 2\n", "b.missing.deep", "x.yaml:2:1"},
		{"x.yaml", "a: 1\nb:\n  c: 2\n", "missing", "x.yaml:1:1"},
		{"x.yaml", "# comment\n---\na:\n- x\n- k: 1\n", "a[1].k", "x.yaml:5:3"},
		{"x.yaml", "a:\n- x\n- y\n", "a[1]", "x.yaml:3:3"},
		{"x.yaml", "a:\n  example.com/x: 1\n", `a["example.com/x"]`, "x.yaml:2:3"},
		{"x.yaml", "ab: 1\na: 2\n", "a", "x.yaml:2:1"},
		{"x.yaml", "base: &b {k: 1}\na: *b\n", "a.k", "x.yaml:1:11"},
		{"x.yaml", "base: &b {k: 1}\na:\n  <<: *b\n  z: 1\n", "a.z", "x.yaml:4:3"},
		{"x.yaml", "é: {ü: 1}\n", `["é"]["ü"]`, "x.yaml:1:6"},
		{"x.json", `{"a": {"b": [1, 2]}}`, "a.b[1]", "x.json:1:17"},
		{"x.json", "{\n  \"a\": {\n    \"b\": 1\n  }\n}", "a.b", "x.json:3:5"},
	} {
		d, err := NewReader(strings.NewReader(tc.text), tc.file, FormatOf(tc.file)).Next()
		if err != nil {
			t.Errorf("%q: %v", tc.text, err)
			continue
		}
		if got := d.Position(model.Path(tc.path)).String(); got != tc.want {
			t.Errorf("%s in %q is at %s, want %s", tc.path, tc.text, got, tc.want)
		}
	}
}

func TestPositionInALaterDocument(t *testing.T) {
	r := NewReader(strings.NewReader("{\"a\": 1} {\"a\": 2}\n{\"a\": 3}"), "x.json", JSON)
	for _, want := range []string{"x.json:1:2", "x.json:1:11", "x.json:2:2"} {
		d, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Position("a").String(); got != want {
			t.Errorf("document %d: got %s, want %s", d.Number, got, want)
		}
	}
}

func TestLocateFillsInPositions(t *testing.T) {
	d, err := NewReader(strings.NewReader("a: 1\nb: 2\n"), "x.yaml", YAML).Next()
	if err != nil {
		t.Fatal(err)
	}
	kept := model.Position{File: "contract.cue", Line: 9, Column: 1}
	got := d.Locate(model.Diagnostics{{Path: "b"}, {Path: "b", Positions: []model.Position{kept}}})
	want := model.Diagnostics{
		{Path: "b", Positions: []model.Position{{File: "x.yaml", Line: 2, Column: 1}}},
		{Path: "b", Positions: []model.Position{kept}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// filler is n bytes that begin with head and go on with one byte.
func filler(head string, with byte, n int64) io.Reader {
	return io.MultiReader(strings.NewReader(head), io.LimitReader(repeat(with), n))
}

type repeat byte

func (r repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}

func TestHugeDocumentsAreRefusedEarly(t *testing.T) {
	const size = 50 << 20
	for name, head := range map[string]string{"x.yaml": "a: ", "x.json": `{"a": "`, "x.ndjson": `{"a": "`} {
		t.Run(name, func(t *testing.T) {
			in := &counter{r: filler(head, 'x', size)}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := NewReader(in, name, FormatOf(name)).Next()
			runtime.ReadMemStats(&after)
			want := name + ":1:1: error: the document is larger than 1 MiB"
			if err == nil || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
			if in.n > 2<<20 {
				t.Errorf("%d bytes were read", in.n)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
				t.Errorf("%d bytes were allocated", used)
			}
		})
	}
}

type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func TestManyDocumentsTakeConstantMemory(t *testing.T) {
	for name, document := range map[string]string{"x.yaml": "---\na: 1\n", "x.json": "{\"a\": 1}\n", "x.ndjson": "{\"a\": 1}\n"} {
		t.Run(name, func(t *testing.T) {
			const documents = 20_000
			r := NewReader(strings.NewReader(strings.Repeat(document, documents)), name, FormatOf(name))
			for n := 1; ; n++ {
				if _, err := r.Next(); err == io.EOF {
					if n != documents+1 {
						t.Errorf("%d documents were read, want %d", n-1, documents)
					}
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
			var heap runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&heap)
			runtime.KeepAlive(r)
			if heap.HeapAlloc > 32<<20 {
				t.Errorf("%d bytes are in use after reading", heap.HeapAlloc)
			}
		})
	}
}

func TestReadErrorsAreFinal(t *testing.T) {
	broken := errors.New("broken disk")
	r := NewReader(io.MultiReader(strings.NewReader("a: 1\n"), failing{broken}), "x.yaml", YAML)
	if _, err := r.Next(); !errors.Is(err, broken) {
		t.Errorf("got %v, want %v", err, broken)
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("got %v after the error, want EOF", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
