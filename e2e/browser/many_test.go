package browser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// least is an input that is accepted.
const least = `workspace_name: a
owner: b
compute_profile: {cpu: 1, memory: 1Gi, storage: 1Gi}
toolchain_template: {name: a, version: 1.0.0}
`

// numbered repeats a line with the numbers from 0.
func numbered(n int, line string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

// written is a tab with a text in the editor.
func written(t *testing.T, text string) *browser.Tab {
	t.Helper()
	tab := open(t, workspace, "")
	tab.Show("Text")
	tab.Write(text)
	return tab
}

// mostElements is how many elements the page has, however much the input has.
const mostElements = "document.querySelectorAll('*').length < 5000"

// Of a list with thousands of rows, the form draws a few, and leads to each.
func TestManyRows(t *testing.T) {
	tab := written(t, least+"startup_command:\n"+numbered(3000, "- row-%d\n"))
	tab.Until("look.refusals().length === 0")
	tab.Show("Form")
	const values = "look.all('.form-element .form-text', look.find('startup_command')).map((e) => e.value)"
	tab.Until("look.find('startup_command') && " + values + "[0] === 'row-0' && " + values + ".length === 25 && " + mostElements)
	tab.Click("look.button('Last rows of startup_command', look.field('startup_command'))")
	tab.Until(values + ".at(-1) === 'row-2999'")
	tab.Click("look.button('Previous rows of startup_command')")
	tab.Until(values + ".at(-1) === 'row-2974'")
	tab.Click("look.button('Move startup_command[2950] up')")
	tab.Until("document.activeElement.ariaLabel === 'Move startup_command[2949] up' && document.activeElement.closest('.form-row').querySelector('.form-text').value === 'row-2950'")
	tab.Click("look.button('Add to startup_command')")
	tab.Until("document.activeElement.ariaLabel === 'startup_command[3000]'")

	tab.Show("Text")
	tab.Write(least + "node_selectors:\n" + numbered(3000, "  key-%d: value\n"))
	tab.Show("Form")
	tab.Until("look.find('node_selectors') && look.all('.form-entry', look.find('node_selectors')).length === 25 && " + mostElements)
}

// Thousands of errors are counted, grouped, and lead to where they are.
func TestManyErrors(t *testing.T) {
	tab := written(t, least+"dns_cidrs:\n"+numbered(4000, "- wrong-%d\n"))
	tab.Until("look.status().startsWith('✕ Refused: 4000 errors') && look.all('.verdict > ul > li').length < 5")
	tab.Do("document.querySelector('.verdict details').open = true")
	tab.Click("look.all('.verdict .said').find((said) => look.words(said).includes('dns_cidrs[77]'))")
	tab.Until("document.activeElement.ariaLabel === 'dns_cidrs[77]' && look.seen(document.activeElement) && " + mostElements)

	tab.Show("Text")
	tab.Write(least + numbered(4000, "unknown_%d: 1\n"))
	tab.Until("look.refusals().length > 10")
	tab.Show("Form")
	tab.Until("document.querySelector('.form-elsewhere')?.textContent.includes('and 3980 more') && " + mostElements)
}

// What is larger or deeper than an input can be is refused in words, and stays to be edited,
// in either language.
func TestTooMuch(t *testing.T) {
	tab := written(t, least)
	refuses := func() {
		t.Helper()
		tab.Until("look.refusals().length === 1 && /larger than|deeper than|not YAML|not JSON/.test(look.refusals()[0])")
		tab.Until(mostElements)
		tab.Do("for (let i = 0; i < 3; i++) await new Promise(requestIdleCallback)") // what the editor does later
	}
	// What is far too large is not even taken.
	tab.Write(least + "startup_command:\n" + numbered(1_000_000, "- %d\n"))
	tab.Until(said + " === 'This is not taken: the text would be larger than 1 MiB.'")
	hasText(tab, least)
	for _, text := range []string{
		least + "startup_command:\n" + numbered(100_000, "- %d\n"),
		least + "x: " + strings.Repeat("[", 1_000), // which have used up the stack in the editor
		least + "x: " + strings.Repeat("[", 30_000),
		least + "x: " + strings.Repeat("- ", 10_000),
		least + "x: " + strings.Repeat("[", 65) + strings.Repeat("]", 65),
	} {
		tab.Write(text)
		refuses()
	}
	tab.Write(least)
	tab.Until("look.refusals().length === 0")
	deep := least + "x: " + strings.Repeat("{a: ", 3_000)
	tab.Do("look.drop(document.body, 'deep.yaml', " + browser.Quote(deep) + ")")
	refuses()
	tab.Write(least)
	showsAnswer(t, tab, workspace.expected(t, least, "yaml"))
	tab.Click("look.checkbox('JSON')")
	tab.Until("look.text().startsWith('{')")
	for _, part := range []string{"[", `{"a":`} {
		deep := `{"workspace_name": "a", "x": ` + strings.Repeat(part, 3_000)
		tab.Do("look.editor().focus()")
		tab.Type("a", chromedp.ModifierCtrl)
		tab.Insert(deep)
		refuses()
	}
}
