package batch

import (
	"context"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
)

// mostAhead is how many bytes of documents are read ahead of what is done: a few ordinary
// ones for each processor, or one of the largest.
const mostAhead = 256 << 10

// ordered calls work with the results of next until that returns io.EOF, on as many goroutines as
// there are processors, and done with the results, in the order of next and on the
// goroutine of the caller. Sizes, in bytes, bound what is read ahead. It fails as next and
// done do and when ctx ends; next must return then as well.
func ordered[T, R any](ctx context.Context, next func(context.Context) (T, int, error), work func(T) R, done func(R) error) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	o := &order[T, R]{queue: make(chan *task[T, R], 8*runtime.GOMAXPROCS(0)), freed: make(chan struct{}, 1)}
	var running sync.WaitGroup
	defer running.Wait()
	defer end() // before that
	tasks := make(chan *task[T, R])
	running.Go(func() {
		defer close(o.queue)
		defer close(tasks)
		o.err = o.read(ctx, next, tasks)
	})
	for range runtime.GOMAXPROCS(0) {
		running.Go(func() {
			for t := range tasks {
				t.result <- work(t.value)
			}
		})
	}
	for t := range o.queue {
		select {
		case result := <-t.result:
			o.free(t)
			if err := done(result); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return o.err
}

// order is the tasks that have been read and are not done.
type order[T, R any] struct {
	queue chan *task[T, R]
	ahead atomic.Int64 // bytes
	freed chan struct{}
	err   error // why reading ended, nil at the end; set before queue is closed
}

type task[T, R any] struct {
	value  T
	size   int64
	result chan R
}

// read hands tasks to whoever works on them, and puts them into the queue.
func (o *order[T, R]) read(ctx context.Context, next func(context.Context) (T, int, error), tasks chan<- *task[T, R]) error {
	for {
		value, size, err := next(ctx)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		t := &task[T, R]{value, int64(size), make(chan R, 1)}
		o.ahead.Add(t.size)
		for _, to := range []chan<- *task[T, R]{o.queue, tasks} {
			select {
			case to <- t:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		for o.ahead.Load() > mostAhead {
			select {
			case <-o.freed:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
	}
}

func (o *order[T, R]) free(t *task[T, R]) {
	o.ahead.Add(-t.size)
	select {
	case o.freed <- struct{}{}:
	default: // there is one already
	}
}
