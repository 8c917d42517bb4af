package batch

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/base-k8s/base-k8s/internal/model"
)

// pair is the input of a workspace before a change and after it: one document where only
// the contract changes.
type pair struct{ old, new *document }

// pairs reads the documents of one file, or those of two in step, or those of many files
// together, one file after another.
type pairs struct {
	*Batch
	together bool
	old, new *stream
}

// next is the next pair and its size, and io.EOF after the last one. It fails when a file
// cannot be read, when two files have different numbers of documents, and when ctx ends.
func (p *pairs) next(ctx context.Context) (*pair, int, error) {
	if p.old == nil {
		if err := p.begin(ctx); err != nil {
			return nil, 0, err
		}
	}
	old, oldErr := p.old.next()
	if oldErr == io.EOF && p.together && len(p.Files) > 1 {
		return p.nextFile(ctx)
	}
	if p.old == p.new {
		return &pair{old, old}, old.size(), oldErr
	}
	new, newErr := p.new.next()
	switch {
	case oldErr == io.EOF && newErr == io.EOF:
		return nil, 0, io.EOF
	case oldErr == io.EOF || newErr == io.EOF:
		return nil, 0, fmt.Errorf("%s and %s have different numbers of documents: each is compared with the one in its place", p.old.file, p.new.file)
	}
	return &pair{old, new}, old.size() + new.size(), errors.Join(oldErr, newErr)
}

func (p *pairs) begin(ctx context.Context) (err error) {
	if p.old, err = p.open(ctx, p.Files[0]); err != nil {
		return err
	}
	p.new = p.old
	if len(p.Files) > 1 && !p.together {
		p.new, err = p.open(ctx, p.Files[1])
	}
	return err
}

// nextFile is the first pair of the next file.
func (p *pairs) nextFile(ctx context.Context) (*pair, int, error) {
	p.old.Close()
	p.old, p.Files = nil, p.Files[1:]
	return p.next(ctx)
}

// Close closes the files that are open.
func (p *pairs) Close() {
	for _, s := range []*stream{p.old, p.new} {
		if s != nil {
			s.Close()
		}
	}
}

// size is that of a document's text, in bytes.
func (d *document) size() int {
	if d == nil || d.Document == nil {
		return 0
	}
	return d.Document.Size()
}

// position is the place of an input in the new document, or in the old one when only that
// has it.
func (p *pair) position(path model.Path) model.Position {
	for _, document := range []*document{p.new, p.old} {
		if has(document.Value, path.Steps()) {
			return document.Position(path)
		}
	}
	return p.new.Position(path)
}

// has reports whether a value has something where steps lead to.
func has(v model.Value, steps []any) bool {
	for _, s := range steps {
		key, _ := s.(string)
		object, _ := v.(model.Object)
		inner, ok := object.Get(key)
		if !ok {
			return false
		}
		v = inner
	}
	return true
}
