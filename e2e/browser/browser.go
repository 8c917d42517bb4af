// Package browser drives the preview in real browsers: Debian's Chromium, or any other program of
// its family, and Firefox.
//
// What goes in is a page's address and what a person would do to it; what comes out is
// what the page shows, and what went wrong in it without being shown. The package knows
// the preview's controls, and no contract: what the page should show is for the tests to say.
package browser

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// ErrMissing means that this machine does not have the browser.
var ErrMissing = errors.New("the browser is not here")

// find returns a browser's program: the one that a variable of the environment names, or else the
// first that there is in PATH.
func find(variable string, programs ...string) (string, error) {
	if named := os.Getenv(variable); named != "" {
		return exec.LookPath(named)
	}
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%w: there is no %s in PATH, and %s names none", ErrMissing, programs[0], variable)
}

// Browser is a running browser with a fresh profile.
type Browser struct {
	Name string // and version, as it says them
	stop func()
	tab  func(w *Watch, life time.Duration) (protocol, error)
}

// name asks a program for its name and version.
func name(program string) (string, error) {
	out, err := exec.Command(program, "--version").Output()
	return strings.TrimSpace(string(out)), err
}

// Stop ends the browser and removes its profile.
func (b *Browser) Stop() { b.stop() }

// protocol is what a tab is asked to do, in the words of the protocol that its browser speaks.
type protocol interface {
	// begin adds a script that runs before those of every page.
	begin(script string) error
	// navigate goes to an address and, if it waits, until the page's load event.
	navigate(url string, wait bool) error
	// eval gives in JSON what an expression gives, once its promise is kept. Of undefined it is "".
	eval(expression string) ([]byte, error)
	// run runs a statement, and gives nothing.
	run(statement string) error
	click(x, y float64) error
	// point moves the pointer.
	point(x, y float64) error
	// keys presses keys of package kb one after the other.
	keys(keys string, modifiers ...chromedp.Modifier) error
	// press presses a key and does not wait for the page to have seen it.
	press(key rune) error
	insert(text string) error
	// paste presses the keys that paste.
	paste() error
	resize(width, height int64) error
	prefer(scheme string) error
	allowClipboard() error
	downloadTo(dir string) error
	// choose chooses a file in the control that an expression gives.
	choose(control, file string) error
	workers() []Worker
	alive() bool
	close()
}

// Worker is a worker of a page.
type Worker struct {
	protocol interface {
		eval(expression string) ([]byte, error)
		run(statement string) error
	}
}

// Do runs a statement in the worker.
func (w Worker) Do(statement string) error { return w.protocol.run(statement) }
