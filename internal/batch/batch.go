// Package batch evaluates a contract for streams of inputs, one document after
// another, so that memory does not grow with their number.
//
// What goes in is a model and the names of input files; what comes out is manifests,
// verdicts or outputs on a writer, and messages about what was refused. Compiling the
// contract is left to the caller, so that any model can be used.
package batch

import (
	"context"
	"errors"
	"io"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Stdin is the name of a file that stands for standard input.
const Stdin = "-"

// ErrRefused means that an input was refused. The messages have been written.
var ErrRefused = errors.New("an input was refused")

// Batch is a model and the files to evaluate it for.
type Batch struct {
	Model *model.Model
	Files []string
	// Modules are the names of the module blocks that [Batch.Vet] takes for calls of the
	// contract's module; without any, their sources say which ones are.
	Modules []string
	// Stdin is read for the file name "-".
	Stdin io.Reader
	// Messages is called with each refusal and each warning.
	Messages func(model.Diagnostic)
}

// verdict is what the model says about one document.
type verdict struct {
	file        string // as messages call it
	number      int    // of the document in its file, from 1
	result      *model.Result
	call        string // of a module, such as module.app; "" for an input
	diagnostics model.Diagnostics
}

// accepted reports whether the document is accepted: a call, or an input that gives a result.
func (v *verdict) accepted() bool {
	if v.call != "" {
		return !v.diagnostics.HasErrors()
	}
	return v.result != nil
}

// each calls yield with the verdict on every document of every file. It fails when
// a file cannot be read or ctx ends, or as yield does.
func (b *Batch) each(ctx context.Context, yield func(*verdict) error) error {
	for _, name := range b.Files {
		if err := b.eachOf(ctx, name, yield); err != nil {
			return err
		}
	}
	return nil
}

func (b *Batch) eachOf(ctx context.Context, name string, yield func(*verdict) error) error {
	s, err := b.open(ctx, name)
	if err != nil {
		return err
	}
	defer s.Close()
	for {
		d, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := yield(b.evaluate(d)); err != nil {
			return err
		}
	}
}

// evaluate evaluates the model for a document.
func (b *Batch) evaluate(d *document) *verdict {
	v := &verdict{file: d.file, number: d.number, diagnostics: d.refused}
	if d.Document != nil {
		result, diagnostics := b.Model.Evaluate(d.Value)
		v.result, v.diagnostics = result, d.Locate(diagnostics)
	}
	return v
}

// accepted calls yield with every document that is accepted, and writes the
// messages about all. It fails with ErrRefused when there was a refusal.
func (b *Batch) accepted(ctx context.Context, yield func(*verdict) error) error {
	refused := false
	err := b.each(ctx, func(v *verdict) error {
		for _, d := range v.diagnostics {
			if err := b.message(ctx, d); err != nil {
				return err
			}
		}
		if v.result == nil {
			refused = true
			return nil
		}
		return yield(v)
	})
	if err == nil && refused {
		err = ErrRefused
	}
	return err
}

// message hands a message over. It fails only when ctx ends.
func (b *Batch) message(ctx context.Context, d model.Diagnostic) error {
	_, err := await(ctx, func() (struct{}, error) {
		b.Messages(d)
		return struct{}{}, nil
	})
	return err
}
