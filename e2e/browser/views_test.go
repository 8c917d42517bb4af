package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// views are the titles of the result's tabs.
var views = []string{"Manifests", "Picture", "Changes", "Module call", "Module files", "Outputs"}

// showWhole opens a tab and waits until what it shows is loaded.
func showWhole(t *testing.T, tab *browser.Tab, title string) {
	t.Helper()
	tab.Show(title)
	tab.Until("!look.all('[role=status], progress').some((e) => e.matches('progress') || look.words(e).startsWith('Loading'))")
	if title == "Text" {
		tab.Until("look.editor()")
	}
}

// Everything can be reached by keyboard, and shows that it has the focus.
func TestKeyboard(t *testing.T) {
	tab, _ := begin(t, workspace, "default")
	const active = "(() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e; })()"
	reached := map[string]bool{}
	for range 400 {
		tab.Type(kb.Tab)
		at := browser.Eval[struct {
			Name, Role string
			Seen, Body bool
		}](tab, `(() => {
			const e = `+active+`, style = getComputedStyle(e);
			const seen = e.matches(":focus-visible") && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none");
			return { name: look.name(e).slice(0, 60), role: e.role ?? e.tagName, seen, body: e === document.body };
		})()`)
		if at.Body || reached["end"] {
			break
		}
		if !at.Seen {
			t.Errorf("%s %q does not show that it has the focus", at.Role, at.Name)
		}
		reached[at.Name] = true
		reached["end"] = at.Name == "Licences"
	}
	for _, name := range []string{"Form", "Manifests", "Copy link", "Licences"} {
		if !reached[name] {
			t.Errorf("the Tab key does not lead to %s", name)
		}
	}

	tab.Do("look.tab('Manifests').focus()")
	for _, title := range append(views[1:], views[0]) {
		tab.Type(kb.ArrowRight)
		tab.Until(active + " === look.tab('" + title + "') && look.tab('" + title + "').ariaSelected === 'true'")
	}
	tab.Type(kb.End)
	tab.Until(active + " === look.tab('Outputs')")
	tab.Type(kb.Home)
	tab.Until(active + " === look.tab('Manifests')")

	showWhole(t, tab, "Text")
	before := browser.Eval[string](tab, "look.text()")
	tab.Do("look.editor().focus()")
	tab.Type(kb.Tab)
	tab.Until("!document.querySelector('.editor').contains(document.activeElement)")
	shows(t, tab, "look.text()", before)
}

// The page fits on a narrow screen.
func TestNarrow(t *testing.T) {
	tab, _ := begin(t, workspace, "desktop")
	tab.Resize(320, 700)
	tab.Click("look.button('Pin')")
	tab.Fill("workspace_name", "other")
	const wide = `(() => {
		const most = innerWidth;
		if (document.documentElement.scrollWidth <= most) return "";
		return look.all("body *").filter((e) => e.getBoundingClientRect().right > most + 1).map((e) => e.tagName + "." + e.className).slice(0, 8).join(", ");
	})()`
	for _, title := range append([]string{"Form", "Text"}, views...) {
		showWhole(t, tab, title)
		if over := browser.Eval[string](tab, wide); over != "" {
			t.Errorf("%s: these are wider than the screen: %s", title, over)
		}
	}
}
