package compile

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/base-k8s/base-k8s/internal/golden"
)

const frame = "package p\n\n#Input: a: *\"\" | string\ninput: #Input\nobjects: {}\n"

func compileOne(text string) error {
	_, err := compileFiles(oneFile(text))
	return err
}

func oneFile(text string) *contractFiles {
	return &contractFiles{fs: fstest.MapFS{"contract.cue": {Data: []byte(text)}}, dir: ".", name: "."}
}

// Text that asks for much in little space is refused before CUE evaluates it.
func TestLimits(t *testing.T) {
	const n = 100_000
	tooDeep := "the text nests deeper than 500 levels (name its parts with hidden fields)"
	tooDeepForCUE := "expression exceeds maximum nesting depth of 10000"
	tooMany := "the contract has more than 50000 expressions and fields (make it smaller)"
	for name, tc := range map[string]struct{ text, want string }{
		"parentheses": {"x: " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n), tooDeepForCUE},
		"lists":       {"x: " + strings.Repeat("[", n) + "1" + strings.Repeat("]", n), tooDeepForCUE},
		"path":        {"x: " + strings.Repeat("a: ", 1000) + "1", tooDeep},
		"sum":         {"x: 1" + strings.Repeat("+1", n), tooDeep},
		"selectors":   {"x: a" + strings.Repeat(".a", n), tooDeep},
		"calls":       {"x: a" + strings.Repeat("()", n), tooDeep},
		"strings":     {"x: " + strings.Repeat(`"\(`, 600) + "1" + strings.Repeat(`)"`, 600), tooDeep},
		"elements":    {"x: [" + strings.Repeat("1,", n) + "]", tooMany},
		"fields":      {numbered(20_000, "f%d: 1\n"), tooMany},
	} {
		t.Run(name, func(t *testing.T) {
			err := compileOne(frame + tc.text)
			if err == nil || !strings.HasSuffix(err.Error(), ": error: "+tc.want) || !strings.HasPrefix(err.Error(), "contract.cue:") {
				t.Errorf("got %.300v, want %s", err, tc.want)
			}
		})
	}
}

// Loops inside each other are unrolled step by step, and given up.
func TestUnrollingIsBounded(t *testing.T) {
	text := frame + `
_l: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
outputs: x: [for a in _l for b in _l {"\(a)\(b)\(input.a)"}]
`
	src, err := loadSource(oneFile(text))
	if err != nil {
		t.Fatal(err)
	}
	c := newCompiler(src)
	c.work = maxWork - 100
	c.contract()
	want := "contract.cue:8:42: error: the contract takes too many steps to compile (unroll fewer loops, and refer to fewer structs that refer to others)"
	if got := c.sorted().Error(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if c.work > maxWork+100 {
		t.Errorf("%d steps were made", c.work)
	}
}

// Text that is made of another text twice, again and again, is small in the model.
func TestDoublingStaysSmall(t *testing.T) {
	text := strings.Replace(frame, `*"" | string`, "string", 1) + "_l0: \"\\(input.a)!\"\n" + numberedPairs(40, "_l%d: \"\\(_l%d)\\(_l%[2]d)\"\n") + "outputs: x: _l40\n"
	if err := compileOne(text); err != nil {
		t.Error(err)
	}
}

func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func numberedPairs(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i+1, i)
	}
	return b.String()
}

// TestSupervise: a compilation that panics, does not end or takes too much memory ends with an
// error that says where to look.
func TestSupervise(t *testing.T) {
	forever := make(chan int)
	patient := supervisor{patience: time.Hour, heap: 1 << 62, interval: time.Hour}
	hint := " (look for loops inside each other, long ranges and cycles of references; cue vet -c=false on the directory shows the same)"
	for name, tc := range map[string]struct {
		supervisor supervisor
		f          func() (int, error)
		want       string
	}{
		"value": {patient, func() (int, error) { return 3, nil }, ""},
		"error": {patient, func() (int, error) { return 0, errors.New("words") }, "words"},
		"panic": {patient, func() (int, error) { panic("words") }, "x.cue:1:1: error: the contract cannot be evaluated: CUE's evaluator failed: words" + hint},
		"endless": {
			supervisor{patience: 1, heap: 1 << 62, interval: time.Hour},
			func() (int, error) { return <-forever, nil },
			"x.cue:1:1: error: the contract cannot be evaluated: CUE has not finished after 1ns" + hint,
		},
		"large": {
			supervisor{patience: time.Hour, heap: 1, interval: 1},
			func() (int, error) { return <-forever, nil },
			"x.cue:1:1: error: the contract cannot be evaluated: CUE needs more than 0 MiB of memory" + hint,
		},
	} {
		t.Run(name, func(t *testing.T) {
			value, err := supervise(tc.supervisor, "x.cue", tc.f)
			got := ""
			if err != nil {
				got = err.Error()
			}
			golden.Equal(t, "error", tc.want, got)
			if err == nil && value != 3 {
				t.Errorf("got %d", value)
			}
		})
	}
}
