package caller_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/caller"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

// FuzzJudge judges any text. Each verdict has a file, and what it says a place in that file or in
// another one of the configuration.
func FuzzJudge(f *testing.F) {
	m, err := compile.Compile("testdata/contract")
	if err != nil {
		f.Fatal(err)
	}
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		f.Fatal(cases, err)
	}
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".tf") {
				f.Add(file.Data)
			}
		}
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text []byte) {
		name := filepath.Join(dir, "main.tf")
		write(t, name, text)
		verdicts, err := caller.Judge(m, name, nil)
		if err != nil || len(verdicts) == 0 {
			t.Fatal(verdicts, err)
		}
		lines := strings.Count(string(text), "\n") + 1
		for _, v := range verdicts {
			for _, d := range v.Diagnostics {
				checkPlace(t, d, lines)
			}
		}
	})
}

func checkPlace(t *testing.T, d model.Diagnostic, lines int) {
	if len(d.Positions) == 0 || d.Positions[0].File == "" || d.Positions[0].Line > lines || d.Summary == "" {
		t.Errorf("%+v", d)
	}
}
