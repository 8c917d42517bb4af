package browser

import (
	"fmt"
	"slices"
	"sync"
)

// Watch notes what a page and its workers do behind what they show.
type Watch struct {
	mu       sync.Mutex
	requests []string // addresses
	problems []string
	dialogs  []string // their kinds, such as beforeunload
}

// Problems are warnings and errors on the console, exceptions, and requests that failed.
func (w *Watch) Problems() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.problems)
}

// Dialogs are the kinds of the dialogs that the browser has shown, such as beforeunload, when
// a page is left. Each is accepted.
func (w *Watch) Dialogs() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.dialogs)
}

func (w *Watch) problem(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.problems = append(w.problems, fmt.Sprintf(format, args...))
}

func (w *Watch) dialog(kind string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dialogs = append(w.dialogs, kind)
}

func (w *Watch) request(address string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests = append(w.requests, address)
}
