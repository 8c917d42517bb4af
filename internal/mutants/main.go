// Command mutants disables each case of the compiler in turn, and reports whether the rest of
// the program notices.
//
// The compiler is built once more, with a point at each case, if and loop, any of which
// can be disabled at run time ([instrumenter]). Each is disabled for each contract that
// reaches it: this repository's own, the cases of its tests, and those in directories
// that are named with -contracts. Each pair of a point and a contract has one outcome. A wrong
// answer that gen would have written is a gap in the compiler's own checks or in the check of
// translations, and makes the exit status 1.
//
//	go run ./internal/mutants [-contracts DIR]… [-in CONTRACT] [-only POINT] [-v]
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"

	"github.com/base-k8s/base-k8s/internal/mutants/point"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

// list is a flag that can be given several times.
type list []string

func (l *list) String() string { return fmt.Sprint(*l) }

func (l *list) Set(text string) error {
	*l = append(*l, text)
	return nil
}

func run() error {
	o := &options{}
	worker := flag.Bool("work", false, "carry out jobs from standard input")
	flag.Var(&o.extra, "contracts", "a `directory` with further contracts and inputs beside them")
	flag.BoolVar(&o.verbose, "v", false, "list every point that nothing notices, and every fault")
	flag.IntVar(&o.every, "every", 1, "disable every `n`th point only")
	flag.StringVar(&o.only, "only", "", "disable the points whose name has this `text`, and list all outcomes")
	flag.StringVar(&o.in, "in", "", "try only contracts whose name has this `text`")
	flag.Parse()
	switch {
	case *worker:
		return work(os.Stdin, os.Stdout)
	case len(point.Points) > 0:
		return tryAll(o, os.Stdout)
	}
	return again()
}

// again builds this program with the instrumented compiler and runs it.
func again() error {
	dir, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program, err := build(dir)
	if err != nil {
		return err
	}
	signal.Ignore(os.Interrupt) // the program gets it, too
	cmd := exec.Command(program, os.Args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
