//go:build unix

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// BenchmarkProcessFleet is gen diff of 10,000 random inputs and two versions of the
// contract, which differ in a line that concerns all of them.
func BenchmarkProcessFleet(b *testing.B) {
	binary := build(b)
	file := filepath.Join(b.TempDir(), "fleet.ndjson")
	writeFleet(b, file, 10_000)
	old := changedContract(b, `"app.kubernetes.io/managed-by":`, `"example.com/managed-by":`)
	for _, output := range []string{"text", "json"} {
		b.Run(output, func(b *testing.B) {
			debug.FreeOSMemory() // the peak of the program is never below that of this process
			for b.Loop() {
				start(b, binary, nil, "diff", "--from", old, "-f", file, "--interface=false", "-o", output)
			}
		})
	}
}

// BenchmarkProcessBadFleet is gen diff of a fleet of 10 and 200 MB, a line in the middle of
// which is wrong: the memory is constant.
func BenchmarkProcessBadFleet(b *testing.B) {
	binary := build(b)
	old := changedContract(b, `"app.kubernetes.io/managed-by":`, `"example.com/managed-by":`)
	line := largeLine()
	for _, megabytes := range []int64{10, 200} {
		b.Run(fmt.Sprint(megabytes), func(b *testing.B) {
			half := megabytes * 500_000 / int64(len(line)) * int64(len(line))
			debug.FreeOSMemory()
			for b.Loop() {
				stream := io.MultiReader(io.LimitReader(repeated(line), half), strings.NewReader("{]\n"), io.LimitReader(repeated(line), half))
				startRefused(b, binary, stream, refused, "diff", "--from", old, "-f", "-", "--interface=false")
			}
		})
	}
}

// writeFleet writes random inputs that the project's contract accepts, the same each time.
func writeFleet(b *testing.B, file string, inputs int) {
	b.Helper()
	m, err := generate.Load(filepath.Join("..", "..", "schema"), filepath.Join("..", "..", "generated"))
	if err != nil {
		b.Fatal(err)
	}
	f, err := os.Create(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	generator := random.New(m, 1)
	for written := 0; written < inputs; {
		text := generator.Next()
		input, err := model.ParseInput(text)
		if err != nil {
			b.Fatal(err)
		}
		if m.Refusals(input).HasErrors() {
			continue
		}
		w.Write(append(text, '\n'))
		written++
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
}

// changedContract is a copy of the project's contract with a text that it has replaced.
func changedContract(b *testing.B, was, is string) string {
	b.Helper()
	dir, replaced := b.TempDir(), 0
	names, err := filepath.Glob(filepath.Join("..", "..", "schema", "*.cue"))
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		replaced += bytes.Count(text, []byte(was))
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), []byte(strings.ReplaceAll(string(text), was, is)), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	if replaced == 0 {
		b.Fatalf("the contract does not have %s", was)
	}
	return dir
}
