package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/base-k8s/base-k8s/internal/mutants/point"
)

const (
	// patience is how long a mutant may take with a contract. The project's own takes
	// a hundredth of that.
	patience = 3 * time.Minute
	maxHeap  = 3 << 30
	maxStack = 256 << 20
)

// job is a contract and the points that are to be disabled: nil to find out which are
// reached.
type job struct {
	Contract contract
	Points   []int
}

// reply is a line that a worker writes. A fault of the compiler may end the worker, so it
// says what it begins with.
type reply struct {
	Began   *int    // the point that is being disabled
	Result  *result // of the point that it began with
	Reached []int   // by the whole compiler
	Unequal string  // why the whole compiler's answers are not CUE's
	Failed  string  // why the contract cannot be tried
	Done    bool
}

// work carries out jobs until there are no more.
func work(in io.Reader, out io.Writer) error {
	debug.SetMaxStack(maxStack)
	jobs, replies := json.NewDecoder(in), json.NewEncoder(out)
	var subjectOf *subject
	for {
		var j job
		if err := jobs.Decode(&j); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		s, reached, err := subjectOf, []int(nil), error(nil)
		if s == nil || s.Name != j.Contract.Name {
			s, reached, err = newSubject(j.Contract)
		}
		unequal := ""
		if err == nil && j.Points == nil {
			if err := s.verify(); err != nil {
				unequal = err.Error()
			}
		}
		if err != nil {
			replies.Encode(reply{Failed: err.Error(), Done: true})
			continue
		}
		subjectOf = s
		for _, n := range j.Points {
			replies.Encode(reply{Began: &n})
			stop := watch()
			r := s.try(n)
			stop()
			replies.Encode(reply{Result: &r})
		}
		replies.Encode(reply{Reached: reached, Unequal: unequal, Done: true})
	}
}

// watch ends the process when what follows does not end. It is stopped by the function.
func watch() (stop func()) {
	done := make(chan struct{})
	go func() {
		timeout := time.After(patience)
		for {
			select {
			case <-done:
				return
			case <-timeout:
				os.Exit(1)
			case <-time.After(100 * time.Millisecond):
				sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
				if metrics.Read(sample); sample[0].Value.Uint64() > maxHeap {
					os.Exit(1)
				}
			}
		}
	}()
	return func() { close(done) }
}

// worker is a process that carries out jobs, and is started again when it ends.
type worker struct {
	cmd     *exec.Cmd
	jobs    *json.Encoder
	replies *json.Decoder
	stdin   io.Closer
}

func (w *worker) start() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	w.cmd = exec.Command(program, "-work")
	w.cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	stdin, err := w.cmd.StdinPipe()
	if err != nil {
		return err
	}
	stdout, err := w.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	w.jobs, w.replies, w.stdin = json.NewEncoder(stdin), json.NewDecoder(bufio.NewReader(stdout)), stdin
	return w.cmd.Start()
}

func (w *worker) stop() {
	if w.cmd != nil {
		w.stdin.Close()
		w.cmd.Wait()
		w.cmd = nil
	}
}

// do carries out a job. A point with which the process ends is a fault.
func (w *worker) do(j job, found func(n int, r result)) (reached []int, err error) {
	for {
		if w.cmd == nil {
			if err := w.start(); err != nil {
				return nil, err
			}
		}
		left, reached, err := w.ask(j, found)
		if err == nil {
			return reached, nil
		}
		w.stop()
		if left == nil {
			return nil, fmt.Errorf("%s: %w", j.Contract.Name, err)
		}
		found(left[0], result{fault, "the compiler does not end, or overflows the stack"})
		if j.Points = left[1:]; len(j.Points) == 0 {
			return nil, nil
		}
	}
}

// ask sends a job. When the worker ends, left are the points from the one that it was
// busy with.
func (w *worker) ask(j job, found func(n int, r result)) (left, reached []int, err error) {
	if err := w.jobs.Encode(j); err != nil {
		return nil, nil, err
	}
	i := -1
	for {
		var r reply
		if err := w.replies.Decode(&r); err != nil {
			if i < 0 {
				return nil, nil, err
			}
			return j.Points[i:], nil, err
		}
		switch {
		case r.Failed != "":
			return nil, nil, fmt.Errorf("%s", r.Failed)
		case r.Unequal != "":
			fmt.Fprintf(os.Stderr, "left out: %s: gen refuses it, or should: %s\n", j.Contract.Name, r.Unequal)
			return nil, nil, nil
		case r.Done:
			return nil, r.Reached, nil
		case r.Began != nil:
			i++
		case r.Result != nil:
			found(j.Points[i], *r.Result)
		}
	}
}

// nameOf is a point in a report.
func nameOf(n int) string {
	p := point.Points[n]
	text := p.Text
	if len(text) > 100 {
		text = text[:100] + "…"
	}
	refusal := ""
	if p.Refusal {
		refusal = ", a refusal"
	}
	return fmt.Sprintf("%s:%d %s: %s %s%s", p.File, p.Line, p.Func, p.Kind, text, refusal)
}
