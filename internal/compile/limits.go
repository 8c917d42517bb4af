package compile

import (
	"fmt"
	"runtime/metrics"
	"time"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// The limits on a contract. They are about ten times what a large one needs. CUE's
// evaluator takes time that grows with the square of a literal's size, recurses as deep
// as the text nests, and cannot be interrupted; these keep most hostile text from it.
//
// Packages that are imported have limits of their own, about ten times the definitions of all
// versions of Kubernetes' API, which are 1.7 MB, most of it comments, and 65,000 nodes: of these only
// what the contract refers to is evaluated, so that the rest costs no more than reading it.
const (
	maxSchema        = 1 << 20  // bytes of all files
	maxNodes         = 50_000   // nodes of all syntax trees
	maxImports       = 16 << 20 // bytes of the files of imported packages, and of definitions
	maxImportedNodes = 500_000  // nodes of their syntax trees
	maxNesting       = 500      // nodes inside each other, such as the operands of a long sum
	maxWork          = 200_000  // steps of this compiler, see spend
)

// tooLarge reports a syntax tree that has more nodes than are left, in the given words, or
// nests too deeply.
func tooLarge(f *ast.File, left *int, tooMany string) error {
	var err error
	depth := 0
	refuse := func(n ast.Node, summary, detail string) bool {
		if err == nil {
			err = model.Diagnostics{{
				Severity: model.Error, Summary: summary, Detail: detail, Positions: []model.Position{Position(n.Pos())},
			}}
		}
		return false
	}
	ast.Walk(f, func(n ast.Node) bool {
		*left--
		depth++
		switch {
		case *left < 0:
			return refuse(n, tooMany, "make it smaller")
		case depth > maxNesting:
			return refuse(n, fmt.Sprintf("the text nests deeper than %d levels", maxNesting), "name its parts with hidden fields")
		}
		return true
	}, func(ast.Node) { depth-- })
	return err
}

// spend counts steps of work, and reports whether there were too many. Loops inside
// each other and references to what has several references again can ask for more
// than any machine can do, in few lines.
func (c *compiler) spend(at ast.Node, steps int) (exhausted bool) {
	if c.work > maxWork {
		return true
	}
	if c.work += steps; c.work <= maxWork {
		return false
	}
	c.report(at.Pos(), "the contract takes too many steps to compile", "unroll fewer loops, and refer to fewer structs that refer to others")
	return true
}

// supervisor bounds what CUE may take. Evaluation cannot be interrupted, so what goes
// beyond that goes on in the background until the process ends.
type supervisor struct {
	patience time.Duration
	heap     uint64        // bytes in use, by the whole process
	interval time.Duration // between looks at the heap
}

// cueLimits are far beyond what a contract needs, on any machine.
var cueLimits = supervisor{patience: time.Minute, heap: 2 << 30, interval: 50 * time.Millisecond}

// supervise calls f. A panic, and a limit that is passed, come back as diagnostics about
// file.
func supervise[T any](s supervisor, file string, f func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if r := recover(); r != nil {
				o.err = beyondCUE(file, fmt.Sprintf("CUE's evaluator failed: %v", r))
			}
			done <- o
		}()
		o.value, o.err = f()
	}()
	var none T
	timeout := time.NewTimer(s.patience)
	defer timeout.Stop()
	look := time.NewTicker(s.interval)
	defer look.Stop()
	for {
		select {
		case o := <-done:
			return o.value, o.err
		case <-timeout.C:
			return none, beyondCUE(file, fmt.Sprintf("CUE has not finished after %v", s.patience))
		case <-look.C:
			if heapInUse() > s.heap {
				return none, beyondCUE(file, fmt.Sprintf("CUE needs more than %d MiB of memory", s.heap>>20))
			}
		}
	}
}

func beyondCUE(file, summary string) error {
	return model.Diagnostics{{
		Severity:  model.Error,
		Summary:   "the contract cannot be evaluated: " + summary,
		Detail:    "look for loops inside each other, long ranges and cycles of references; cue vet -c=false on the directory shows the same",
		Positions: []model.Position{{File: file, Line: 1, Column: 1}},
	}}
}

func heapInUse() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
