package output

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// countdown is a context that ends when it is asked for the n-th time.
type countdown struct {
	context.Context
	end  context.CancelCauseFunc
	left atomic.Int64
}

var errInterrupted = errors.New("interrupted")

func (c *countdown) Err() error {
	if c.left.Add(-1) < 0 {
		c.end(errInterrupted)
	}
	return c.Context.Err()
}

func endsAfter(parent context.Context, steps int) context.Context {
	ctx, end := context.WithCancelCause(parent)
	c := &countdown{Context: ctx, end: end}
	c.left.Store(int64(steps))
	return c
}

// A run that is interrupted at any step leaves the old tree and nothing else.
func TestAnInterruptionAtEveryStepLeavesTheOldTree(t *testing.T) {
	parent := t.TempDir()
	tr := tree(filepath.Join(parent, "out"))
	write(t, tr, files("a", "1", "b/c", "1"))
	lay(t, tr.Dir, map[string]string{"theirs": "t", "dir/theirs": "t", "link": "-> a"})
	old := contents(t, parent)
	interrupted := 0
	for ; ; interrupted++ {
		_, err := tr.Write(endsAfter(t.Context(), interrupted), files("a", "2", "d", "2"))
		if err == nil {
			break
		}
		if !errors.Is(err, errInterrupted) {
			t.Fatalf("after %d steps: %v", interrupted, err)
		}
		equal(t, old, contents(t, parent))
	}
	if interrupted < 10 {
		t.Errorf("there are only %d steps", interrupted)
	}
	equal(t, "2", contents(t, parent)["out/d"])
	equal(t, 5, len(contents(t, parent)))
}

func TestWaitingForAnotherRunCanBeInterrupted(t *testing.T) {
	parent := t.TempDir()
	stage, err := tree(filepath.Join(parent, "out")).Stage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer stage.Abort()
	ctx, end := context.WithCancelCause(t.Context())
	time.AfterFunc(20*time.Millisecond, func() { end(errInterrupted) })
	if _, err := tree(filepath.Join(parent, "other")).Stage(ctx); !errors.Is(err, errInterrupted) {
		t.Errorf("got %v, want that it was interrupted", err)
	}
}
