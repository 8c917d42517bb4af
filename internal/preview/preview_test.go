package preview_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/preview"
)

// Each case under testdata is a contract in contract.cue, or the project's own when
// there is none, and requests NAME.request with the answers NAME.answer, indented.
// UPDATE=1 rewrites the answers.
func TestAnswer(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runCase(t, file) })
	}
}

func runCase(t *testing.T, file string) {
	want, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	e := own(t).engine
	got := &txtar.Archive{Comment: want.Comment}
	for _, f := range want.Files {
		if f.Name == "contract.cue" {
			e = compiled(t, f.Data)
		}
		if filepath.Ext(f.Name) != ".answer" {
			got.Files = append(got.Files, f)
		}
		if name, ok := strings.CutSuffix(f.Name, ".request"); ok {
			got.Files = append(got.Files, txtar.File{Name: name + ".answer", Data: indented(t, e.Answer(f.Data))})
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(txtar.Format(want)), string(txtar.Format(got))); diff != "" {
		t.Errorf("UPDATE=1 rewrites the golden file (-want +got):\n%s", diff)
	}
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
		"damaged expression": `{"objects": [], "outputs": [{"name": "x", "value": {"op": "nowhere"}}]}`,
	} {
		if _, err := preview.New([]byte(text)); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

// A mistake in the engine is an answer, too: the page goes on, and says so.
func TestAPanicIsAnswered(t *testing.T) {
	e, err := preview.New([]byte(`{"inputs": [{"name": "a field without a type"}], "objects": []}`))
	if err != nil {
		t.Fatal(err)
	}
	diagnostics := ask(t, e, []byte(`{"input": {"a field without a type": 1}}`)).Diagnostics
	if got := diagnostics.Error(); !strings.HasPrefix(got, "error: the engine failed, which is a mistake in it: ") {
		t.Errorf("got %q", got)
	}
}
