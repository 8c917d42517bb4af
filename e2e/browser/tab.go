package browser

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"
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
	protocol
}

// NewTab opens an empty tab that lives for the given time at most.
func (b *Browser) NewTab(f Failer, life time.Duration) *Tab {
	f.Helper()
	w := &Watch{}
	p, err := b.tab(w, life)
	if err != nil {
		f.Fatalf("a tab: %v", err)
	}
	t := &Tab{f, w, p}
	t.Start(look)
	return t
}

// Close closes the tab.
func (t *Tab) Close() { t.protocol.close() }

// Workers are the page's workers.
func (t *Tab) Workers() []Worker { return t.protocol.workers() }

// Start adds a script that runs before those of every page.
func (t *Tab) Start(script string) {
	t.Helper()
	t.check(t.protocol.begin(script), "start with a script")
}

// Open goes to an address and waits for its load event.
func (t *Tab) Open(url string) {
	t.Helper()
	t.check(t.protocol.navigate(url, true), "open "+url)
}

// Reload loads the page again, and waits for its load event.
func (t *Tab) Reload() {
	t.Helper()
	t.Do("globalThis.before = true; location.reload()")
	t.Until("!globalThis.before && document.readyState === 'complete'")
}

// Eval returns what an expression in the page gives; a promise is waited for.
func Eval[T any](t *Tab, expression string) T {
	t.Helper()
	result, err := eval[T](t, expression)
	t.check(err, expression)
	return result
}

func eval[T any](t *Tab, expression string) (result T, err error) {
	text, err := t.protocol.eval(expression)
	if err == nil && len(text) > 0 {
		err = json.Unmarshal(text, &result)
	}
	return result, err
}

// Do runs a statement in the page.
func (t *Tab) Do(statement string) {
	t.Helper()
	t.check(t.protocol.run(statement), statement)
}

// inFunction is an expression that runs a statement and gives nothing.
func inFunction(statement string) string { return "(async () => {" + statement + "})()" }

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
		if time.Now().After(end) || !t.protocol.alive() {
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

// Address is the address of the page, without its fragment.
func (t *Tab) Address() string {
	t.Helper()
	return Eval[string](t, "location.origin + location.pathname")
}

// Begin goes to an address and waits for nothing.
func (t *Tab) Begin(url string) {
	t.Helper()
	t.check(t.protocol.navigate(url, false), "go to "+url)
}
