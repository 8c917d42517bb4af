package browser_test

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// fragmentOf is the fragment of a link with a state, made as anybody can make one.
func fragmentOf(t *testing.T, state map[string]any) string {
	t.Helper()
	text, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return "#1" + base64.RawURLEncoding.EncodeToString(packed.Bytes())
}

// A link whose states are nested so deep that the engine's stack would not do is ignored,
// with a word. The page goes on, also when it is loaded again.
func TestDeepLink(t *testing.T) {
	first := examples(t, workspace)[0]
	deep := strings.Repeat("[", 5650) + strings.Repeat("]", 5650)
	for _, member := range []string{"input", "pinned"} {
		t.Run(member, func(t *testing.T) {
			state := map[string]any{"input": "{}", "language": "yaml", "pinned": "{}", "inputTab": "form", "resultTab": "manifests"}
			state[member] = `{"a":` + deep + `}`
			tab := open(t, workspace, fragmentOf(t, state))
			for range 2 {
				showsAnswer(t, tab, workspace.expected(t, first.Text, first.Language))
				tab.Until("look.words(document.querySelector('header [role=alert]')).startsWith('The link is ignored: ')")
				tab.Do("location.reload()")
				tab.Until(ready)
			}
		})
	}
}

// deadly uses up the stack of the engine's worker over one input.
const deadly = `
let real;
Object.defineProperty(globalThis, "engine", {
	get: () => real,
	set: (engine) => {
		const over = () => over() + 1;
		real = { ...engine, answer: (request) => (request.includes("deadly") ? over() : engine.answer(request)) };
	},
});
`

// A question over which the engine ends is dropped: the next one is answered.
func TestDeadlyQuestion(t *testing.T) {
	tab := newTab(t)
	tab.Open(hostWorker(t, deadly))
	tab.Until(ready)
	for _, name := range []string{"deadly", "deadly-again"} {
		tab.Fill("workspace_name", name)
		tab.Until("look.words(document.querySelector('.verdict')).includes('the engine ended over this input: ')")
		tab.Fill("workspace_name", "alive")
		tab.Until("look.status() === '✓ Accepted'")
		if !browser.Eval[bool](tab, "look.manifests().length > 0") {
			t.Error("there are no manifests")
		}
	}
}
