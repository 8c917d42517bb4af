package browser_test

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// stateIn is what a fragment carries, as text.
func stateIn(t *testing.T, fragment string) []byte {
	t.Helper()
	packed, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(fragment, "#1"))
	if err != nil {
		t.Fatalf("%s: %v", fragment, err)
	}
	state, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	if err != nil {
		t.Fatalf("%s: %v", fragment, err)
	}
	return state
}

func has(text []byte, part string) bool { return bytes.Contains(text, []byte(part)) }

// A link opens the page as it was, but for the sensitive inputs.
func TestShare(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.Click("look.button('Pin')")
	tab.Fill("workspace_name", "shared")
	tab.Fill("coder_agent_token", "not to be shared")
	tab.Show("Changes")
	tab.AllowClipboard()
	tab.Click("look.button('Copy link')")
	tab.Until("look.button('Link copied')")
	link := browser.Eval[string](tab, "navigator.clipboard.readText()")
	_, fragment, _ := strings.Cut(link, "#")
	if fragment == "" || !strings.HasPrefix(link, browser.Eval[string](tab, "location.origin")) {
		t.Fatalf("the link is %q", link)
	}

	reopened := newTab(t)
	reopened.Open(link)
	reopened.Until(ready)
	reopened.Until("look.tab('Changes')?.ariaSelected === 'true'")
	shows(t, reopened, "look.field('workspace_name').value", "shared")
	shows(t, reopened, "look.field('coder_agent_token').value", "")
	tab.Fill("coder_agent_token", "")
	tab.Until("look.status()")
	public := workspace.evaluate(t, value.With("workspace_name", "shared"))
	want := differences(t, workspace.evaluate(t, value), public)
	shows(t, tab, "look.changes()", want)
	shows(t, reopened, "look.changes()", want)
	reopened.Show("Manifests")
	showsAnswer(t, reopened, public)
}

// The address keeps the state, so that loading the page again changes nothing.
func TestReload(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.Fill("workspace_name", "kept")
	tab.Show("Changes")
	tab.Click("look.button('Pin this state')")
	tab.Fill("owner", "bob")
	time.Sleep(time.Second) // the address follows at leisure
	before := browser.Eval[[]change](tab, "look.changes()")
	if len(before) == 0 {
		t.Fatal("nothing differs")
	}
	tab.Do("location.reload()")
	tab.Until(ready)
	tab.Until("look.tab('Changes')?.ariaSelected === 'true'")
	shows(t, tab, "look.changes()", before)
	tab.Show("Manifests")
	showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", "kept").With("owner", "bob")))
}

// A link that somebody cut opens the page as if it had none.
func TestBrokenLink(t *testing.T) {
	first := examples(t, workspace)[0]
	for _, fragment := range []string{"#1", "#1abc", "#1%%%", "#2eJw", "#1" + strings.Repeat("A", 10_000)} {
		tab := open(t, workspace, fragment)
		showsAnswer(t, tab, workspace.expected(t, first.Text, first.Language))
	}
}
