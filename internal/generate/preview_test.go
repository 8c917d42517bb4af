package generate

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/template"
)

// The preview has the model and the module as they are generated, without the root modules that
// are examples of how it is called.
func TestPreviewHasWhatIsGenerated(t *testing.T) {
	for _, c := range []*Contract{own(), {Schema: project("testdata/script/schema"), Say: func(model.Diagnostic) {}}} {
		generated, err := c.Files()
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		var wantModel []byte
		for _, f := range generated {
			if name, ok := strings.CutPrefix(f.Path, TerraformDir+"/"); ok && !strings.HasPrefix(name, "examples/") {
				want[name] = string(f.Content)
			}
			if f.Path == ModelFile {
				wantModel = f.Content
			}
		}
		files := preview(t, c)
		golden.Equal(t, ModelFile, string(wantModel), string(files[ModelFile]))
		var got map[string]string
		if err := json.Unmarshal(files[ModuleFile], &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		m, err := c.compile()
		if err != nil {
			t.Fatal(err)
		}
		var about About
		if err := json.Unmarshal(files[AboutFile], &about); err != nil {
			t.Fatal(err)
		}
		given, needs := template.Given(m)
		if diff := cmp.Diff(About{m.Surroundings().Version, given, needs}, about); diff != "" {
			t.Errorf("%s (-want +got):\n%s", AboutFile, diff)
		}
		if got := string(files[ExamplesFile]); c.Inputs == "" && got != "[]\n" {
			t.Errorf("without inputs the examples are %s", got)
		}
	}
}

// TestExamples: the preview gets the example inputs with one document each, default first, with
// their comments.
func TestExamples(t *testing.T) {
	schema := project("testdata/script/schema")
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.yaml":       "name: b\n",
		"default.yaml": "# Comments stay.\nname: a\n",
		"c.json":       `{"name": "a"}`,
		"refused.yaml": "{}\n",
		"broken.yaml":  "name: [\n",
		"two.yaml":     "name: a\n---\nname: b\n",
		"three.json":   `{"name": "a"} {"name": "b"}`,
		"one.ndjson":   `{"name": "a"}`,
		"README":       "no input",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var said model.Diagnostics
	files := preview(t, &Contract{Schema: schema, Inputs: dir, Say: func(d model.Diagnostic) { said = append(said, d) }})
	var got []map[string]string
	if err := json.Unmarshal(files[ExamplesFile], &got); err != nil {
		t.Fatal(err)
	}
	want := []map[string]string{
		{"name": "default", "language": "yaml", "text": "# Comments stay.\nname: a\n"},
		{"name": "a", "language": "yaml", "text": "name: b\n"},
		{"name": "c", "language": "json", "text": `{"name": "a"}`},
		{"name": "refused", "language": "yaml", "text": "{}\n"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(said) != 1 || !strings.Contains(said.Error(), "broken.yaml:") {
		t.Errorf("the messages are %q, want one about broken.yaml", said)
	}
}

func preview(t *testing.T, c *Contract) map[string][]byte {
	t.Helper()
	files, err := c.Preview()
	if err != nil {
		t.Fatal(err)
	}
	contents := map[string][]byte{}
	for _, f := range files {
		contents[f.Path] = f.Content
	}
	return contents
}
