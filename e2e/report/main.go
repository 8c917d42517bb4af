// Command report prints in short what a run of the tests has shown:
//
//	go test -json ./... | go run ./report
//
// It prints the result of every package, which engines and providers ran, what was
// skipped and why, and everything that failing tests say. It exits with 1 when
// something failed or nothing was tested.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// event is a line of "go test -json" (go doc test2json).
type event struct {
	Action  string
	Package string
	Test    string
	Elapsed float64 // seconds
	Output  string
}

// report collects what is printed at the end.
type report struct {
	out    io.Writer
	output map[string][]string // by package and test
	ran    []string
	skips  []string
	tests  int
	failed bool
}

func main() {
	r := &report{out: os.Stdout, output: map[string][]string{}}
	if err := r.read(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	r.summary()
	if r.failed || r.tests == 0 {
		os.Exit(1)
	}
}

func (r *report) read(in io.Reader) error {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, 16<<20)
	for scanner.Scan() {
		var e event
		if err := json.Unmarshal(scanner.Bytes(), &e); err != nil {
			return fmt.Errorf("%w in %s", err, scanner.Text())
		}
		r.add(e)
	}
	return scanner.Err()
}

func (r *report) add(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "output", "build-output":
		r.output[key] = append(r.output[key], e.Output)
		if _, text, ok := strings.Cut(e.Output, "RAN: "); ok && !slices.Contains(r.ran, text) {
			r.ran = append(r.ran, text)
		}
	case "skip":
		if e.Test != "" {
			r.skips = append(r.skips, e.Test+": "+reason(r.output[key]))
		}
	case "build-fail":
		r.failed = true
		fmt.Fprint(r.out, strings.Join(r.output[key], ""))
	case "fail", "pass":
		r.result(e, key)
	}
}

// result is how a package ended, and what a failed test had to say.
func (r *report) result(e event, key string) {
	if e.Test != "" {
		r.tests++
	}
	if e.Action == "fail" {
		r.failed = true
		fmt.Fprint(r.out, strings.Join(r.output[key], ""))
	}
	if e.Test == "" {
		fmt.Fprintf(r.out, "%s\t%s\t%.0fs\n", e.Action, e.Package, e.Elapsed)
	}
}

func (r *report) summary() {
	fmt.Fprintf(r.out, "\n%d tests and cases. These ran:\n%s", r.tests, indent(r.ran))
	if len(r.skips) > 0 {
		fmt.Fprintf(r.out, "\nNOT SHOWN by this run:\n%s", indent(r.skips))
	}
}

// reason is what a skipped test says.
func reason(output []string) string {
	for _, line := range output {
		if _, text, ok := strings.Cut(line, "NOT SHOWN: "); ok {
			return text
		}
	}
	return strings.Join(output, "")
}

// indent is the texts, each on lines of its own.
func indent(texts []string) string {
	var b strings.Builder
	for _, text := range texts {
		b.WriteString("  " + strings.TrimRight(text, "\n") + "\n")
	}
	return b.String()
}
