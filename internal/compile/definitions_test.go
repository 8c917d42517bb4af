package compile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// TestDefinitions: definitions of Kubernetes' objects that say nothing new of a contract change
// nothing, neither what it accepts nor a comment.
func TestDefinitions(t *testing.T) {
	golden.Each(t, "testdata/definitions/*.txtar", func(t *testing.T, _ string, archive *txtar.Archive) {
		t.Chdir(t.TempDir())
		writeModule(t, archive.Files)
		without, with := compiledIn(t, "base"), compiledIn(t, "base/defined")
		golden.Equal(t, "the module", printed(t, without), printed(t, with))
		if diff := cmp.Diff(checksOf(without), checksOf(with)); diff != "" {
			t.Errorf("checks (-without +with):\n%s", diff)
		}
	})
}

func writeModule(t *testing.T, files []txtar.File) {
	t.Helper()
	for _, f := range files {
		if err := os.MkdirAll(filepath.Dir(f.Name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f.Name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func compiledIn(t *testing.T, dir string) *model.Model {
	t.Helper()
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// printed is the module in one text.
func printed(t *testing.T, m *model.Model) (text string) {
	t.Helper()
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text += "-- " + f.Name + " --\n" + string(f.Content)
	}
	return text
}

func checksOf(m *model.Model) (keys []string) {
	for _, k := range m.Checks {
		keys = append(keys, k.Name+": "+model.ClausesKey(k.Clauses))
	}
	return keys
}
