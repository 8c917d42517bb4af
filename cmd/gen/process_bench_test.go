//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/hostile"
)

// The benchmarks here run the built program as a user does, from the project's root.

// build builds gen and returns its path.
func build(b *testing.B) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), "gen")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// start runs the program once, reports its peak of memory and the time of the processor,
// and discards what it prints.
func start(b *testing.B, binary string, stdin io.Reader, args ...string) {
	b.Helper()
	startRefused(b, binary, stdin, fine, args...)
}

// startRefused is start for a program that may end with another exit code, too.
func startRefused(b *testing.B, binary string, stdin io.Reader, code int, args ...string) {
	b.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Stdin = stdin
	stderr := tail{}
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != code {
		b.Fatalf("gen %v: %v\n%s", args, err, stderr.text)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	b.ReportMetric(float64(usage.Maxrss)/1024, "peak-MB")
	b.ReportMetric(float64(usage.Utime.Nano()+usage.Stime.Nano())/1e6, "cpu-ms")
}

// tail keeps the last part of what is written.
type tail struct{ text []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.text = append(t.text[:0], p...)
	return len(p), nil
}

// BenchmarkProcessUnchanged is gen on a tree in which nothing has changed.
func BenchmarkProcessUnchanged(b *testing.B) {
	binary := build(b)
	for b.Loop() {
		start(b, binary, nil, "--check")
	}
}

// BenchmarkProcessRender is gen render of one input.
func BenchmarkProcessRender(b *testing.B) {
	binary := build(b)
	for b.Loop() {
		start(b, binary, nil, "render", "-f", "testdata/inputs/default.yaml")
	}
}

// BenchmarkProcessStream is gen render of many inputs: the time is linear in their
// number, and the memory is constant.
func BenchmarkProcessStream(b *testing.B) {
	binary := build(b)
	for _, inputs := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(inputs), func(b *testing.B) {
			var lines bytes.Buffer
			for i := range inputs {
				fmt.Fprintf(&lines, `{"workspace_name":"dev-%d","owner":"ada","compute_profile":{"cpu":4,"memory":"8Gi","storage":"50Gi"},"toolchain_template":{"name":"x","version":"1.0.0"}}`+"\n", i)
			}
			for b.Loop() {
				start(b, binary, bytes.NewReader(lines.Bytes()), "render", "-o", "json", "-f", "-")
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(inputs), "µs/input")
		})
	}
}

// BenchmarkProcessHostile is gen render of the largest document of each hostile kind. The
// peak of memory is that of this process when it is larger, some 100 MB.
func BenchmarkProcessHostile(b *testing.B) {
	binary := build(b)
	const size = input.MaxBytes - 4<<10
	for _, kind := range append(slices.Clone(hostile.Texts), hostileInputs(b)...) {
		b.Run(kind.Name, func(b *testing.B) {
			file := filepath.Join(b.TempDir(), kind.Name)
			if err := os.WriteFile(file, []byte(kind.Text(size)), 0o600); err != nil {
				b.Fatal(err)
			}
			debug.FreeOSMemory()
			for b.Loop() {
				startRefused(b, binary, nil, refused, "render", "-f", file)
			}
		})
	}
}

// hostileInputs are those for the project's own contract.
func hostileInputs(b *testing.B) []hostile.Kind {
	b.Helper()
	m, err := generate.Load(filepath.Join("..", "..", "schema"), filepath.Join("..", "..", "generated"))
	if err != nil {
		b.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join("..", "..", "testdata", "inputs", "*.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	var examples []model.Object
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		document, err := input.NewReader(bytes.NewReader(text), name, input.YAML).Next()
		if err != nil {
			b.Fatal(err)
		}
		examples = append(examples, document.Value.(model.Object))
	}
	return hostile.Inputs(m, examples...)
}

// BenchmarkProcessBadLine is gen render of a stream of 10 and 200 MB, a line in the middle
// of which is wrong: the memory is constant.
func BenchmarkProcessBadLine(b *testing.B) {
	binary := build(b)
	line := largeLine()
	for _, megabytes := range []int{10, 200} {
		b.Run(fmt.Sprint(megabytes), func(b *testing.B) {
			half := int64(megabytes) * 500_000
			for b.Loop() {
				stream := io.MultiReader(io.LimitReader(repeated(line), half/int64(len(line))*int64(len(line))), strings.NewReader("{\n"), io.LimitReader(repeated(line), half))
				startRefused(b, binary, stream, refused, "render", "-o", "json", "-f", "-")
			}
		})
	}
}

// largeLine is an input of about a kilobyte.
func largeLine() string {
	return fmt.Sprintf(`{"workspace_name":"dev","owner":"ada","compute_profile":{"cpu":4,"memory":"8Gi","storage":"50Gi"},"toolchain_template":{"name":"x","version":"1.0.0"},"overrides":{"annotations":{"example.com/x":"%s"}}}`+"\n", strings.Repeat("x", 800))
}

// repeated reads a text again and again.
func repeated(text string) io.Reader { return &repeater{text: text} }

type repeater struct {
	text string
	at   int
}

func (r *repeater) Read(p []byte) (int, error) {
	n := copy(p, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	return n, nil
}
