package caller_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/caller"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// contract is the one that the cases are about.
func contract(t *testing.T) *model.Model {
	m, err := compile.Compile("testdata/contract")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Each case is a directory of a configuration, which calls the module of the contract in
// testdata/contract, or in its own directory schema, and the verdicts in out. Where it has a file vet, that names what is judged in
// place of the directory, and after it the module blocks that are calls.
func TestJudge(t *testing.T) {
	shared := contract(t)
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		m := shared
		t.Chdir(t.TempDir())
		got := &txtar.Archive{Comment: archive.Comment}
		args := []string{"."}
		for _, f := range archive.Files {
			switch f.Name {
			case "out":
				continue
			case "vet":
				args = strings.Fields(string(f.Data))
			default:
				write(t, f.Name, f.Data)
			}
			got.Files = append(got.Files, f)
		}
		if _, err := os.Stat("schema"); err == nil {
			if m, err = compile.Compile("schema"); err != nil {
				t.Fatal(err)
			}
		}
		verdicts, err := caller.Judge(m, args[0], args[1:])
		if err != nil {
			t.Fatal(err)
		}
		got.Files = append(got.Files, txtar.File{Name: "out", Data: []byte(report(verdicts))})
		return got
	})
}

func write(t *testing.T, name string, data []byte) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func report(verdicts []*caller.Verdict) string {
	var b strings.Builder
	for _, v := range verdicts {
		for _, d := range v.Diagnostics {
			fmt.Fprintln(&b, d)
		}
		if !v.Diagnostics.HasErrors() {
			fmt.Fprintf(&b, "%s: %s %d is accepted\n", v.File, v.Block, v.Number)
		}
	}
	return b.String()
}
