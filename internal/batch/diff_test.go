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
