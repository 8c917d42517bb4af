package browser_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// shows waits until an expression gives what is wanted.
func shows[T any](t *testing.T, tab *browser.Tab, expression string, want T) {
	t.Helper()
	var difference string
	equal := func() bool {
		difference = cmp.Diff(want, browser.Eval[T](tab, expression))
		return difference == ""
	}
	if !browser.Within(tab, 5*time.Second, equal) {
		t.Fatalf("%s is not what it should be (-want +got):\n%s", expression, difference)
	}
}

// showsAnswer waits until the page shows what the model says about the input.
func showsAnswer(t *testing.T, tab *browser.Tab, want answer) {
	t.Helper()
	if want.objects != nil {
		shows(t, tab, "look.manifests()", want.shown(t))
	}
	shows(t, tab, "[look.refusals(), look.warnings()]", [][]string{some(want.refusals), some(want.warning)})
}

// some is the list, which is never null in JSON.
func some(list []string) []string { return append([]string{}, list...) }
