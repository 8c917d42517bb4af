package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/effect"
)

// What a change does is shown in words, for the whole and for each object, and leads to the
// input that causes it.
func TestEffect(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.Show("Changes")
	tab.Click("look.button('Pin this state')")
	before, _ := workspace.model(t).Evaluate(value)
	const whole = "look.words(document.querySelector('.whole-effect .effect')).slice(2)"
	shows(t, tab, whole, "none")
	for path, text := range map[string]string{"workspace_name": "renamed", "owner": "bob", "workspace_image": "example.com/other:2"} {
		if browser.Eval[bool](tab, "!look.field("+browser.Quote(path)+")") {
			continue
		}
		old := browser.Eval[string](tab, "look.field("+browser.Quote(path)+").value")
		tab.Fill(path, text)
		after, refused := workspace.model(t).Evaluate(value.With(path, text))
		if after == nil {
			t.Fatal(refused)
		}
		c := effect.New(workspace.model(t), workspace.model(t)).Compare(before, after)
		shows(t, tab, whole, c.Effect.Worst().String())
		want := map[string]string{}
		for _, o := range c.Objects {
			want[o.Name] = o.Effect.Worst().String()
		}
		shows(t, tab, `Object.fromEntries(look.all("details.manifest > summary:has(.effect)").map((summary) =>
			[look.words(summary.querySelector(".muted")).replace("objects.", ""), look.words(summary.querySelector(".effect")).slice(2)]))`, want)

		// The cause is a button that leads to the field, by keyboard too.
		tab.Do("look.all('.because button')[0].focus()")
		tab.Type(kb.Enter)
		tab.Until("document.activeElement === look.field(" + browser.Quote(path) + ")")
		tab.Fill(path, old)
		shows(t, tab, whole, "none")
	}
	tab.Fill("workspace_name", "-")
	shows(t, tab, whole, "refused")
}
