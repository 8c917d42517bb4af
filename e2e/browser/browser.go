// Package browser drives the preview in a real browser: Debian's Chromium, or any other
// program of its family.
//
// What goes in is a page's address and what a person would do to it; what comes out is
// what the page shows, and what went wrong in it without being shown. The package knows
// the preview's controls, and no contract: what the page should show is for the tests to say.
package browser

import (
	"context"
	"errors"
	"os"
	"os/exec"

	"github.com/chromedp/chromedp"
)

// ErrMissing means that this machine has no browser.
var ErrMissing = errors.New("there is no chromium in PATH, and CHROMIUM names none")

// programs are the names of browsers that speak the DevTools protocol.
var programs = []string{"chromium", "chromium-browser", "google-chrome"}

// Find returns the browser's program.
func Find() (string, error) {
	if named := os.Getenv("CHROMIUM"); named != "" {
		return exec.LookPath(named)
	}
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrMissing
}

// Browser is a running browser with a fresh profile.
type Browser struct {
	ctx  context.Context
	stop func()
}

// Start starts the browser. The flags are names of switches without their dashes.
func Start(flags ...string) (*Browser, error) {
	program, err := Find()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.NoSandbox, // containers have none
		chromedp.DisableGPU,
		chromedp.WindowSize(1400, 1000), // the page's two panes beside each other
	)
	for _, flag := range append([]string{"disable-quic", "disable-component-update", "hide-scrollbars"}, flags...) {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, release := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	b := &Browser{ctx, func() { cancel(); release() }}
	if err := chromedp.Do(ctx); err != nil {
		b.stop()
		return nil, err
	}
	return b, nil
}

// Stop ends the browser and removes its profile.
func (b *Browser) Stop() { b.stop() }
