package compat

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
)

// Each case under testdata is two contracts and the report on the change from one to the
// other, the same each time. UPDATE=1 rewrites them.
func TestCompare(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		old := contract(t, "old.cue", golden.Data(archive, "old.cue"))
		new := contract(t, "new.cue", golden.Data(archive, "new.cue"))
		text := reported(old, new)
		if again := reported(old, new); again != text {
			t.Errorf("another time the report is\n%s", again)
		}
		text = strings.NewReplacer(old.Dir+"/", "", new.Dir+"/", "").Replace(text)
		archive.Files = []txtar.File{archive.Files[0], archive.Files[1], {Name: "report", Data: []byte(text)}}
		return archive
	})
}

func reported(old, new Contract) string {
	report, err := Compare(old, new)
	if err != nil {
		return err.Error() + "\n"
	}
	return report.String()
}

// contract compiles a contract of one file.
func contract(t testing.TB, name string, text []byte) Contract {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	return Contract{Dir: dir, Model: m}
}

// The report as JSON, for other programs.
func TestReportJSON(t *testing.T) {
	const objects = "\n}\ninput: #Input\nobjects: {}\n"
	old := contract(t, "old.cue", []byte("package p\n#Input: {\n\tsize: *\"s\" | \"m\""+objects))
	new := contract(t, "new.cue", []byte("package p\n#Input: {\n\tsize: *\"s\" | \"l\""+objects))
	report, err := Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	report.Changes[0].Position.File = "new.cue"
	got, err := json.Marshal(report.Changes[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"kind":"narrowed","path":"size","step":"major","summary":"refuses \"m\" now",` +
		`"input":{"size":"m"},"refusal":"size = \"m\": must be \"s\" or \"l\"","position":{"file":"new.cue","line":3,"column":2}}`
	if string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
}
