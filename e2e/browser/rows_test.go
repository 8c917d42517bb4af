package browser_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	// cells are what the rows of the table of inputs say.
	cells       = "look.all('.rows tbody tr').map((row) => [...row.cells].map((cell) => look.words(cell)))"
	rowsStatus  = "look.words(document.querySelector('.rows > [role=status]'))"
	wayBack     = "look.button('← All')"
	inTheTable  = "document.querySelector('.rows')"
	openedPlace = "look.words(document.querySelector('.row-bar [role=status]'))"
)

// Many inputs are a table with the verdict on each, which can be sorted and searched. Each row
// opens, and there are two ways back.
func TestRows(t *testing.T) {
	tab := open(t, workspace, "")
	lines, inputs := recorded(t, 60)
	inputs[7] = inputs[7].With("replica_count", model.Value(model.Object{}))
	lines[7] = string(model.AppendJSON(nil, inputs[7]))
	lines[40] = "{\"a\": "
	tab.Choose(openedFile, save(t, "fleet.ndjson", strings.Join(lines, "\n")))
	tab.Until("look.tab('60 inputs')?.ariaSelected === 'true'")
	shows(t, tab, rowsStatus, "60 inputs of fleet.ndjson: 58 accepted, 1 refused, 1 cannot be read.")
	shows(t, tab, cells+".length", 25)
	result := workspace.evaluate(t, inputs[0])
	for _, object := range result.objects {
		kind, _ := object.Body.Get("kind")
		shows(t, tab, cells+"[0][3].includes("+browser.Quote(kind.(string))+")", true)
	}

	tab.Click("look.button('Verdict', " + inTheTable + ")")
	shows(t, tab, "look.button('Verdict', "+inTheTable+").closest('th').ariaSort", "ascending")
	shows(t, tab, cells+".slice(0, 3).map((row) => row[0] + ' ' + row[2])", []string{"41 ? cannot be read", "8 ✕ refused", "1 ✓ accepted"})
	shows(t, tab, cells+"[0][3].startsWith('line 41: the document is not JSON')", true)
	_, refused := workspace.model(t).Evaluate(inputs[7])
	shows(t, tab, cells+"[1][3].includes("+browser.Quote(refused[0].Summary)+")", true)
	tab.Click("look.button('Line', " + inTheTable + ")")
	tab.Click("look.button('Line', " + inTheTable + ")")
	shows(t, tab, cells+"[0][0]", "60")
	tab.Do("document.querySelector('.rows input[type=search]').focus()")
	tab.Insert("w3")
	shows(t, tab, cells+".map((row) => row[0])", []string{"40", "39", "38", "37", "36", "35", "34", "33", "32", "31", "4"})
	shows(t, tab, "look.words(document.querySelector('.rows search [role=status]'))", "11 shown")

	tab.Click("look.all('.rows tbody button')[2]")
	shows(t, tab, openedPlace, "Input 38, line 38 of fleet.ndjson")
	tab.Until("document.activeElement === " + wayBack)
	showsAnswer(t, tab, workspace.evaluate(t, inputs[37]))
	tab.Do("history.back()")
	tab.Until("look.tab('60 inputs').ariaSelected === 'true' && look.words(document.activeElement).startsWith('Open w37,')")
	tab.Do("history.forward()")
	showsAnswer(t, tab, workspace.evaluate(t, inputs[37]))
	tab.Click("look.button('Next row')")
	shows(t, tab, openedPlace, "Input 37, line 37 of fleet.ndjson")
	tab.Until("document.activeElement.ariaLabel === 'Next row'")
	showsAnswer(t, tab, workspace.evaluate(t, inputs[36]))
	tab.Click(wayBack)
	tab.Until("look.words(document.activeElement).startsWith('Open w36,')")

	tab.Click("look.button('As in the file')")
	tab.Click("look.button('Next rows of the table')")
	tab.Click("look.all('.rows tbody button')[15]")
	tab.Until("look.refusals()[0]?.startsWith('line 1: the document is not JSON')")
	tab.Until("look.editor()")
	shows(t, tab, "look.text().trim()", "{\"a\":")
}

// With a state to compare with, the table has the effect on each row: what is pinned becomes
// it, or it was made by an older contract.
func TestRowsEffects(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.Click("look.button('Pin')")
	lines, inputs := recorded(t, 20)
	older, old := older(t)
	fleet := save(t, "fleet.ndjson", strings.Join(lines, "\n"))
	tab.Choose(openedFile, fleet)
	tab.Until("look.tab('20 inputs')?.ariaSelected === 'true'")
	said := func(before *model.Model, from func(model.Object) model.Value) []string {
		t.Helper()
		comparer := effect.New(before, workspace.model(t))
		return slices.Collect(func(yield func(string) bool) {
			for _, in := range inputs {
				a, b := effect.HoldSecrets(workspace.model(t).Sensitive(), from(in), in)
				was, _ := before.Evaluate(a)
				is, _ := workspace.model(t).Evaluate(b)
				yield(comparer.Compare(was, is).Effect.Worst().String())
			}
		})
	}
	const effects = cells + ".map((row) => row[4].slice(2))"
	shows(t, tab, effects, said(workspace.model(t), func(model.Object) model.Value { return value }))
	tab.Choose(openedFile, older)
	tab.Until(status + ".startsWith('20 workspaces compared')")
	tab.Show("20 inputs")
	shows(t, tab, effects, said(old, func(in model.Object) model.Value { return in }))
	tab.Click("look.button('Effect', " + inTheTable + ")")
	shows(t, tab, "look.button('Effect', "+inTheTable+").closest('th').ariaSort", "ascending")
}

// A text with several documents can be shown as a table, however many, and the page draws a part of it.
func TestRowsOfText(t *testing.T) {
	tab := open(t, workspace, "")
	lines, _ := recorded(t, 3)
	tab.Show("Text")
	for language, text := range map[string]string{"ndjson": strings.Join(lines, "\n"), "yaml": strings.Join(lines, "\n---\n")} {
		tab.Write(text)
		tab.Until("look.refusals().length > 0")
		tab.Click("look.button('Show them as a table')")
		shows(t, tab, rowsStatus, "3 inputs of text."+language+": 3 accepted.")
		shows(t, tab, "look.text()", text)
	}
	tab.Do(`globalThis.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration)))).observe({ type: "longtask" })`)
	tab.Choose(openedFile, save(t, "fleet.ndjson", strings.Repeat("{\"a\": 1}\n", 3000)))
	tab.Until("look.tab('3,000 inputs')")
	shows(t, tab, rowsStatus, "3,000 inputs of fleet.ndjson: 3,000 refused.")
	tab.Until(mostElements)
	t.Logf("the longest task of the page takes %.0f ms", browser.Eval[float64](tab, "longest"))
	tab.Click("look.button('Last rows of the table')")
	shows(t, tab, cells+".at(-1)[0]", "3,000")
}
