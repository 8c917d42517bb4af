package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

const (
	// offers are what the editor offers at the cursor, as it is shown.
	offers = "look.all('.cm-tooltip-autocomplete [role=option] .cm-completionLabel', look.editor().getRootNode()).map(look.words)"
	// said is what the editor says about the last key or button.
	said = "look.words(document.querySelector('.editor-tools [role=status]'))"
)

// accept takes the first of what is offered. The editor leaves an offer alone that has only
// just come.
func accept(tab *browser.Tab, first string) {
	tab.Helper()
	tab.Until(offers + "[0] === " + browser.Quote(first))
	tab.Do("await new Promise((done) => setTimeout(done, 100))")
	tab.Press('\r')
}

func hasText(tab *browser.Tab, want string) {
	tab.Helper()
	tab.Until("look.text() === " + browser.Quote(want))
}

// The editor offers the keys and values of the contract where they belong, and what is
// there already no more.
func TestCompletion(t *testing.T) {
	tab := written(t, "workspace_name: a\n")
	tab.Type(" ", chromedp.ModifierCtrl)
	tab.Until(offers + ".includes('compute_profile') && !" + offers + ".includes('workspace_name')")
	tab.Type("capab")
	accept(tab, "capabilities")
	hasText(tab, "workspace_name: a\ncapabilities:\n  ")
	tab.Type("network_e")
	accept(tab, "network_egress")
	hasText(tab, "workspace_name: a\ncapabilities:\n  network_egress: ")
	tab.Until(offers + ".includes('https-only') && look.all('.cm-completionInfo .doc', look.editor().getRootNode()).length === 1")
	tab.Type(kb.Escape)
	tab.Until(offers + ".length === 0 && document.activeElement.className === 'editor'")

	tab.Write("coder_agent_t")
	tab.Type("o")
	accept(tab, "coder_agent_token")
	hasText(tab, "coder_agent_token: ")
	tab.Type(" ", chromedp.ModifierCtrl)
	tab.Type("i", chromedp.ModifierCtrl)
	tab.Until(said + " === 'The contract says nothing about what the cursor is at.' && " + offers + ".length === 0")

	tab.Write(least)
	tab.Click("look.checkbox('JSON')")
	tab.Until("look.text().startsWith('{')")
	tab.Write(`{"capabilities": {"gui_vnc": true, `)
	tab.Type(`"identity_m`)
	accept(tab, "identity_mode")
	hasText(tab, `{"capabilities": {"gui_vnc": true, "identity_mode": `)
	tab.Until(offers + ".includes('iam')")
}

// It explains what is there, goes from error to error, and lays out the text as one step.
func TestEditorKeys(t *testing.T) {
	const wrong = "owner: '-'\n" + `workspace_name: a
nothing: 1
compute_profile:   {cpu: 1, memory: 1Gi, storage: 1Gi}
toolchain_template: # which
    name: a
    version: 1.0.0
`
	tab := written(t, wrong)
	tab.Until("look.refusals().length === 2")
	tab.Type(kb.F8)
	tab.Until(said + ".startsWith('Error 1 of 2, line 1: ')")
	tab.Type(kb.F8)
	tab.Until(said + ".startsWith('Error 2 of 2, line 3: ')")
	tab.Click("look.button('Next error')")
	tab.Until(said + ".startsWith('Error 1 of 2') && document.activeElement.className === 'editor'")
	tab.Type(kb.F8, chromedp.ModifierShift)
	tab.Until(said + ".startsWith('Error 2 of 2')")

	tab.Type("F", chromedp.ModifierShift, chromedp.ModifierAlt)
	tab.Until(said + " === 'The text is formatted.'")
	hasText(tab, `owner: '-'
workspace_name: a
nothing: 1
compute_profile: {cpu: 1, memory: 1Gi, storage: 1Gi}
toolchain_template: # which
  name: a
  version: 1.0.0
`)
	tab.Type("z", chromedp.ModifierCtrl)
	hasText(tab, wrong)
	tab.Type(kb.Home, chromedp.ModifierCtrl)
	tab.Type("i", chromedp.ModifierCtrl)
	tab.Until(said + ".startsWith('owner: Text, required.')")
	hover(tab, "look.all('.token-key', look.editor()).find((key) => look.words(key) === 'cpu')")
	tab.Until("look.words(look.editor().getRootNode().querySelector('.cm-tooltip-hover .doc')).startsWith('Number, required.')")

	tab.Write("owner: [")
	tab.Click("look.button('Format')")
	tab.Until(said + ".startsWith('The text is not formatted, because it cannot be read: line 1: ')")
	hasText(tab, "owner: [")
}

func hover(tab *browser.Tab, element string) {
	tab.Helper()
	at := browser.Eval[struct{ X, Y, Width, Height float64 }](tab, "(("+element+").getBoundingClientRect().toJSON())")
	tab.Point(at.X+at.Width/2, at.Y+at.Height/2)
}
