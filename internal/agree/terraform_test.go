package agree

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/model"
)

// TestTerraform evaluates hand-written modules: each file of a case called
// NAME.input.json is judged, and the verdict is NAME.want.json.
func TestTerraform(t *testing.T) {
	cases, _ := filepath.Glob("testdata/terraform/*.txtar")
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { terraformCase(t, path) })
	}
}

func terraformCase(t *testing.T, path string) {
	archive, files := readArchive(t, path)
	referee, err := NewTerraform(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range archive.Files {
		name, ok := strings.CutSuffix(file.Name, ".input.json")
		if !ok {
			continue
		}
		verdict, err := referee.Judge(file.Data)
		got := verdictText(verdict, err)
		want := name + ".want.json"
		if diff := cmp.Diff(string(files[want]), got); diff != "" && !update(archive, want, got) {
			t.Errorf("%s (-want +got):\n%s", want, diff)
		}
	}
	rewrite(t, path, archive)
}

func readArchive(t *testing.T, path string) (*txtar.Archive, map[string][]byte) {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, file := range archive.Files {
		files[file.Name] = file.Data
	}
	return archive, files
}

// updating tells whether golden files are to be rewritten.
var updating = os.Getenv("UPDATE") != ""

// update puts a golden file's new content into its archive.
func update(archive *txtar.Archive, name, text string) bool {
	for i, file := range archive.Files {
		if file.Name == name {
			archive.Files[i].Data = []byte(text)
		}
	}
	return updating
}

func rewrite(t *testing.T, path string, archive *txtar.Archive) {
	t.Helper()
	if !updating {
		return
	}
	if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
}

// verdictText is a verdict for golden files.
func verdictText(v *Verdict, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	if v.Refused {
		text, _ := json.MarshalIndent(map[string]any{"messages": v.Messages, "malformed": v.Malformed, "partial": v.Partial}, "", "  ")
		return string(text) + "\n"
	}
	rendered := model.Object{{Key: "objects", Value: v.Objects}, {Key: "outputs", Value: v.Outputs}}
	var b bytes.Buffer
	_ = json.Indent(&b, model.AppendJSON(nil, rendered), "", "  ") // it is JSON
	return b.String() + "\n"
}
