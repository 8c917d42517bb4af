package browser_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// portal serves the sample portal with the preview beside it, as gen serve gives it, and
// the preview of another contract.
func portal(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(filepath.Join(root, "web", "example"))))
	for path, c := range map[string]*contract{"/preview/": workspace, "/reports/": reports} {
		served, err := url.Parse(serve(t, c.schema).URL)
		if err != nil {
			t.Fatal(err)
		}
		proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(served) }}
		mux.Handle(path, http.StripPrefix(strings.TrimSuffix(path, "/"), proxy))
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// inPart names the element, and the page in it, for the expressions of a test.
const inPart = `
	Object.defineProperty(globalThis, "preview", { get: () => document.querySelector("base-k8s-preview") });
	Object.defineProperty(globalThis, "part", { get: () => preview.shadowRoot.querySelector("iframe").contentWindow });
	globalThis.heard = [];
	for (const type of ["preview-input", "preview-result", "preview-failure"]) {
		addEventListener(type, ({ type, detail }) => heard.push({ type, ...detail }));
	}`

// The sample portal has the preview as a part of it: it gives an input and hears of each
// change and what the contract says, and nobody else does.
func TestElement(t *testing.T) {
	script, base, tab := axe(t), portal(t), newTab(t)
	tab.Start(script)
	tab.Start(inPart)
	tab.Open(base + "portal.html")
	tab.Until("part.look?.status() && part.look.field('workspace_name')?.value === 'dev'")
	tab.Until("heard.some(({ type }) => type === 'preview-result')")
	if heard := browser.Eval[[]string](tab, "heard.map(({ type }) => type)"); strings.Contains(strings.Join(heard, " "), "preview-input") {
		t.Errorf("what the portal has set is reported to it: %q", heard)
	}
	before := browser.Eval[string](tab, "`${location.href} ${history.length} ${part.history.length} ${part.location.href}`")

	// What somebody types is heard, and then the verdict.
	edit := func(path, text string) {
		t.Helper()
		tab.Do("heard.length = 0; const field = part.look.field(" + browser.Quote(path) + "); field.focus(); field.select(); part.document.execCommand('insertText', false, " + browser.Quote(text) + ")")
	}
	first := examples(t, workspace)[0]
	tab.Do("heard.length = 0; preview.input = " + browser.Quote(first.Text))
	tab.Until("heard.some(({ type, accepted }) => type === 'preview-result' && accepted) && !document.querySelector('#order').disabled")
	edit("workspace_name", "-")
	tab.Until("heard.some(({ type, accepted, diagnostics }) => type === 'preview-result' && !accepted && diagnostics.some(({ path }) => path === 'workspace_name'))")
	tab.Until("heard[0].type === 'preview-input' && heard[0].language === 'yaml' && heard[0].value.workspace_name === '-' && heard[0].text === preview.input && heard[0].sensitive.length === 0")
	tab.Until("document.querySelector('#order').disabled")
	edit("workspace_name", "fine")
	tab.Until("heard.at(-1)?.type === 'preview-result' && heard.at(-1).accepted && heard[0].value.workspace_name === 'fine'")

	// An object is an input, too, and replaces the text without an echo.
	tab.Do("heard.length = 0; preview.input = { ...{ workspace_name: 'given' }, secrets: { token: 'hidden-value' } }")
	tab.Until("part.look.field('workspace_name')?.value === 'given' && heard.length > 0 && heard.every(({ type }) => type === 'preview-result')")

	// A message of another origin, or of another window, is no input and no event.
	tab.Do(`
		heard.length = 0;
		const data = { say: "given", input: { text: "workspace_name: foreign", language: "yaml" }, readOnly: true };
		part.dispatchEvent(new part.MessageEvent("message", { origin: "https://other.example", source: window, data }));
		part.dispatchEvent(new part.MessageEvent("message", { origin: location.origin, source: part, data }));
		const said = { say: "input", text: "workspace_name: foreign", language: "yaml", sensitive: [] };
		dispatchEvent(new MessageEvent("message", { origin: "https://other.example", source: part, data: said }));
		dispatchEvent(new MessageEvent("message", { origin: location.origin, source: window, data: said }));`)
	tab.Do("await new Promise((done) => setTimeout(done, 100))")
	tab.Until("heard.length === 0 && part.look.field('workspace_name').value === 'given' && preview.input.includes('given') && part.look.button('Open a file')")
	tab.Do(`part.dispatchEvent(new part.MessageEvent("message", { origin: location.origin, source: window,
		data: { say: "given", input: { text: "workspace_name: near", language: "yaml" } } }))`)
	tab.Until("part.look.field('workspace_name').value === 'near'")

	// The part leaves the address, the history and the storage to the portal.
	tab.Do("for (const fold of part.look.all('.form details')) fold.open = !fold.open")
	tab.Do("preview.input = " + browser.Quote(first.Text))
	tab.Do("part.look.choose(" + browser.Quote(examples(t, workspace)[1].Name) + ")")
	tab.Until("heard.some(({ type, text }) => type === 'preview-input' && text === preview.input) && preview.input !== " + browser.Quote(first.Text))
	tab.Do("await new Promise((done) => setTimeout(done, 700))") // longer than an address waits
	if after := browser.Eval[string](tab, "`${location.href} ${history.length} ${part.history.length} ${part.location.href}`"); after != before {
		t.Errorf("the address and the history were %s and are %s", before, after)
	}
	tab.Until("localStorage.length + sessionStorage.length === 0")
	tab.Until("!part.look.button('Copy link')")

	barrier := func(what string, widths ...int64) {
		t.Helper()
		for _, scheme := range []string{"light", "dark"} {
			tab.PrefersScheme(scheme)
			for _, width := range widths {
				tab.Resize(width, 1000)
				noBarrier(t, tab, fmt.Sprintf("%s, %s, %d px", what, scheme, width))
			}
		}
	}
	barrier("a part", 390, 1400)

	// Who may only look changes nothing, but copies, pins and looks at all of it.
	tab.Do("preview.input = " + browser.Quote(first.Text))
	tab.Click("document.querySelector('#look')")
	tab.Until("preview.readOnly && part.look.words(part.document.querySelector('header')).includes('read-only')")
	tab.Until("!['Undo', 'Redo', 'Open a file', 'Paste a text'].some((name) => part.look.button(name)) && !part.document.querySelector('header select')")
	tab.Until("part.look.field('workspace_name').matches(':disabled')")
	barrier("one to look at", 1400)
	tab.Do("heard.length = 0; part.look.drop(part.document.body, 'other.yaml', 'workspace_name: dropped\\n')")
	tab.Until("part.look.words(part.document.querySelector('.notice')).includes('read-only')")
	tab.Do("part.look.tab('Text').click()")
	tab.Until("part.look.editor()?.ariaReadOnly === 'true' && !part.look.button('Format') && part.document.querySelector('input[name=language]').disabled")
	tab.Do("part.look.editor().focus(); part.document.execCommand('insertText', false, 'typed')")
	tab.Until("part.look.text() + '\\n' === preview.input || part.look.text() === preview.input")
	tab.Do("part.look.button('Pin to compare').click()")
	tab.Until("part.look.tab('Changes').ariaSelected === 'true'")
	tab.Do("part.look.tab('Manifests').click()")
	tab.Until("part.look.manifests().length > 0 && part.look.button('Copy')")
	if heard := browser.Eval[int](tab, "heard.filter(({ type }) => type === 'preview-input').length"); heard > 0 || browser.Eval[string](tab, "preview.input") != first.Text {
		t.Errorf("what may only be looked at was changed, to\n%s", browser.Eval[string](tab, "preview.input"))
	}
	barrier("a text to look at", 1400)
	tab.Do("preview.readOnly = false")
	tab.Until("!part.look.editor().ariaReadOnly && part.look.button('Open a file')")

	// Another contract comes as an address or as an object, and has its own inputs.
	inputs := browser.Quote(examples(t, reports)[0].Text)
	tab.Do("heard.length = 0; preview.input = " + inputs + "; preview.model = 'reports/model.json'")
	tab.Until("heard.some(({ accepted }) => accepted) && !part.look.field('workspace_name') && !part.look.tab('Module files')")
	tab.Do("heard.length = 0; preview.input = '{}'; preview.model = undefined")
	tab.Until("part.look?.tab('Module files') && part.look.field('workspace_name')")

	tab.Do("const model = await (await part.fetch('/reports/model.json')).json(); heard.length = 0; preview.input = " + inputs + "; preview.model = model")
	tab.Until("heard.some(({ accepted }) => accepted) && !part.look.field('workspace_name')")

	// Attributes say the same from the beginning.
	tab.Do(`
		const other = document.createElement("base-k8s-preview");
		other.setAttribute("src", "preview");
		other.setAttribute("model", "reports/model.json");
		other.setAttribute("input", ` + inputs + `);
		other.setAttribute("readonly", "");
		heard.length = 0;
		preview.replaceWith(other);`)
	tab.Until("heard.some(({ accepted }) => accepted) && part.look.words(part.document.querySelector('header')).includes('read-only')")
	tab.Until("!part.look.field('workspace_name') && heard.every(({ type }) => type === 'preview-result') && preview.input === " + inputs)

	// What does not go is said.
	tab.Do("heard.length = 0; preview.src = 'https://other.example/preview/'")
	tab.Until("heard.some(({ type, message }) => type === 'preview-failure' && message.includes('origin'))")
	for _, asked := range tab.Requests() {
		if !strings.HasPrefix(asked, base) {
			t.Errorf("the portal asks for %s", asked)
		}
	}
}
