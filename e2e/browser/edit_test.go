package browser_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/preview"
)

// begin opens the page with an example, and returns what that says.
func begin(t *testing.T, c *contract, name string) (*browser.Tab, model.Object) {
	t.Helper()
	tab := open(t, c, "")
	return tab, choose(t, tab, c, name)
}

// choose begins with an example.
func choose(t *testing.T, tab *browser.Tab, c *contract, name string) model.Object {
	t.Helper()
	for _, e := range examples(t, c) {
		if e.Name == name {
			tab.Do("look.choose(" + browser.Quote(name) + ")")
			showsAnswer(t, tab, c.expected(t, e.Text, e.Language))
			return parse(t, e.Text, e.Language)
		}
	}
	t.Fatalf("%s has no example %s", c.schema, name)
	return nil
}

// What is typed is in the manifests.
func TestType(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.Select("workspace_name")
	tab.Type("api-7")
	showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", "api-7")))
}

// A refusal is shown at the field and above the results, in the contract's words.
func TestRefuse(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	for _, bad := range []string{"-", "", strings.Repeat("x", 64)} {
		tab.Fill("workspace_name", bad)
		want := workspace.evaluate(t, value.With("workspace_name", bad))
		if want.objects != nil {
			t.Fatalf("the contract accepts %q", bad)
		}
		showsAnswer(t, tab, want)
		shows(t, tab, "look.field('workspace_name').ariaInvalid", "true")
		description := strings.Join(browser.Eval[[]string](tab, "look.description(look.field('workspace_name'))"), "\n")
		for _, words := range want.refusals {
			if !strings.Contains(description, words) {
				t.Errorf("the field does not say %q, but %q", words, description)
			}
		}
	}
	tab.Fill("workspace_name", "good")
	showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", "good")))
	shows(t, tab, "look.field('workspace_name').ariaInvalid", "false")
}

// What would be refused is marked before it is chosen.
func TestUnsupported(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	choices := nativeChoices(t, workspace, value)
	if len(choices) == 0 {
		t.Fatal("the contract says nothing against any choice")
	}
	for _, c := range choices {
		for _, d := range c.Diagnostics {
			words := strings.TrimPrefix(d.Summary, c.Path+" = "+string(c.Value)+": ")
			tab.Until("look.description(look.field(" + browser.Quote(c.Path) + ")).join().includes(" + browser.Quote(words) + ")")
		}
	}
}

// choice is what the contract says against a value.
type choice struct {
	Path        string
	Value       json.RawMessage
	Diagnostics model.Diagnostics
}

func nativeChoices(t *testing.T, c *contract, value model.Object) []choice {
	t.Helper()
	response, err := http.Get(serve(t, c.schema).URL + "model.json")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := preview.New(text)
	if err != nil {
		t.Fatal(err)
	}
	request, err := json.Marshal(preview.Request{Input: model.AppendJSON(nil, value), Render: []preview.Part{preview.Choices}})
	if err != nil {
		t.Fatal(err)
	}
	var answer struct{ Choices []choice }
	if err := json.Unmarshal([]byte(engine.Answer(string(request))), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Choices
}

// Only the newest input's result stays, however fast one types, and the page goes on
// while the engine is busy.
func TestNewest(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.Select("workspace_name")
	typed := "a-name-of-more-than-thirty-keys"
	tab.Type(typed)
	showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", typed)))

	if inFirefox {
		return // nobody can keep a worker busy there
	}
	workers := tab.Workers()
	if len(workers) != 1 {
		t.Fatalf("the page has %d workers, want one", len(workers))
	}
	before := browser.Eval[[]string](tab, "look.manifests()")
	free := make(chan error, 1)
	go func() {
		free <- workers[0].Do("for (const end = Date.now() + 1500; Date.now() < end; );")
	}()
	time.Sleep(50 * time.Millisecond) // until it is blocked
	tab.Do("globalThis.frames = 0; const count = () => { frames++; requestAnimationFrame(count); }; count()")
	tab.Type("-and-on")
	shows(t, tab, "look.field('workspace_name').value", typed+"-and-on")
	tab.Until("frames > 10")
	select {
	case err := <-free:
		t.Fatalf("the page waited for the engine: %v", err)
	default:
	}
	shows(t, tab, "look.manifests()", before)
	if err := <-free; err != nil {
		t.Fatal(err)
	}
	showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", typed+"-and-on")))
}
