package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

const (
	progressAfter = 500 * time.Millisecond // a short task shows nothing
	progressEvery = 100 * time.Millisecond
)

// progress shows how far a task is on a terminal, on one line that it removes at the
// end. Of a task whose size is not known, 0, it shows how fast it is. It is nil for anything
// else than a terminal.
func progress(w io.Writer, task string) func(done, of int) {
	if c, ok := w.(console); ok {
		w = c.w // the meter moves the cursor
	}
	if !isTerminal(w) {
		return nil
	}
	return meter(w, task, time.Now)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// meter writes the progress of a task, by a clock.
func meter(w io.Writer, task string, now func() time.Time) func(done, of int) {
	begun := now()
	shown := begun.Add(progressAfter - progressEvery)
	return func(done, of int) {
		const clear = "\r\x1b[K"
		switch at := now(); {
		case done == of && shown.After(begun.Add(progressAfter-progressEvery)):
			fmt.Fprint(w, clear)
		case done == of || at.Sub(shown) < progressEvery:
		case of == 0:
			shown = at
			fmt.Fprintf(w, "%s%s: %d, %.0f a second", clear, task, done, float64(done)/at.Sub(begun).Seconds())
		default:
			shown = at
			fmt.Fprintf(w, "%s%s: %d of %d", clear, task, done, of)
		}
	}
}
