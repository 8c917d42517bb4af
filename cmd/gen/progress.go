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
// end. It is nil for anything else than a terminal.
func progress(w io.Writer, task string) func(done, of int) {
	if c, ok := w.(console); ok {
		w = c.w // the meter moves the cursor
	}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return meter(f, task, time.Now)
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
		case done < of && at.Sub(shown) >= progressEvery:
			shown = at
			fmt.Fprintf(w, "%s%s: %d of %d", clear, task, done, of)
		}
	}
}
