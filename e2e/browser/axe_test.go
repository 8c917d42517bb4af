package browser_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// axeRun checks the page by all rules but the experimental ones.
const axeRun = `axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	resultTypes: ["violations"],
}).then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
	nodes.map(({ html, failureSummary }) => id + ": " + help + "\n" + html.slice(0, 300) + "\n" + failureSummary)))`

// noBarrier demands that an automated check finds none on the page, which has the checker.
func noBarrier(t *testing.T, tab *browser.Tab, what string) {
	t.Helper()
	for _, violation := range browser.Eval[[]string](tab, axeRun) {
		t.Errorf("%s: %s", what, violation)
	}
}

// An automated check finds no barrier in any view, accepted or refused, light or dark,
// wide or narrow.
func TestAccessible(t *testing.T) {
	script := axe(t)
	tab, _ := begin(t, workspace, "desktop")
	tab.Click("look.button('Pin')")
	tab.Fill("workspace_name", "other")
	tab.Do(script)
	checks := 0
	check := func(what ...string) {
		t.Helper()
		checks++
		noBarrier(t, tab, strings.Join(what, ", "))
	}
	for _, scheme := range []string{"light", "dark"} {
		tab.PrefersScheme(scheme)
		for _, view := range views {
			showWhole(t, tab, view)
			check(scheme, "Form", view)
		}
		showWhole(t, tab, "Text")
		check(scheme, "Text")
		tab.Write("nothing: right\n")
		tab.Until("look.refusals().length > 0")
		check(scheme, "Text refused")
		tab.Type(" ", chromedp.ModifierCtrl)
		tab.Until(offers + ".length > 0")
		check(scheme, "Text with what can be written")
		tab.Type(kb.Escape)
		showWhole(t, tab, "Form")
		check(scheme, "Form refused")
		tab.Do("look.choose('secrets')")
		tab.Fill("workspace_name", "-")
		tab.Until("look.refusals().length > 0")
		check(scheme, "Form with a wrong value")
		tab.Do("look.choose('desktop')")
		tab.Until("look.refusals().length === 0")
		tab.Do("look.all('.form details').forEach((fold) => (fold.open = true))")
		check(scheme, "Form without folds")
		tab.Do(findBox + ".focus()")
		tab.Insert("home")
		check(scheme, "Form with a search")
		tab.Insert("less")
		check(scheme, "Form without a hit")
		tab.Type(kb.Escape)
	}
	tab.Resize(390, 844)
	for _, scheme := range []string{"dark", "light"} {
		tab.PrefersScheme(scheme)
		for _, view := range []string{"Form", "Manifests", "Picture", "Text"} {
			showWhole(t, tab, view)
			check(scheme, "narrow", view)
		}
		tab.Write("nothing: right\n")
		tab.Type(" ", chromedp.ModifierCtrl)
		tab.Until(offers + ".length > 0")
		check(scheme, "narrow", "Text with what can be written")
		tab.Type(kb.Escape)
		tab.Do("look.choose('desktop')")
		tab.Until("look.refusals().length === 0")
	}
	tab.Do("document.querySelector('main').append(document.createElement('input'))")
	if found := browser.Eval[[]string](tab, axeRun); len(found) != 1 {
		t.Errorf("in a page with one control without a name, axe-core finds %q", found)
	}
	t.Logf("RAN: axe-core on %d views of the page", checks)
}

// So it is with what the page says about a link, and while a file is held over it.
func TestAccessibleNotices(t *testing.T) {
	script := axe(t)
	_, value := begin(t, workspace, "default")
	tab := open(t, workspace, olderLink(t, value.With("forgotten", "x")))
	tab.Do(script)
	tab.Until("look.button('Dismiss') && look.button('Do without')")
	for _, scheme := range []string{"light", "dark"} {
		tab.PrefersScheme(scheme)
		for _, width := range []int64{1400, 390} {
			tab.Resize(width, 1000)
			noBarrier(t, tab, fmt.Sprintf("%s, %d px", scheme, width))
			tab.Do("look.hold(document.body, 'input.yaml', '{}')")
			tab.Until("document.querySelector('.drop')")
			noBarrier(t, tab, fmt.Sprintf("%s, %d px, with a file", scheme, width))
			tab.Do("document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true }))")
			tab.Until("!document.querySelector('.drop')")
			paste(t, tab, "owner = [")
			tab.Until("look.words(document.querySelector('dialog [role=alert]'))")
			noBarrier(t, tab, fmt.Sprintf("%s, %d px, with a text that cannot be read", scheme, width))
			tab.Type(kb.Escape)
			imported(t, tab, call)
			tab.Until("document.querySelector('.import-report')")
			noBarrier(t, tab, fmt.Sprintf("%s, %d px, with what was imported", scheme, width))
		}
	}
}

// Nor is there one in the form of another contract, folded or not.
func TestAccessibleOther(t *testing.T) {
	script := axe(t)
	tab := open(t, reports, "")
	tab.Do(script)
	for _, width := range []int64{1400, 390} {
		tab.Resize(width, 900)
		for _, scheme := range []string{"light", "dark"} {
			tab.PrefersScheme(scheme)
			for _, folded := range []bool{true, false} {
				tab.Do(fmt.Sprintf("look.all('.form-fold').forEach((fold) => (fold.open = %t))", !folded))
				noBarrier(t, tab, fmt.Sprintf("%d px, %s, folded %t", width, scheme, folded))
			}
		}
	}
}

// Nor in the table of many inputs, and in what it has opened.
func TestAccessibleRows(t *testing.T) {
	script := axe(t)
	tab := open(t, workspace, "")
	tab.Do(script)
	tab.Click("look.button('Pin')")
	lines, _ := recorded(t, 40)
	tab.Choose(openedFile, save(t, "fleet.ndjson", strings.Join(append([]string{"{\"a\":", "{}"}, lines...), "\n")))
	tab.Until("look.tab('42 inputs')")
	tab.Click("look.all('.rows tbody button')[2]")
	tab.Click(wayBack)
	for _, scheme := range []string{"light", "dark"} {
		tab.PrefersScheme(scheme)
		for _, width := range []int64{1400, 390} {
			tab.Resize(width, 900)
			noBarrier(t, tab, fmt.Sprintf("%s, %d px", scheme, width))
		}
	}
}

// axe is the checker, which is among the packages of the page.
func axe(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "web/node_modules/axe-core/axe.min.js"))
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true" {
		t.Skip("NOT SHOWN: axe-core is not installed: run npm ci in web")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
