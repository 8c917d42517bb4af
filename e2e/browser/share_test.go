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
	"github.com/base-k8s/base-k8s/internal/model"
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
	// A placeholder stands for the token, on both sides of the comparison.
	shows(t, reopened, leftOutNote, "Sensitive inputs were left out on the way here. Placeholders stand for coder_agent_token. Do without")
	value = value.With("coder_agent_token", "placeholder")
	public := workspace.evaluate(t, value.With("workspace_name", "shared"))
	shows(t, reopened, "look.changes()", differences(t, workspace.evaluate(t, value), public))
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

// A link that somebody cut opens the page as if it had none, and says so. On a page that
// is open, it changes nothing.
func TestBrokenLink(t *testing.T) {
	first := examples(t, workspace)[0]
	later := "#2" + strings.Repeat("eJw", 10)
	for _, fragment := range []string{"#1", "#1abc", "#1%%%", "#2eJw", later, "#1" + strings.Repeat("A", 10_000)} {
		tab := open(t, workspace, fragment)
		showsAnswer(t, tab, workspace.expected(t, first.Text, first.Language))
		switch fragment {
		case "#2eJw": // is another kind of fragment
			shows(t, tab, noticeText, "")
		case later:
			shows(t, tab, noticeText, "The link is ignored: it was made by a later version of this page.")
		default:
			shows(t, tab, noticeText, "The link is ignored: it was cut or changed on its way.")
		}
	}
	tab, value := begin(t, workspace, "default")
	tab.Fill("workspace_name", "kept")
	tab.Do("location.hash = '1abc'")
	shows(t, tab, noticeText, "The link is ignored: it was cut or changed on its way.")
	showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", "kept")))
	tab.Do("location.hash = " + browser.Quote(fragmentOf(t, map[string]any{"input": "{}", "language": "yaml", "inputTab": "form", "resultTab": "manifests",
		"contract": map[string]string{"name": "other", "digest": "0"}})))
	shows(t, tab, noticeText, "The link is ignored: it is of the contract other, and this page is of base.")
	showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", "kept")))
}

const (
	noticeText  = "look.words(document.querySelector('header .notice')).replace(/ ?Dismiss$/, '')"
	leftOutNote = "look.words(look.all('.verdict > p')[1])"
)

// A good state stays good when a sensitive input that it needs is left out. Whoever opens it
// is told, can put a value of their own there, or do without.
func TestLeftOut(t *testing.T) {
	const secret = "a-secret-value"
	tab, _ := begin(t, workspace, "default")
	tab.Show("Text")
	text := strings.Replace(commented, "workspace_name: typed", "workspace_name: typed\ncapabilities: {secrets_injection: variables}", 1)
	with := text + "secrets: {API_KEY: " + secret + "}\n"
	tab.Write(with)
	showsAnswer(t, tab, workspace.expected(t, with, "yaml"))
	tab.AllowClipboard()
	tab.Click("look.button('Copy link')")
	tab.Until("look.button('Link copied, without secrets')")
	link := browser.Eval[string](tab, "navigator.clipboard.readText()")
	if _, fragment, _ := strings.Cut(link, "#"); has(stateIn(t, "#"+fragment), secret) {
		t.Error("the link has the secret")
	}

	reopened := newTab(t)
	reopened.Open(link)
	reopened.Until(ready)
	stands := workspace.expected(t, text+"secrets: {PLACEHOLDER: placeholder}\n", "yaml")
	for range 2 {
		showsAnswer(t, reopened, stands)
		shows(t, reopened, leftOutNote, "Sensitive inputs were left out on the way here. Placeholders stand for secrets. Do without")
		reload(t, reopened)
	}
	reopened.Click("look.button('Do without')")
	showsAnswer(t, reopened, workspace.expected(t, text, "yaml"))
	reopened.Until("document.activeElement.id === 'verdict'")
	reopened.Click(undoButton)
	showsAnswer(t, reopened, stands)
	showWhole(t, reopened, "Text")
	reopened.Write(text + "secrets: {OWN: own}\n")
	showsAnswer(t, reopened, workspace.expected(t, text+"secrets: {OWN: own}\n", "yaml"))
	shows(t, reopened, leftOutNote, "")
}

// So it is with one that the contract requires.
func TestLeftOutRequired(t *testing.T) {
	tab := open(t, database, "")
	value := choose(t, tab, database, examples(t, database)[0].Name)
	if _, has := value.Get("password"); !has {
		t.Fatal("the example has no password")
	}
	tab.AllowClipboard()
	tab.Click("look.button('Copy link')")
	tab.Until("look.button('Link copied, without password')")
	reopened := newTab(t)
	reopened.Open(browser.Eval[string](tab, "navigator.clipboard.readText()"))
	reopened.Until(ready)
	stands := database.evaluate(t, value.With("password", "placeholder"))
	if stands.objects == nil {
		t.Fatal(stands.refusals)
	}
	showsAnswer(t, reopened, stands)
	reopened.Click("look.button('Do without')")
	reopened.Until("look.status().startsWith('✕ Refused: 1 error')")
}

// olderLink is a link that was made with an older version of the contract.
func olderLink(t *testing.T, input model.Object) string {
	t.Helper()
	return fragmentOf(t, map[string]any{"input": string(model.AppendJSON(nil, input)), "language": "yaml",
		"inputTab": "form", "resultTab": "manifests", "accepted": true, "leftOut": []string{"coder_agent_token", "forgotten_token"},
		"contract": map[string]string{"name": "base", "version": "0.9.0", "digest": "0"}})
}

// A link from another state of the contract opens, and the page says what differs.
func TestOlderLink(t *testing.T) {
	_, value := begin(t, workspace, "default")
	input := value.With("forgotten", "x")
	tab := open(t, workspace, olderLink(t, input))
	want := "The link was made with version 0.9.0 of the contract, and this page has version 1.1.0. What it leaves to a default may come out differently here. " +
		"Not known any more: forgotten. It was accepted there and is refused here, for what the result says."
	shows(t, tab, noticeText, want)
	showsAnswer(t, tab, workspace.evaluate(t, input.With("coder_agent_token", "placeholder")))
	tab.Click("look.button('Remove forgotten')")
	showsAnswer(t, tab, workspace.evaluate(t, value.With("coder_agent_token", "placeholder")))
	shows(t, tab, noticeText, strings.Replace(want, " It was accepted there and is refused here, for what the result says.", "", 1))
	tab.Click("look.button('Dismiss')")
	shows(t, tab, noticeText, "")
	tab.Until("document.activeElement.id === 'undo'")
}

// A small state is a query that people read and write. The server gets it once at most, and
// nothing sensitive is read from it or stays in the address.
func TestQuery(t *testing.T) {
	const query = "workspace_name=api&owner=alice&compute_profile.cpu=2&compute_profile.memory=4Gi&compute_profile.storage=10Gi" +
		"&toolchain_template.name=tools&toolchain_template.version=1.0.0&capabilities.gui_vnc=true"
	value := parse(t, "workspace_name: api\nowner: alice\ncompute_profile: {cpu: 2, memory: 4Gi, storage: 10Gi}\n"+
		"toolchain_template: {name: tools, version: 1.0.0}\ncapabilities: {gui_vnc: true}\n", "yaml")
	tab := open(t, workspace, "?"+query+"&coder_agent_token=example&utm_source=x")
	showsAnswer(t, tab, workspace.evaluate(t, value))
	shows(t, tab, noticeText, "The address has coder_agent_token, which is sensitive and therefore not read. The address has utm_source, which is no input.")
	shows(t, tab, "location.search + location.hash", "#?"+query)
	reload(t, tab)
	showsAnswer(t, tab, workspace.evaluate(t, value))
	shows(t, tab, noticeText, "")

	tab.Fill("workspace_name", "web")
	tab.AllowClipboard()
	tab.Click("look.button('Copy readable link')")
	tab.Until("look.button('Copied')")
	link := browser.Eval[string](tab, "navigator.clipboard.readText()")
	if !strings.HasSuffix(link, "#?"+strings.Replace(query, "api", "web", 1)) {
		t.Errorf("the link is %s", link)
	}
	reopened := newTab(t)
	reopened.Open(link)
	reopened.Until(ready)
	showsAnswer(t, reopened, workspace.evaluate(t, value.With("workspace_name", "web")))
	tab.Fill("coder_agent_token", "x")
	tab.Until("!look.button('Copy readable link')")
}
