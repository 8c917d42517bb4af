package browser_test

import (
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// What goes wrong is noticed, in the page as in its worker: otherwise the other tests
// would show nothing.
func TestWatch(t *testing.T) {
	tab := newTab(t, `console.error: "planted"`, "console.error: planted", "javascript error: Error: planted", "not caught", "worker error: planted", "worker error: Uncaught Error: planted")
	tab.Open(serve(t, workspace.schema).URL)
	tab.Until("look.status()")
	const plant = "console.error('planted'); setTimeout(() => { throw new Error('planted'); })"
	tab.Do(plant)
	for _, worker := range tab.Workers() {
		if err := worker.Do(plant); err != nil {
			t.Fatal(err)
		}
	}
	want := 2 * (1 + len(tab.Workers()))
	if !inFirefox && want != 4 {
		t.Errorf("the page has %d workers", len(tab.Workers()))
	}
	if !browser.Within(tab, 5*time.Second, func() bool { return len(tab.Problems()) >= want }) {
		t.Errorf("of %d errors and exceptions, these are noticed: %q", want, tab.Problems())
	}
}
