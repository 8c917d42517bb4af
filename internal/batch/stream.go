package batch

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// stream is the documents of a file.
type stream struct {
	io.Closer
	reader *input.Reader
	file   string // as messages call it
	number int
}

// document is one of them.
type document struct {
	*input.Document // nil when it cannot be read
	refused         model.Diagnostics
	file            string
	number          int // in its file, from 1
}

// open opens a file, or standard input. It fails when the file cannot be opened or ctx
// ends.
func (b *Batch) open(ctx context.Context, name string) (*stream, error) {
	in, label, err := b.file(ctx, name)
	if err != nil {
		return nil, err
	}
	r := input.NewReader(&reader{ctx: ctx, in: in}, label, input.FormatOf(name))
	return &stream{Closer: in, reader: r, file: label}, nil
}

// file opens a file, or standard input, and returns what messages call it.
func (b *Batch) file(ctx context.Context, name string) (io.ReadCloser, string, error) {
	if name == Stdin {
		return io.NopCloser(b.Stdin), "stdin", nil
	}
	f, err := await(ctx, func() (*os.File, error) { return os.Open(name) }) // of a pipe, it waits
	return f, name, err
}

// position is where the document begins, or what is wrong with it.
func (d *document) position() model.Position {
	switch {
	case d.Document != nil:
		return d.Document.Position("")
	case len(d.refused) > 0 && len(d.refused[0].Positions) > 0:
		return d.refused[0].Positions[0]
	}
	return model.Position{File: d.file}
}

// next is the next document, and io.EOF after the last one. It fails when the file cannot
// be read; a document that cannot be read is refused.
func (s *stream) next() (*document, error) {
	s.number++
	d := &document{file: s.file, number: s.number}
	var err error
	if d.Document, err = s.reader.Next(); err != nil && !errors.As(err, &d.refused) {
		return nil, err
	}
	return d, nil
}
