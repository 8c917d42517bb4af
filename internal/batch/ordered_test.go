package batch

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"
)

// upTo is a source of the numbers up to n, each of a size.
func upTo(n, size int) func(context.Context) (int, int, error) {
	next := 0
	return func(context.Context) (int, int, error) {
		if next == n {
			return 0, 0, io.EOF
		}
		next++
		return next, size, nil
	}
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	const n = 500
	sum := 0
	err := ordered(t.Context(), upTo(n, 1), func(i int) int {
		time.Sleep(time.Duration(rand.IntN(100)) * time.Microsecond)
		return i
	}, func(i int) error {
		if sum++; i != sum {
			t.Fatalf("%d is done in the place of %d", i, sum)
		}
		return nil
	})
	if err != nil || sum != n {
		t.Errorf("%d are done, %v", sum, err)
	}
}

// Of documents of the largest size, one is held while another one is read.
func TestOrderedHoldsFewLargeOnes(t *testing.T) {
	var held, most atomic.Int64
	next := upTo(20, 1<<20)
	read := func(ctx context.Context) (int, int, error) {
		i, size, err := next(ctx)
		if err == nil {
			most.Store(max(most.Load(), held.Add(1)))
		}
		return i, size, err
	}
	work := func(i int) int { time.Sleep(time.Millisecond); return i }
	if err := ordered(t.Context(), read, work, func(int) error { held.Add(-1); return nil }); err != nil {
		t.Fatal(err)
	}
	if most.Load() > 2 {
		t.Errorf("%d are held at once", most.Load())
	}
}

// Whatever fails ends it, and nothing is left running.
func TestOrderedEnds(t *testing.T) {
	broken := errors.New("broken")
	id := func(i int) int { return i }
	endless := func(ctx context.Context) (int, int, error) { return 1, 1, ctx.Err() }
	if err := ordered(t.Context(), endless, id, func(int) error { return broken }); err != broken {
		t.Errorf("done fails: %v", err)
	}
	fails := func(context.Context) (int, int, error) { return 0, 0, broken }
	if err := ordered(t.Context(), fails, id, func(int) error { return nil }); err != broken {
		t.Errorf("reading fails: %v", err)
	}
	ctx, end := context.WithCancelCause(t.Context())
	if err := ordered(ctx, endless, id, func(int) error { end(broken); return nil }); !errors.Is(err, broken) && !errors.Is(err, context.Canceled) {
		t.Errorf("the context ends: %v", err)
	}
}
