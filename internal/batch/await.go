package batch

import (
	"context"
	"io"
)

// await returns the results of do, or the cause of ctx's end when that comes first. Then do
// goes on in the background: reading from a pipe or writing to one may never end.
func await[T any](ctx context.Context, do func() (T, error)) (value T, err error) {
	if ctx.Done() == nil {
		return do()
	}
	if ctx.Err() != nil {
		return value, context.Cause(ctx)
	}
	done := make(chan struct{})
	var result T
	var failure error
	go func() {
		result, failure = do()
		close(done)
	}()
	select {
	case <-done:
		return result, failure
	case <-ctx.Done():
		return value, context.Cause(ctx)
	}
}

// reader reads from in until ctx ends.
type reader struct {
	ctx    context.Context
	in     io.Reader
	buffer []byte // what an abandoned read may still write to is never the caller's
}

func (r *reader) Read(p []byte) (int, error) {
	if r.ctx.Done() == nil {
		return r.in.Read(p)
	}
	if len(r.buffer) < len(p) {
		r.buffer = make([]byte, len(p))
	}
	n, err := await(r.ctx, func() (int, error) { return r.in.Read(r.buffer[:len(p)]) })
	copy(p, r.buffer[:n])
	return n, err
}
