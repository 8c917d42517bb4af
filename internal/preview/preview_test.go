package preview_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/preview"
)

// Each case under testdata is a contract in contract.cue, or the project's own when
// there is none, and requests NAME.request with the answers NAME.answer, indented.
// UPDATE=1 rewrites the answers.
func TestAnswer(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", answers)
}

// answers is a case with the answers to its requests.
func answers(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	e := own(t).engine
	got := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if f.Name == "contract.cue" {
			e = compiled(t, f.Data)
		}
		if filepath.Ext(f.Name) != ".answer" {
			got.Files = append(got.Files, f)
		}
		if name, ok := strings.CutSuffix(f.Name, ".request"); ok {
			got.Files = append(got.Files, txtar.File{Name: name + ".answer", Data: indented(t, []byte(e.Answer(string(f.Data))))})
		}
	}
	return got
}

// compiled is an engine for a contract of one file.
func compiled(t *testing.T, contract []byte) *preview.Engine {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), contract, 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	return engine(t, m)
}

func indented(t *testing.T, answer []byte) []byte {
	t.Helper()
	var text bytes.Buffer
	if err := json.Indent(&text, answer, "", "  "); err != nil {
		t.Fatalf("%v in %s", err, answer)
	}
	text.WriteByte('\n')
	return text.Bytes()
}

func TestNewRefusesWhatIsNoModel(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":            ``,
		"another kind":       `[]`,
		"another object":     `{"type": "object", "properties": {}}`,
		"damaged expression": `{"digest": "a", "objects": [], "outputs": [{"name": "x", "value": {"op": "nowhere"}}]}`,
	} {
		if _, err := preview.New([]byte(text)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

// A mistake in the engine is an answer, too: the page goes on, and says so.
func TestAPanicIsAnswered(t *testing.T) {
	e, err := preview.New([]byte(`{"digest": "a", "inputs": [{"name": "a field without a type"}], "objects": []}`))
	if err != nil {
		t.Fatal(err)
	}
	diagnostics := ask(t, e, `{"input": {"a field without a type": 1}}`).Diagnostics
	if got := diagnostics.Error(); !strings.HasPrefix(got, "error: the engine failed, which is a mistake in it: ") {
		t.Errorf("got %q", got)
	}
}
