package batch

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/model"
)

// pairOf compares a file of n documents with as many on standard input.
func pairOf(t *testing.T, n int, size int) *Comparison {
	t.Helper()
	before := filepath.Join(t.TempDir(), "before.ndjson")
	line := func(letter string) string { return fmt.Sprintf("{\"text\": %q}\n", strings.Repeat(letter, size)) }
	f, err := os.Create(before)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for range n {
		if _, err := f.WriteString(line("x")); err != nil {
			t.Fatal(err)
		}
	}
	return &Comparison{
		Old: echo(), New: echo(), Files: []string{before, Stdin}, Stdin: documents(n, line("y")),
		Messages: func(model.Diagnostic) {}, Report: JSON,
	}
}

func TestDiffTakesConstantMemory(t *testing.T) {
	const count, size = 5_000, 4 << 10
	b := pairOf(t, count, size)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var out counter
	if err := b.Run(t.Context(), &out); err != nil {
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

// A fleet takes no more memory the more inputs it has, with either report, and a line that
// is wrong in the middle of it is reported and counted.
func TestFleetTakesConstantMemory(t *testing.T) {
	const half, size = 2_500, 4 << 10
	line := fmt.Sprintf("{\"text\": %q}\n", strings.Repeat("x", size))
	for _, report := range []Report{Text, JSON} {
		messages := 0
		c := &Comparison{
			Old: echo(), New: suffixed(), Report: report, Limit: 20, Messages: func(model.Diagnostic) { messages++ },
			Files: []string{written(t, io.MultiReader(documents(half, line), strings.NewReader("{\"text\": \n"), documents(half, line)))},
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		out := &last{most: 4 << 10}
		if report == Text {
			out.most = 1 << 20
		}
		if err := c.Run(t.Context(), out); !errors.Is(err, ErrRefused) {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		want := map[Report]string{
			Text: fmt.Sprintf("EFFECT   WORKSPACES\ninvalid  1\nlive     %d\n", 2*half),
			JSON: fmt.Sprintf(`{"summary":{"workspaces":%d,`, 2*half+1),
		}[report]
		if messages != 1 || !strings.Contains(string(out.text), want) {
			t.Errorf("%s: %d messages, and %.300s", report, messages, out.text)
		}
		if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 32<<20 {
			t.Errorf("%s: the heap grew by %d bytes", report, grown)
		}
	}
}

// suffixed is echo with another text.
func suffixed() *model.Model {
	m := echo()
	m.Objects[0].Body.Elems[1].Value = &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: "another"}}
	return m
}

// written is the name of a file that has what is read.
func written(t *testing.T, from io.Reader) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "fleet.ndjson")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.Copy(f, from); err != nil {
		t.Fatal(err)
	}
	return name
}

// last keeps the end of what is written.
type last struct {
	text []byte
	most int
}

func (l *last) Write(p []byte) (int, error) {
	l.text = append(l.text, p...)
	l.text = l.text[max(0, len(l.text)-l.most):]
	return len(p), nil
}

// What was found about the inputs is reported even when the interface cannot be compared.
func TestAFailingInterfaceLeavesTheSummary(t *testing.T) {
	broken := errors.New("no input was found")
	for _, report := range []Report{Text, JSON} {
		c := pairOf(t, 2, 1)
		c.Report = report
		c.Interface = func() (*compat.Report, error) { return nil, broken }
		out := &last{most: 1 << 20}
		if err := c.Run(t.Context(), out); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		if text := string(out.text); !strings.Contains(text, "WORKSPACES") && !strings.Contains(text, `"workspaces":2`) {
			t.Errorf("%s: %s", report, text)
		}
	}
}

func TestAFailingWriterEndsADiff(t *testing.T) {
	full := errors.New("disk full")
	for _, report := range []Report{Text, JSON} {
		b := pairOf(t, 2, 1)
		b.Report = report
		if err := b.Run(t.Context(), failing{full}); !errors.Is(err, full) {
			t.Errorf("%s: got %v, want %v", report, err, full)
		}
	}
}

func TestDiffNeedsAsManyDocuments(t *testing.T) {
	b := pairOf(t, 2, 1)
	b.Stdin = documents(1, "{\"text\": \"y\"}\n")
	if err := b.Run(t.Context(), io.Discard); err == nil || !strings.Contains(err.Error(), "different numbers of documents") {
		t.Errorf("got %v", err)
	}
}
