package batch

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/base-k8s/base-k8s/internal/compat"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Comparison reports what a change does to workspaces: a change of their inputs, of the
// contract, or of both.
type Comparison struct {
	// Old and New are the contracts before and after the change: one model twice where only
	// inputs change.
	Old, New *model.Model
	// Files are one file, whose documents are evaluated by both contracts, or two: the
	// documents before the change and those after it, which are compared one by one. Without
	// any, only Interface is reported.
	Files []string
	// Together is set when there may be any number of files, and the documents of all of them
	// are evaluated by both contracts.
	Together bool
	// Stdin is read for the file name "-".
	Stdin io.Reader
	// Interface finds what the change of the contract means to its callers; nil when it is not
	// reported. It is called while the files are read.
	Interface func() (*compat.Report, error)
	// Messages is called with what is wrong with inputs that were not accepted before the
	// change.
	Messages func(model.Diagnostic)
	// Progress is called with the number of workspaces that are done and 0, because their
	// total is not known, and with that number as the total when all are done or a message
	// follows. It may be nil.
	Progress func(done, of int)

	Report Report
	// Limit is how many changes and workspaces a text shows, the worst ones; 0 is all.
	Limit int
	// FailOn is the effect that makes the comparison fail, as every worse one does; None
	// lets all pass.
	FailOn effect.Effect
}

// comparing is a comparison under way.
type comparing struct {
	*Comparison
	comparer *effect.Comparer
	secrets  *secrets
	// old and new are the parts of the contracts that can make a difference.
	old, new *model.Model
	// alike is set when both contracts get one input, and accept the same ones.
	alike bool
}

// Run writes the report to w. Documents are compared on all processors, and reported in their
// order; the memory that it takes does not depend on their number, unless a text shows all
// of them. It fails when a file cannot be read, when two have different numbers of
// documents, as Interface does, when an effect is as bad as FailOn, with ErrRefused when an
// input is refused, and when ctx ends.
func (c *Comparison) Run(ctx context.Context, w io.Writer) error {
	r := &report{Comparison: c, w: &writer{ctx, w}}
	found := c.startInterface()
	if len(c.Files) > 0 {
		run := &comparing{Comparison: c, comparer: effect.New(c.Old, c.New), secrets: newSecrets(c.Old, c.New), old: c.Old, new: c.New}
		if len(c.Files) == 1 || c.Together {
			run.old, run.new = effect.Differing(c.Old, c.New)
			run.alike = effect.AcceptAlike(c.Old, c.New)
		}
		r.run = run
		p := &pairs{Batch: &Batch{Files: c.Files, Stdin: c.Stdin}, together: c.Together}
		defer p.Close()
		if err := ordered(ctx, p.next, run.compare, r.add); err != nil {
			return err
		}
		r.progress(r.count)
	}
	var failed error
	if found != nil {
		select {
		case f := <-found:
			r.callers, failed = f.report, f.err
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	if err := r.end(); err != nil {
		return err
	}
	return errors.Join(failed, verdictOn(r.worst(), c.FailOn))
}

// found is what Interface returned.
type found struct {
	report *compat.Report
	err    error
}

// startInterface calls Interface; nil when it is not reported.
func (c *Comparison) startInterface() <-chan found {
	if c.Interface == nil {
		return nil
	}
	result := make(chan found, 1)
	go func() {
		report, err := c.Interface()
		result <- found{report, err}
	}()
	return result
}

// verdictOn is the error for the worst effect of all, nil below the limit.
func verdictOn(worst, failOn effect.Effect) error {
	if failOn != effect.None && worst >= failOn {
		return fmt.Errorf("the effect is %s: --fail-on allows what is less than %s", worst, failOn)
	}
	if worst >= effect.Refused {
		return ErrRefused
	}
	return nil
}

// writer writes to w until ctx ends: whoever reads a pipe may never do so.
type writer struct {
	ctx context.Context
	w   io.Writer
}

func (w *writer) Write(text []byte) (int, error) {
	return await(w.ctx, func() (int, error) { return w.w.Write(text) })
}
