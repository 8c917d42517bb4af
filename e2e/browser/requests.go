package browser

import (
	"slices"
	"strings"

	"github.com/chromedp/chromedp"
)

// loaded are the addresses that a page or a worker has asked for by its own account,
// which a worker keeps before anybody watches it.
const loaded = `performance.getEntriesByType("resource").map((entry) => entry.name)`

// Requests are the addresses that the page and its workers have asked for, in order,
// often more than once.
func (t *Tab) Requests() []string {
	t.Helper()
	list := Eval[[]string](t, loaded)
	for _, worker := range t.Workers() {
		own, err := chromedp.Run(worker, chromedp.Evaluate[[]string](loaded))
		t.check(err, "ask the worker")
		list = append(list, own...)
	}
	t.mu.Lock()
	list = append(list, t.requests...)
	t.mu.Unlock()
	slices.Sort(list)
	return slices.DeleteFunc(list, func(address string) bool {
		return strings.HasPrefix(address, "data:") || strings.HasPrefix(address, "blob:")
	})
}
