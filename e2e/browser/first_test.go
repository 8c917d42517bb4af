package browser_test

import (
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// The page begins with the first example. What comes later than its files is computed.
func TestFirstLoad(t *testing.T) {
	for _, c := range []*contract{workspace, reports} {
		t.Run(c.model(t).Name, func(t *testing.T) {
			first := examples(t, c)[0]
			tab := open(t, c, "")
			showsAnswer(t, tab, c.judge(t, first.Text, first.Language))
			if title := browser.Eval[string](tab, "document.title"); !strings.Contains(title, c.model(t).Name) {
				t.Errorf("the page's title is %q", title)
			}
			before := len(tab.Requests())
			tab.Click("look.button('Pin')")
			tab.Show("Outputs")
			tab.Show("Module call")
			if asked := tab.Requests()[before:]; len(asked) > 0 {
				t.Errorf("the page asks for %s", asked)
			}
		})
	}
}
