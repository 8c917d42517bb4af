package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// A Failer ends what uses a tab: a test, or a program that measures.
type Failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// patience is how long a page may take to show what is waited for.
const patience = 10 * time.Second

//go:embed look.js
var look string

// Tab is a page with storage of its own. What cannot be done, or does not happen in
// time, ends the test.
type Tab struct {
	Failer
	*Watch

	ctx   context.Context
	close func()
}

// NewTab opens an empty tab that lives for the given time at most.
func (b *Browser) NewTab(f Failer, life time.Duration) *Tab {
	f.Helper()
	w := &Watch{workers: map[target.SessionID]context.Context{}}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.listen))
	limited, expire := context.WithTimeout(ctx, life)
	t := &Tab{f, w, limited, func() { expire(); cancel() }}
	w.ctx = limited
	t.Start(look)
	return t
}

// Close closes the tab.
func (t *Tab) Close() { t.close() }

// PID is the browser's process.
func (t *Tab) PID() int { return chromedp.FromContext(t.ctx).Browser.Process().Pid }

// Start adds a script that runs before those of every page.
func (t *Tab) Start(script string) {
	t.Helper()
	Call(t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// Open goes to an address and waits for its load event.
func (t *Tab) Open(url string) {
	t.Helper()
	t.check(chromedp.Do(t.ctx, chromedp.Navigate(url)), "open "+url)
}

// Reload loads the page again, and waits for its load event.
func (t *Tab) Reload() {
	t.Helper()
	t.Do("globalThis.before = true; location.reload()")
	t.Until("!globalThis.before && document.readyState === 'complete'")
}

// Call sends a command of the DevTools protocol.
func Call[P, R any](t *Tab, command cdp.Command[P, R], params P) R {
	t.Helper()
	result, err := chromedp.Call(t.ctx, command, params)
	t.check(err, command.Method)
	return result
}

// Eval returns what an expression in the page gives; a promise is waited for.
func Eval[T any](t *Tab, expression string) T {
	t.Helper()
	result, err := eval[T](t, expression)
	t.check(err, expression)
	return result
}

func eval[T any](t *Tab, expression string) (result T, err error) {
	text, err := chromedp.Run(t.ctx, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise))
	if err == nil && len(text) > 0 {
		err = json.Unmarshal(text, &result)
	}
	return result, err
}

// Do runs a statement in the page.
func (t *Tab) Do(statement string) {
	t.Helper()
	t.check(chromedp.Do(t.ctx, Void(statement)), statement)
}

// Void is an action that runs a statement and drops what it gives.
func Void(statement string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void]("(async () => {"+statement+"})()", chromedp.EvalAwaitPromise)
}

// Until waits until an expression holds.
func (t *Tab) Until(expression string) {
	t.Helper()
	if !Within(t, patience, func() bool { ok, err := eval[bool](t, "Boolean("+expression+")"); return ok && err == nil }) {
		shown, _ := eval[string](t, "document.body.innerText")
		t.Fatalf("it is not so that %s; the page shows\n%s", expression, shown)
	}
}

// Within asks until something holds, or time is up.
func Within(t *Tab, limit time.Duration, holds func() bool) bool {
	for end := time.Now().Add(limit); ; time.Sleep(5 * time.Millisecond) {
		if holds() {
			return true
		}
		if time.Now().After(end) || t.ctx.Err() != nil {
			return false
		}
	}
}

func (t *Tab) check(err error, what string) {
	if err != nil {
		t.Helper()
		t.Fatalf("%s: %v", what, err)
	}
}

// Quote is a text as a literal of JavaScript.
func Quote(text string) string {
	literal, err := json.Marshal(text)
	if err != nil {
		panic(fmt.Sprintf("%q cannot be quoted: %v", text, err)) // strings cannot fail
	}
	return string(literal)
}

// Begin goes to an address and waits for nothing.
func (t *Tab) Begin(url string) {
	t.Helper()
	Call(t, page.Navigate, page.NavigateParams{URL: url})
}
