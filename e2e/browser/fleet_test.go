package browser_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// older is a model.json of the contract in which an object that every workspace has says
// something else, and is a file of its own.
func older(t *testing.T) (file string, m *model.Model) {
	t.Helper()
	text, err := json.Marshal(workspace.model(t))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.ReplaceAll(string(text), "OnRootMismatch", "Always")
	if changed == string(text) {
		t.Fatal("the contract has no such word")
	}
	m = &model.Model{}
	if err := json.Unmarshal([]byte(changed), m); err != nil {
		t.Fatal(err)
	}
	return save(t, "model.json", changed), m
}

func save(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// recorded is a line for each of n workspaces, made from the examples.
func recorded(t *testing.T, n int) (lines []string, inputs []model.Object) {
	t.Helper()
	all := examples(t, workspace)
	for i := range n {
		e := all[i%len(all)]
		in := parse(t, e.Text, e.Language).With("workspace_name", fmt.Sprintf("w%d", i))
		inputs = append(inputs, in)
		lines = append(lines, string(model.AppendJSON(nil, in)))
	}
	return lines, inputs
}

const (
	olderFile  = "look.file('Older model.json')"
	inputsFile = "look.file('Recorded inputs')"
	status     = "look.words(document.querySelector('.fleet [role=status]'))"
)

// counts are the rows of the table: effects and how many workspaces have them.
const counts = `Object.fromEntries(look.all(".effects tbody tr").map((row) => [look.words(row.cells[1]).slice(2), Number(look.words(row.cells[0]))]))`

// A fleet in each format has the effects that the evaluations of both contracts have,
// and the page is not blocked meanwhile.
func TestFleet(t *testing.T) {
	tab := open(t, workspace, "")
	tab.Show("Changes")
	file, old := older(t)
	lines, inputs := recorded(t, 300)
	comparer := effect.New(old, workspace.model(t))
	want := map[string]int{}
	for _, in := range inputs {
		before, refused := old.Evaluate(in)
		after, _ := workspace.model(t).Evaluate(in)
		if before == nil || after == nil {
			t.Fatal(refused)
		}
		want[comparer.Compare(before, after).Effect.Worst().String()]++
	}
	tab.Do(`globalThis.longest = 0; new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (longest = Math.max(longest, duration)))).observe({ type: "longtask" })`)
	tab.Choose(olderFile, file)
	tab.Until(status + " === 'Now choose the recorded inputs.'")
	for name, text := range map[string]string{
		"fleet.ndjson": strings.Join(lines, "\n") + "\n", "fleet.json": strings.Join(lines, " "), "fleet.yaml": strings.Join(lines, "\n---\n"), "fleet": strings.Join(lines, "\n\n"),
	} {
		tab.Choose(inputsFile, save(t, name, text))
		tab.Until("look.words(document.querySelector('.fleet')).includes(" + browser.Quote("Recorded inputs"+name) + ")")
		tab.Until(status + ".startsWith('300 workspaces compared')")
		shows(t, tab, counts, want)
	}
	t.Logf("the longest task of the page takes %.0f ms", browser.Eval[float64](tab, "longest"))

	tab.Click("look.all('.fleet-group > .manifest > summary')[0]")
	tab.Until("look.words(document.querySelector('.fleet-group > .manifest[open]')).includes('was \"Always\", becomes \"OnRootMismatch\"')")
}

// What is wrong with one line is shown at it, what is in names is text, and what another
// file is chosen for is not shown any more.
func TestHostileFleet(t *testing.T) {
	tab := open(t, workspace, "")
	tab.Show("Changes")
	file, _ := older(t)
	lines, _ := recorded(t, 3)
	const html = `<img src=x onerror=document.title='planted'>`
	lines[1] = `{"workspace_name": ` + browser.Quote(html) + `}`
	lines = append(lines[:2], "{\"a\": ", lines[2], strings.Repeat("[", 6000), "\x00")
	tab.Choose(olderFile, file)
	tab.Choose(inputsFile, save(t, "<b>fleet.ndjson", strings.Join(lines, "\n")))
	tab.Until(status + ".startsWith('6 workspaces compared')")
	shows(t, tab, counts+"['invalid']", 4)
	shows(t, tab, `look.all(".fleet-group")[0].querySelectorAll("img, b").length`, 0)
	said := browser.Eval[string](tab, "look.words(look.all('.fleet-group')[0])")
	for _, words := range []string{html, "line 3: the document is not JSON", "line 5: the document is nested deeper than 64 levels", "line 6: the document is not UTF-8 text"} {
		if !strings.Contains(said, words) {
			t.Errorf("the page does not say %q:\n%s", words, said)
		}
	}

	for name, text := range map[string]string{"an input": lines[0], "nothing": "", "text": "a: 1\n"} {
		tab.Choose(olderFile, save(t, name+".json", text))
		tab.Until("look.words(document.querySelector('.fleet [role=alert]')).startsWith(" + browser.Quote("The fleet cannot be compared: "+name+".json: the older contract is not a model.json that this page can read: ") + ")")
	}
	tab.Show("Manifests")
	showsAnswer(t, tab, workspace.expected(t, examples(t, workspace)[0].Text, examples(t, workspace)[0].Language))
}

// A file of any size is read piece by piece, can be stopped, and gives way to another.
func TestHugeFleet(t *testing.T) {
	tab := open(t, workspace, "")
	tab.Show("Changes")
	file, _ := older(t)
	lines, _ := recorded(t, 20)
	all := strings.Join(lines, "\n") + "\n"
	huge := save(t, "huge.ndjson", strings.Repeat(all, (200<<20)/len(all)))
	tab.Choose(olderFile, file)
	tab.Choose(inputsFile, huge)
	tab.Until("document.querySelector('.fleet progress')?.value > 0")
	tab.Fill("workspace_name", "meanwhile") // is answered while the fleet is compared
	tab.Until("look.status() === '✓ Accepted'")
	tab.Click("look.button('Stop')")
	tab.Until("!document.querySelector('.fleet progress')")
	tab.Choose(inputsFile, huge)
	tab.Until("document.querySelector('.fleet progress')?.value > 0")
	tab.Choose(inputsFile, save(t, "small.ndjson", all))
	tab.Until(status + ".startsWith('20 workspaces compared')")
	tab.Choose(inputsFile, save(t, "endless.ndjson", `{"a": "`+strings.Repeat("x", 50<<20)))
	tab.Until("look.words(document.querySelector('.fleet-group')).includes('line 1: the document is larger than 1 MiB')")
}
