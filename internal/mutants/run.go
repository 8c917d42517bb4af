package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/base-k8s/base-k8s/internal/mutants/point"
)

// options are those of the command line.
type options struct {
	extra   list
	verbose bool
	every   int
	only    string
	in      string
}

// wants reports whether a point is to be disabled. Which are left out does not depend on what
// stands elsewhere: a change has no points of others tried for the first time.
func (o *options) wants(n int) bool {
	p := point.Points[n]
	hash := fnv.New32a()
	fmt.Fprint(hash, p.File, p.Func, p.Kind, p.Text)
	return hash.Sum32()%uint32(o.every) == 0 && strings.Contains(nameOf(n), o.only)
}

// pair is a point and a contract that reaches it.
type pair struct {
	point    int
	contract string
}

// trial gathers the outcomes.
type trial struct {
	mutex    sync.Mutex
	outcomes map[pair]result
}

func (t *trial) note(n int, c contract, r result) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.outcomes[pair{n, c.Name}] = r
}

// jobSize is how many points there are in a job.
const jobSize = 40

// tryAll tries all points with all contracts and writes what came of it. The error is for
// a wrong answer.
func tryAll(o *options, w io.Writer) error {
	began := time.Now()
	dir, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	all, err := contracts(dir, o.extra)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(c contract) bool { return !strings.Contains(c.Name, o.in) })
	t := &trial{outcomes: map[pair]result{}}
	reached, err := t.reached(all)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d contracts compiled after %v\n", len(all), time.Since(began).Round(time.Second))
	var jobs []job
	for i, c := range all {
		wanted := slices.DeleteFunc(slices.Clone(reached[i]), func(n int) bool { return !o.wants(n) })
		for part := range slices.Chunk(wanted, jobSize) {
			jobs = append(jobs, job{c, part})
		}
	}
	if _, err := t.carryOut(jobs); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "all done after %v\n", time.Since(began).Round(time.Second))
	return t.write(w, o, len(all))
}

// reached are the points that each contract reaches. It demands that the whole compiler's
// answers are CUE's.
func (t *trial) reached(all []contract) ([][]int, error) {
	jobs := make([]job, len(all))
	for i, c := range all {
		jobs[i].Contract = c
	}
	return t.carryOut(jobs)
}

// carryOut gives jobs to as many workers as there are processors.
func (t *trial) carryOut(jobs []job) ([][]int, error) {
	reached, errs := make([][]int, len(jobs)), make([]error, len(jobs))
	numbers := make(chan int)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			w := &worker{}
			defer w.stop()
			for i := range numbers {
				reached[i], errs[i] = w.do(jobs[i], func(n int, r result) { t.note(n, jobs[i].Contract, r) })
			}
		})
	}
	for i := range jobs {
		numbers <- i
	}
	close(numbers)
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return reached, nil
}

// write writes the wrong answers, with o.verbose the faults and what nothing notices, and
// the numbers.
func (t *trial) write(w io.Writer, o *options, contracts int) error {
	counts := map[outcome]int{}
	noticed := map[int]bool{}
	reached := map[int]bool{}
	pairs := slices.SortedFunc(maps.Keys(t.outcomes), func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.point, b.point), cmp.Compare(a.contract, b.contract))
	})
	for _, p := range pairs {
		r := t.outcomes[p]
		counts[r.Outcome]++
		reached[p.point] = true
		noticed[p.point] = noticed[p.point] || r.Outcome != same
		if r.Outcome == wrong || o.only != "" || o.verbose && r.Outcome == fault {
			fmt.Fprintf(w, "%s: %s\n\t%s\n\t%s\n", r.Outcome, p.contract, nameOf(p.point), strings.ReplaceAll(r.Why, "\n", "\n\t"))
		}
	}
	points, never, unnoticed := 0, 0, 0
	for n := range point.Points {
		if !o.wants(n) {
			continue
		}
		points++
		what := ""
		switch {
		case !reached[n]:
			never++
			what = "never reached"
		case !noticed[n]:
			unnoticed++
			what = "not noticed"
		}
		if what != "" && o.verbose {
			fmt.Fprintf(w, "%s: %s\n", what, nameOf(n))
		}
	}
	fmt.Fprintf(w, "%d points, %d contracts: %d pairs\n", points, contracts, len(pairs))
	for _, k := range []outcome{refused, reported, same, equal, fault, wrong} {
		fmt.Fprintf(w, "%8d %s\n", counts[k], k)
	}
	fmt.Fprintf(w, "%d points make no difference to any contract, %d are never reached\n", unnoticed, never)
	if counts[wrong] > 0 {
		return fmt.Errorf("%d wrong answers", counts[wrong])
	}
	return nil
}
