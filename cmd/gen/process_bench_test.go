//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"

	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
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

// start runs the program once, reports its peak of memory, and discards what it prints.
func start(b *testing.B, binary string, stdin io.Reader, args ...string) {
	b.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Stdin = stdin
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		b.Fatalf("gen %v: %v\n%s", args, err, &stderr)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	b.ReportMetric(float64(usage.Maxrss)/1024, "peak-MB")
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
