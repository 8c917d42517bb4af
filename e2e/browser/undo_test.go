package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

const (
	undoButton = "look.button('Undo')"
	redoButton = "look.button('Redo')"
)

// Whatever changed the input, undo takes it back and redo repeats it: examples, fields,
// switches and the text.
func TestUndo(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	for range 2 {
		tab.Select("workspace_name")
		tab.Type("typed")
		showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", "typed")))
		tab.Click(undoButton)
		showsAnswer(t, tab, workspace.evaluate(t, value))
		shows(t, tab, "look.field('workspace_name').value", "dev")
		tab.Click(redoButton)
		shows(t, tab, "look.field('workspace_name').value", "typed")
		tab.Until(redoButton + ".ariaDisabled === 'true'")
		tab.Click(undoButton)
	}

	tab.Show("Text")
	tab.Write(commented)
	tab.Do("look.choose('desktop')")
	tab.Until("!look.text().startsWith('# Kept')")
	tab.Until(redoButton + ".ariaDisabled === 'true'")
	tab.Click(undoButton)
	shows(t, tab, "look.text()", commented)
	tab.Show("Form")
	tab.Fill("owner", "bob")
	tab.Show("Text")
	changed := strings.Replace(commented, "alice", "bob", 1)
	shows(t, tab, "look.text()", changed)

	// The editor's keys go back further than the editor itself.
	tab.Do("look.editor().focus()")
	tab.Type("z", chromedp.ModifierCtrl)
	shows(t, tab, "look.text()", commented)
	tab.Type("Z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	shows(t, tab, "look.text()", changed)
	tab.Type("z", chromedp.ModifierCtrl)
	tab.Type("z", chromedp.ModifierCtrl)
	tab.Until("!look.text().startsWith('# Kept')")
	tab.Type("y", chromedp.ModifierCtrl)
	shows(t, tab, "look.text()", commented)
	showsAnswer(t, tab, workspace.expected(t, commented, "yaml"))
}

// Outside of the editor the keys undo, too, unless a text field has something to undo.
func TestUndoKeys(t *testing.T) {
	tab, _ := begin(t, workspace, "default")
	const on = "look.field('do_not_disrupt').checked"
	was := browser.Eval[bool](tab, on)
	tab.Click("look.field('do_not_disrupt')")
	shows(t, tab, on, !was)
	tab.Type("z", chromedp.ModifierCtrl) // on the switch
	shows(t, tab, on, was)
	tab.Type("Z", chromedp.ModifierCtrl, chromedp.ModifierShift)
	shows(t, tab, on, !was)
	tab.Select("workspace_name") // in a field that nothing was typed into
	tab.Type("z", chromedp.ModifierCtrl)
	shows(t, tab, on, was)
	shows(t, tab, "look.field('workspace_name').value", "dev")
	tab.Type("x")
	shows(t, tab, "look.field('workspace_name').value", "x")
	tab.Type("z", chromedp.ModifierCtrl) // is the field's own
	shows(t, tab, on, was)
	tab.Until(undoButton + ".ariaDisabled === 'false'")

	// What has the focus may be undone; then the button has it.
	tab.Do("look.field('tolerations').scrollIntoView()")
	tab.Click("look.button('Add', look.field('tolerations'))")
	tab.Until("look.field('tolerations').contains(document.activeElement)")
	tab.Do("document.activeElement.closest('.form-row')?.querySelector('.form-tools button').focus()")
	tab.Type("z", chromedp.ModifierCtrl)
	tab.Until("document.activeElement !== document.body")
}
