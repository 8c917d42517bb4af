package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
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
