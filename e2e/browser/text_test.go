package browser_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

const commented = `# Kept, whatever the form changes.
workspace_name: typed # and this
owner: alice
compute_profile: {cpu: 4, memory: 8Gi, storage: 50Gi}

toolchain_template:
  name: swdev-toolchain # and that
  version: 1.2.0
`

// Form and text are two views of one input.
func TestText(t *testing.T) {
	tab, _ := begin(t, workspace, "default")
	tab.Show("Text")
	tab.Until("look.editor()")
	tab.Do("look.editor().focus()")
	tab.Type("a", chromedp.ModifierCtrl)
	tab.Insert(commented)
	showsAnswer(t, tab, workspace.expected(t, commented, "yaml"))

	tab.Show("Form")
	shows(t, tab, "look.field('workspace_name').value", "typed")
	tab.Fill("workspace_name", "formed")
	changed := strings.Replace(commented, "typed", "formed", 1)
	showsAnswer(t, tab, workspace.expected(t, changed, "yaml"))
	tab.Show("Text")
	tab.Until("look.editor()")
	shows(t, tab, "look.text()", changed)

	tab.Click("look.checkbox('JSON')")
	tab.Until("look.text().startsWith('{')")
	if diff := cmp.Diff(parse(t, changed, "yaml"), parse(t, browser.Eval[string](tab, "look.text()"), "json")); diff != "" {
		t.Errorf("as JSON the input differs (-YAML +JSON):\n%s", diff)
	}
	showsAnswer(t, tab, workspace.expected(t, changed, "yaml"))
}

// A text that cannot be read stops neither the result nor the form from being seen.
func TestBrokenText(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	before := workspace.evaluate(t, value).shown(t)
	tab.Show("Text")
	tab.Write("workspace_name: [")
	tab.Until("look.refusals().length === 1 && look.refusals()[0].startsWith('line 1: ')")
	shows(t, tab, "look.manifests()", before)
	tab.Until("look.status().includes('last accepted')")

	tab.Show("Form")
	tab.Until("look.field('workspace_name').matches(':disabled') && look.all('[role=alert]').length > 0")
	shows(t, tab, "look.field('workspace_name').value", "dev")
	tab.Click("look.button('Correct the text')")
	tab.Write(commented)
	showsAnswer(t, tab, workspace.expected(t, commented, "yaml"))
	tab.Show("Form")
	tab.Fill("workspace_name", "again")
	showsAnswer(t, tab, workspace.evaluate(t, parse(t, commented, "yaml").With("workspace_name", "again")))
}

// A large text is read and written in the background. Nothing of it is lost meanwhile, and without
// the worker it is read all the same.
func TestLargeText(t *testing.T) {
	rows := numbered(3000, "- some-row-%d # why\n")
	large := least + "startup_command:\n" + rows
	renamed := func(text, name string) string {
		return strings.Replace(text, "workspace_name: a", "workspace_name: "+name, 1)
	}
	for _, c := range []struct {
		name string
		open func(t *testing.T) *browser.Tab
	}{
		{"worker", func(t *testing.T) *browser.Tab { return open(t, workspace, "") }},
		{"no worker", func(t *testing.T) *browser.Tab {
			tab := newTab(t, "network error", "a request for", loadingFailed)
			tab.Open(host(t, "background.js", http.NotFound))
			return tab
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := c.open(t)
			tab.Show("Text")
			tab.Write(large)
			showsAnswer(t, tab, workspace.expected(t, large, "yaml"))
			tab.Show("Form")
			tab.Fill("workspace_name", "one")
			tab.Fill("owner", "two")
			tab.Click("look.field('do_not_disrupt')")
			changed := strings.Replace(renamed(large, "one"), "owner: b", "owner: two", 1) + "do_not_disrupt: false\n"
			showsAnswer(t, tab, workspace.expected(t, changed, "yaml"))
			shows(t, tab, "look.field('owner').value", "two")
			tab.Click(undoButton)
			tab.Click(undoButton)
			tab.Show("Text")
			hasText(tab, renamed(large, "one"))
			// What is wrong is marked at its place.
			tab.Write(strings.Replace(large, "owner: b", "owner: '-'", 1))
			tab.Until("look.refusals().length === 1")
			tab.Do("look.editor().focus()")
			tab.Type(kb.F8)
			tab.Until(said + ".startsWith('Error 1 of 1, line 2: ')")
			tab.Show("Form")
			tab.Fill("owner", "three")
			reload(t, tab)
			mended := strings.Replace(large, "owner: b", "owner: 'three'", 1)
			showsAnswer(t, tab, workspace.expected(t, mended, "yaml"))
			tab.Show("Text")
			hasText(tab, mended)
			tab.Click("look.checkbox('JSON')")
			tab.Until("look.text().startsWith('{')")
			showsAnswer(t, tab, workspace.expected(t, mended, "yaml"))
		})
	}
}
