package conformance

import (
	"cmp"
	"errors"
	"runtime"
	"slices"
	"sync"
)

// Report is the result of running a number of inputs.
type Report struct {
	Inputs, Accepted int
	// NotCompared counts the inputs that Terraform was not asked about, by the known difference.
	NotCompared map[string]int
	// Coverage is what the inputs have reached of the model.
	Coverage *Coverage
	// Difference is the first one, nil when there is none, and Number that of its input, from
	// 0. The counts mean nothing when there is one: later inputs were not evaluated.
	Difference *Difference
	Number     int
}

// Source gives input i. It is called by one goroutine.
type Source func(i int) []byte

// Run compares the evaluators on n inputs, on all processors, and stops at the first
// difference. The report does not depend on how many processors there are. Each goroutine has
// a source of its own; progress, which may be nil, is called for each input
// that has been evaluated, by any goroutine.
func (c *Contract) Run(n int, source func() Source, progress func(of int)) (*Report, error) {
	queue := &queue{end: n}
	workers := make([]*worker, max(1, min(runtime.GOMAXPROCS(0), n)))
	for i := range workers {
		w := &worker{source: source(), report: newReport(), progress: func() {}}
		if progress != nil {
			w.progress = func() { progress(n) }
		}
		var err error
		if w.evaluators, err = newEvaluators(c, w.report.Coverage); err != nil {
			return nil, err
		}
		workers[i] = w
	}
	var group sync.WaitGroup
	for _, w := range workers {
		group.Go(func() { w.run(queue) })
	}
	group.Wait()
	first := slices.MinFunc(workers, func(a, b *worker) int { return cmp.Compare(a.rank(n), b.rank(n)) })
	if d := first.report.Difference; d != nil {
		first.report.Difference = first.evaluators.smallest(d)
		return first.report, nil
	}
	all := newReport()
	for _, w := range workers {
		all.add(w.report)
	}
	return all, nil
}

func newReport() *Report { return &Report{NotCompared: map[string]int{}, Coverage: newCoverage()} }

func (r *Report) add(other *Report) {
	r.Inputs += other.Inputs
	r.Accepted += other.Accepted
	for name, n := range other.NotCompared {
		r.NotCompared[name] += n
	}
	r.Coverage.add(other.Coverage)
}

// queue hands out the numbers of inputs in order.
type queue struct {
	mutex     sync.Mutex
	next, end int
}

// take returns false when there are no more numbers.
func (q *queue) take() (int, bool) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	i := q.next
	q.next++
	return i, i < q.end
}

// found ends the queue before number i. Those before i have been handed out.
func (q *queue) found(i int) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.end = min(q.end, i)
}

// worker compares the evaluators' verdicts on inputs.
type worker struct {
	evaluators *Evaluators
	source     Source
	report     *Report
	progress   func()
}

func (w *worker) run(q *queue) {
	for i, ok := q.take(); ok; i, ok = q.take() {
		if d := w.compare(w.source(i)); d != nil {
			w.report.Difference, w.report.Number = d, i
			q.found(i)
			return
		}
		w.progress()
	}
}

// rank is the number of the input that has a difference, n for none.
func (w *worker) rank(n int) int {
	if w.report.Difference == nil {
		return n
	}
	return w.report.Number
}

func (w *worker) compare(input []byte) *Difference {
	verdict, known, err := w.evaluators.Compare(input)
	var d *Difference
	switch {
	case errors.As(err, &d):
		return d
	case err != nil:
		return &Difference{Input: input, text: err.Error()}
	}
	w.report.Inputs++
	if !verdict.Refused {
		w.report.Accepted++
	}
	if known != "" {
		w.report.NotCompared[known]++
	}
	return nil
}
