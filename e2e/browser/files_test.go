package browser_test

import (
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

const openedFile = "document.querySelector('header input[type=file]')"

// A file replaces the input, whether it is chosen or dropped, and wherever it is dropped. It
// can be undone, and Back goes back.
func TestOpenFile(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.Choose(openedFile, save(t, "input.yaml", commented))
	showsAnswer(t, tab, workspace.expected(t, commented, "yaml"))
	tab.Show("Text")
	tab.Until("look.editor()")
	shows(t, tab, "look.text()", commented)
	tab.Do("history.back()")
	showsAnswer(t, tab, workspace.evaluate(t, value))
	tab.Click(undoButton)
	shows(t, tab, "look.text()", commented)

	dropped := strings.ReplaceAll(commented, "typed", "dropped")
	for _, on := range []string{"look.editor()", "look.all('.cm-line', look.editor())[0]", "document.body", "look.button('Pin')"} {
		tab.Write("{}")
		tab.Do("look.drop(" + on + ", 'input.yaml', " + browser.Quote(dropped) + ")")
		shows(t, tab, "look.text()", dropped)
		tab.Until("!document.querySelector('.drop')")
	}
	showsAnswer(t, tab, workspace.expected(t, dropped, "yaml"))
	tab.Show("Form")
	tab.Do("look.drop(look.field('startup_command'), 'input.json', '{\"workspace_name\": \"json\"')") // with an error
	tab.Until("look.refusals()[0]?.startsWith('line 1: ')")
	tab.Show("Text")
	shows(t, tab, "look.checkbox('JSON').checked", true)
	tab.Click(undoButton)
	shows(t, tab, "look.text()", dropped)
}

// Many inputs are a table and, with the model.json of an older contract, a fleet. What is
// neither is not opened, and what was there stays.
func TestOpenFleet(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	lines, _ := recorded(t, 20)
	file, _ := older(t)
	tab.Choose(openedFile, save(t, "fleet.ndjson", strings.Join(lines, "\n")))
	tab.Until("look.tab('20 inputs')?.ariaSelected === 'true'")
	tab.Show("Changes")
	tab.Until(status + " === 'Now choose the older model.json.'")
	tab.Choose(openedFile, file)
	tab.Until(status + ".startsWith('20 workspaces compared')")
	tab.Do("look.drop(document.body, 'fleet.yaml', " + browser.Quote(strings.Join(lines[:3], "\n---\n")) + ")")
	tab.Until("look.tab('3 inputs')?.ariaSelected === 'true'")
	tab.Show("Changes")
	tab.Until(status + ".startsWith('3 workspaces compared')")
	tab.Do("look.drop(document.querySelector('.fleet'), 'fleet', " + browser.Quote(lines[0]) + ")")
	tab.Until(status + ".startsWith('1 workspace compared')")

	for name, words := range map[string]string{"large.yaml": "larger than 1 MiB", "empty.yaml": "is empty"} {
		text := ""
		if name == "large.yaml" {
			text = "a: " + strings.Repeat("x", 1<<20)
		}
		tab.Choose(openedFile, save(t, name, text))
		tab.Until("look.words(document.querySelector('header [role=alert]')).startsWith(" + browser.Quote(name+" is not opened: ") + ")")
		tab.Until("look.words(document.querySelector('header [role=alert]')).includes(" + browser.Quote(words) + ")")
	}
	tab.Show("Manifests")
	showsAnswer(t, tab, workspace.evaluate(t, value))
}
