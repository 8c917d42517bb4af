package browser

import (
	"encoding/json"
	"slices"
	"strings"
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
		text, err := worker.protocol.eval(loaded)
		t.check(err, "ask the worker")
		var own []string
		t.check(json.Unmarshal(text, &own), "ask the worker")
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
