package browser_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// The page begins with the first example. What comes later than its files is computed.
// Views come with files of their own, once.
func TestFirstLoad(t *testing.T) {
	for _, c := range []*contract{workspace, reports} {
		t.Run(c.model(t).Name, func(t *testing.T) {
			first := examples(t, c)[0]
			tab := open(t, c, "")
			showsAnswer(t, tab, c.expected(t, first.Text, first.Language))
			if title := browser.Eval[string](tab, "document.title"); !strings.Contains(title, c.model(t).Name) {
				t.Errorf("the page's title is %q", title)
			}
			tab.Click("look.button('Pin')")
			for _, view := range views {
				showWhole(t, tab, view)
			}
			before := slices.Compact(tab.Requests())
			tab.Do("look.all('.form input[type=text]')[0].focus()")
			tab.Type("xyz")
			for _, view := range views {
				showWhole(t, tab, view)
			}
			if diff := cmp.Diff(before, slices.Compact(tab.Requests())); diff != "" {
				t.Errorf("the page asks for more than its files (-before +after):\n%s", diff)
			}
		})
	}
}
