package browser

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Watch notes what a page and its workers do behind what they show.
type Watch struct {
	ctx context.Context

	mu       sync.Mutex
	requests []string // addresses
	problems []string
	dialogs  []string // their kinds, such as beforeunload
	workers  map[target.SessionID]context.Context
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

// Workers are the workers' contexts.
func (w *Watch) Workers() (list []context.Context) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, ctx := range w.workers {
		list = append(list, ctx)
	}
	return list
}

func (w *Watch) listen(event any) {
	switch event := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if event.Type == runtime.ConsoleAPICalledTypeError || event.Type == runtime.ConsoleAPICalledTypeWarning || event.Type == runtime.ConsoleAPICalledTypeAssert {
			w.problem("console.%s: %s", event.Type, arguments(event.Args))
		}
	case *runtime.EventExceptionThrown:
		w.problem("not caught: %v", event.ExceptionDetails)
	case *log.EventEntryAdded:
		if event.Entry.Level == log.EntryLevelError || event.Entry.Level == log.EntryLevelWarning {
			w.problem("%s %s: %s %s", event.Entry.Source, event.Entry.Level, event.Entry.Text, event.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		w.mu.Lock()
		w.requests = append(w.requests, event.Request.URL)
		w.mu.Unlock()
	case *network.EventLoadingFailed:
		w.problem("a request for a %s failed: %s", event.Type, event.ErrorText)
	case *page.EventJavascriptDialogOpening:
		w.mu.Lock()
		w.dialogs = append(w.dialogs, string(event.Type))
		w.mu.Unlock()
		go func() {
			_, _ = chromedp.Call(w.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}()
	case *target.EventAttachedToTarget:
		if event.TargetInfo.Type == "worker" {
			go w.attach(event.SessionID, event.TargetInfo.TargetID)
		}
	case *target.EventDetachedFromTarget:
		w.mu.Lock()
		delete(w.workers, event.SessionID)
		w.mu.Unlock()
	}
}

// attach watches a worker, too.
func (w *Watch) attach(session target.SessionID, id target.ID) {
	ctx, _ := chromedp.NewContext(w.ctx, chromedp.WithTargetID(id), chromedp.WithDetachOnCancel(), chromedp.WithListener(w.listen))
	if err := chromedp.Do(ctx); err != nil {
		return // it has ended, or the tab has
	}
	w.mu.Lock()
	w.workers[session] = ctx
	w.mu.Unlock()
}

func (w *Watch) problem(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.problems = append(w.problems, fmt.Sprintf(format, args...))
}

func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, arg := range args {
		if arg.Description != "" {
			words = append(words, arg.Description)
		} else {
			words = append(words, string(arg.Value))
		}
	}
	return strings.Join(words, " ")
}
