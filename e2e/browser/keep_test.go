package browser_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// reload loads the page again, as a person does who has just changed something.
func reload(t *testing.T, tab *browser.Tab) {
	t.Helper()
	tab.Do("globalThis.old = true; location.reload()")
	tab.Until("!globalThis.old && " + ready)
}

// The text is there as it was written when the page is loaded again, with its comments and
// with its errors.
func TestReloadText(t *testing.T) {
	tab, _ := begin(t, workspace, "default")
	tab.Show("Text")
	broken := strings.Replace(commented, "owner: alice", "owner: [alice", 1)
	for _, text := range []string{commented, broken} {
		for _, wait := range []time.Duration{0, time.Second} { // before and after the address follows
			tab.Write("{}")
			time.Sleep(time.Second)
			tab.Write(text)
			shows(t, tab, "look.text()", text)
			time.Sleep(wait)
			for range 2 { // the second time nothing was changed
				reload(t, tab)
				showWhole(t, tab, "Text")
				shows(t, tab, "look.text()", text)
			}
		}
	}
	tab.Until("look.refusals().length === 1 && look.refusals()[0].startsWith('line ')")
	tab.Write(commented)
	showsAnswer(t, tab, workspace.expected(t, commented, "yaml"))
}

// So it is when the host takes its time, and the page is there for a while after it was left.
func TestReloadSlow(t *testing.T) {
	var slow atomic.Bool
	dir, err := folder()
	if err != nil {
		t.Fatal(err)
	}
	tab := newTab(t)
	tab.Open(host(t, "", func(w http.ResponseWriter, r *http.Request) {
		if slow.Load() {
			time.Sleep(1500 * time.Millisecond)
		}
		http.ServeFile(w, r, filepath.Join(dir, "index.html"))
	}))
	tab.Until(ready)
	showWhole(t, tab, "Text")
	tab.Write("{}")
	tab.Until("location.hash !== ''")
	slow.Store(true)
	tab.Write(commented)
	reload(t, tab)
	showWhole(t, tab, "Text")
	shows(t, tab, "look.text()", commented)
}

// What is sensitive is not kept, and whoever leaves the page is asked before it is lost.
func TestLeave(t *testing.T) {
	const token = "a-token-that-nobody-must-keep"
	tab, _ := begin(t, workspace, "default")
	asked := tab.Dialogs
	tab.Show("Text")
	tab.Write(commented)
	showsAnswer(t, tab, workspace.expected(t, commented, "yaml"))
	reload(t, tab)
	if len(asked()) > 0 {
		t.Errorf("nothing would be lost, and the page asks %q", asked())
	}

	showWhole(t, tab, "Text")
	for _, text := range []string{commented + "coder_agent_token: " + token + "\n", "coder_agent_token: [" + token + "\n", commented + "coder_agent_tokn: [" + token + "\n"} {
		tab.Write(text)
		shows(t, tab, "look.text()", text)
		time.Sleep(time.Second)
		before := len(asked())
		tab.Do("globalThis.old = true; location.reload()")
		tab.Until("!globalThis.old && " + ready)
		if len(asked()) != before+1 {
			t.Errorf("a token would be lost, and the page asks %d times", len(asked())-before)
		}
		if leaks := browser.Eval[[]string](tab, "look.leaks("+browser.Quote(token)+")"); len(leaks) > 0 {
			t.Errorf("the token is in %v", leaks)
		}
		showWhole(t, tab, "Text")
		if strings.HasPrefix(text, "#") && !strings.Contains(text, "[") {
			shows(t, tab, "look.text()", commented)
		}
	}
}

// Back goes back to what was there before an example was opened, and forward to it.
func TestBack(t *testing.T) {
	const token = "a-token"
	tab, _ := begin(t, workspace, "default")
	tab.Fill("workspace_name", "first")
	tab.Fill("coder_agent_token", token)
	time.Sleep(time.Second)
	desktop := choose(t, tab, workspace, "desktop")
	tab.Fill("owner", "carol")
	choose(t, tab, workspace, "default")
	tab.Do("history.back()")
	shows(t, tab, "look.field('owner').value", "carol")
	showsAnswer(t, tab, workspace.evaluate(t, desktop.With("owner", "carol")))
	tab.Do("history.back()")
	shows(t, tab, "look.field('workspace_name').value", "first")
	shows(t, tab, "look.field('coder_agent_token').value", token)
	tab.Do("history.forward()")
	shows(t, tab, "look.field('owner').value", "carol")
	reload(t, tab)
	shows(t, tab, "look.field('owner').value", "carol")
	tab.Do("history.back()")
	shows(t, tab, "look.field('workspace_name').value", "first")
	shows(t, tab, "look.field('coder_agent_token').value", "") // is not kept
}
