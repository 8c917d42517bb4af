package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/model"
)

const findBox = "document.querySelector('.form-find input[type=search]')"

// search types into the search, to which a key leads.
func search(tab *browser.Tab, keys string) {
	tab.Helper()
	tab.Press('/')
	tab.Until("document.activeElement === " + findBox)
	tab.Type(keys)
}

func seen(path string) string { return "look.seen(look.find(" + browser.Quote(path) + "))" }

// An input whose name is known is found and set in two actions: the search, and the value.
func TestFind(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	search(tab, "network_egress\r")
	tab.Until("look.find('capabilities.network_egress').contains(document.activeElement)")
	tab.Type(kb.ArrowRight)
	capabilities, _ := value.Get("capabilities")
	members, _ := capabilities.(model.Object)
	showsAnswer(t, tab, workspace.evaluate(t, value.With("capabilities", members.With("network_egress", "none"))))
	tab.Until("!" + seen("workspace_name"))

	// By what its doc says, and by its value; a slash that is typed is a slash.
	for query, path := range map[string]string{"emptydir": "capabilities.persistent_home", "gp3-enc": "storage_class"} {
		tab.Do(findBox + ".focus(); " + findBox + ".select()")
		tab.Insert(query)
		tab.Until(seen(path) + " && !" + seen("workspace_name"))
	}
	tab.Do(findBox + ".select()")
	tab.Type("a/b")
	shows(t, tab, findBox+".value", "a/b")
	tab.Until("look.words(document.querySelector('.form-find [role=status]')) === 'No input is like that.'")
	tab.Type(kb.Escape)
	tab.Until(seen("workspace_name"))

	// What is changed, and what must be given.
	tab.Click("look.checkbox('only what I changed')")
	tab.Until(seen("capabilities.network_egress") + " && !" + seen("capabilities.gui_vnc"))
	tab.Fill("workspace_name", "other")
	tab.Click("look.checkbox('only what I changed')")
	tab.Click("look.checkbox('only required')")
	tab.Until(seen("toolchain_template.version") + " && !" + seen("toolchain_template.source") + " && !" + seen("capabilities"))
}

// The form is folded but for what is required or set, and stays as it was folded.
func TestFolds(t *testing.T) {
	tab, _ := begin(t, workspace, "default")
	tab.Until(seen("workspace_name"))
	for _, path := range []string{"dns_cidrs", "tolerations", "kasmvnc_image"} {
		tab.Until("!" + seen(path))
	}
	const section = "look.all('details.form-section > summary').find((s) => look.words(s).startsWith('Tolerations'))"
	tab.Do(section + ".focus()")
	tab.Type(" ")
	tab.Until(seen("tolerations"))
	tab.Show("Text")
	tab.Show("Form")
	tab.Until(seen("tolerations"))
	tab.Reload()
	tab.Until(ready)
	tab.Until(seen("tolerations") + " && !" + seen("dns_cidrs"))
	tab.Do(section + ".focus()")
	tab.Type(" ")
	tab.Until("!" + seen("tolerations"))

	// What is wrong in a folded section is counted there, and the way to it opens it.
	tab.Show("Text")
	tab.Write("workspace_name: a\nowner: b\ncompute_profile: {cpu: 1, memory: 1Gi, storage: 1Gi}\ntoolchain_template: {name: a, version: 1.0.0}\ntolerations: [{key: '-'}]\n")
	tab.Show("Form")
	tab.Until(section + ".textContent.includes('error')")
	tab.Do("look.all('.form-overview details').forEach((d) => (d.open = true))")
	tab.Click("look.all('.form-overview button').find((b) => look.words(b).startsWith('tolerations'))")
	tab.Until(seen("tolerations") + " && look.find('tolerations').contains(document.activeElement)")
}

// What a capability opens is beneath it, folded until it is on.
func TestCapability(t *testing.T) {
	tab, _ := begin(t, workspace, "default")
	opened := []string{"kasmvnc_image", "vnc_password", "desktop.cpu"}
	for _, path := range opened {
		tab.Until("look.find(" + browser.Quote(path) + ") && !" + seen(path))
	}
	tab.Click("look.field('capabilities.gui_vnc')")
	for _, path := range opened {
		tab.Until(seen(path))
	}
	tab.Click("look.find('desktop').closest('details').querySelector('summary')")
	tab.Click("look.find('capabilities.gui_vnc')")
	tab.Until("look.words(look.find('desktop').closest('details').querySelector('summary')).includes('without effect now')")
}

// One key takes a field back to its default.
func TestReset(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	given := workspace.evaluate(t, value)
	tab.Fill("namespace", "elsewhere")
	tab.Until("look.description(look.find('namespace')).join().includes('default: coder-ws')")
	tab.Type(kb.Delete, chromedp.ModifierAlt)
	showsAnswer(t, tab, given)
	shows(t, tab, "look.find('namespace').value + document.activeElement.id", "coder-wsform-control-namespace")

	tab.Fill("namespace", "")
	tab.Until("look.refusals().length > 0")
	tab.Type(kb.Backspace)
	showsAnswer(t, tab, given)

	tab.Click("look.field('capabilities.gui_rdp')")
	tab.Until("look.find('capabilities.gui_rdp').checked && look.refusals().length > 0")
	tab.Type(kb.Delete)
	showsAnswer(t, tab, given)

	// What is required has no default to go back to, and a text is first of all a text.
	tab.Select("workspace_name")
	tab.Type(kb.Delete, chromedp.ModifierAlt)
	tab.Until("look.find('workspace_name').value !== undefined")
	if words := browser.Eval[[]string](tab, "look.description(look.field('run_as_user'))"); !strings.Contains(strings.Join(words, " "), "from 1 to 2147483647") {
		t.Errorf("a field does not say its bounds, but %q", words)
	}
}

// The result is at most three keys away, and the way back one.
func TestToResult(t *testing.T) {
	const atResult = "document.activeElement.textContent === 'Result'"
	tab, _ := begin(t, workspace, "default")
	tab.Do("document.activeElement.blur()")
	tab.Reload()
	tab.Until(ready)
	tab.Type(kb.Tab)
	tab.Type("\r")
	tab.Until(atResult)
	tab.Select("home_path")
	tab.Type("\r", chromedp.ModifierCtrl)
	tab.Until(atResult)
	tab.Type("\r", chromedp.ModifierCtrl)
	tab.Until("document.activeElement === look.find('home_path')")

	// Who has no use for keys that are signs switches them off.
	tab.Do("document.querySelector('.form-keys').open = true")
	tab.Click("look.checkbox('this key is on')")
	tab.Do("document.querySelector('h2').focus()")
	tab.Press('/')
	tab.Until("document.activeElement.tagName === 'H2'")
	tab.Reload()
	tab.Until(ready)
	tab.Until("look.checkbox('this key is on').checked === false")
}

// On a narrow screen, or a large font, the result is one tap away, and the verdict in sight.
func TestToResultNarrow(t *testing.T) {
	tab, _ := begin(t, workspace, "default")
	for _, size := range [][2]int64{{390, 844}, {700, 450}} {
		tab.Resize(size[0], size[1])
		tab.Do("scrollTo(0, 0)")
		shows(t, tab, "look.words(document.querySelector('.bar span'))", "✓ Accepted")
		tab.Click("look.button('↓ Result')")
		tab.Until("(({ top }) => top >= 0 && top < innerHeight / 2)(document.querySelector('#result-title').getBoundingClientRect())")
		tab.Click("look.button('↑ Input')")
		tab.Until("(({ top }) => top >= 0 && top < innerHeight / 2)(document.querySelector('#input-title').getBoundingClientRect())")
		tab.Fill("workspace_name", "-")
		shows(t, tab, "look.words(document.querySelector('.bar span'))", "✕ Refused")
		tab.Fill("workspace_name", "good")
		shows(t, tab, "look.words(document.querySelector('.bar span'))", "✓ Accepted")
	}
}
