package template_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/template"
)

// Each case under testdata is a contract in contract.cue and those files of the template
// that the case is about, or the error. UPDATE=1 rewrites them.
func TestPrint(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		t.Chdir(t.TempDir())
		files := printed(t, golden.Data(archive, "contract.cue"))
		for i, f := range archive.Files {
			if f.Name != "contract.cue" {
				archive.Files[i].Data = files[f.Name]
			}
		}
		if files["error"] != nil && golden.Data(archive, "error") == nil {
			t.Errorf("the contract is refused:\n%s", files["error"])
		}
		return archive
	})
}

// printed are the files by name, or the error under "error".
func printed(t *testing.T, contract []byte) map[string][]byte {
	if err := os.WriteFile("contract.cue", contract, 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(".")
	if err != nil {
		return map[string][]byte{"error": []byte(err.Error() + "\n")}
	}
	files, err := template.Print(m)
	if err != nil {
		return map[string][]byte{"error": []byte(err.Error() + "\n")}
	}
	all := map[string][]byte{}
	for _, f := range files {
		all[f.Name] = f.Content
		if filepath.Ext(f.Name) == ".tf" {
			if _, diags := hclsyntax.ParseConfig(f.Content, f.Name, hcl.InitialPos); diags.HasErrors() {
				t.Error(diags)
			}
		}
	}
	return all
}
