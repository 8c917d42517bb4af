package terraform_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// Each case under testdata is a contract in contract.cue and what it is printed as: those
// files of the module, its tests among them, that the case is about, or the error, and in
// advised.cue the contract after the error's advice has been followed, which is printed.
// UPDATE=1 rewrites them.
func TestPrint(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", printed)
}

// printed is a case with what its contract is printed as.
func printed(t *testing.T, archive *txtar.Archive) *txtar.Archive {
	t.Chdir(t.TempDir())
	files := printContract(t, golden.Data(archive, "contract.cue"))
	for i, f := range archive.Files {
		if f.Name != "contract.cue" && f.Name != "advised.cue" {
			archive.Files[i].Data = files[f.Name]
		}
	}
	if files["error"] != nil && len(archive.Files) == 1 {
		archive.Files = append(archive.Files, txtar.File{Name: "error", Data: files["error"]})
	}
	if files["error"] != nil && golden.Data(archive, "error") == nil {
		t.Errorf("the contract is refused:\n%s", files["error"])
	}
	if files["error"] != nil {
		t.Chdir(t.TempDir())
		if refused := printContract(t, golden.Data(archive, "advised.cue"))["error"]; refused != nil {
			t.Errorf("the contract in advised.cue, which follows the advice, is refused:\n%s", refused)
		}
	}
	return archive
}

// printContract is the printed module by file name, or the error under "error".
func printContract(t *testing.T, contract []byte) map[string][]byte {
	if err := os.WriteFile("contract.cue", contract, 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(".")
	if err != nil {
		t.Fatal(err)
	}
	files, err := terraform.Print(m)
	if err != nil {
		return map[string][]byte{"error": []byte(err.Error() + "\n")}
	}
	printed := map[string][]byte{}
	for _, f := range append(files, printTests(t, m)...) {
		printed[f.Name] = f.Content
		if f.Name != "README.md" {
			checkHCL(t, f)
		}
	}
	return printed
}

// printTests are the tests of a module; none where no input is accepted.
func printTests(t *testing.T, m *model.Model) []terraform.File {
	inputs, err := testinput.Find(m)
	if err != nil {
		return nil
	}
	files, err := terraform.PrintTests(m, inputs)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// checkHCL demands that a file parses and is formatted.
func checkHCL(t *testing.T, f terraform.File) {
	if _, diags := hclsyntax.ParseConfig(f.Content, f.Name, hcl.InitialPos); diags.HasErrors() {
		t.Errorf("%v", diags)
	}
	golden.Equal(t, "layout of "+f.Name, string(hclwrite.Format(f.Content)), string(f.Content))
}

// The contracts of the project are printed without errors, formatted, the same every time,
// and in no line of more than 160 columns.
func TestContracts(t *testing.T) {
	for _, dir := range []string{"../../schema", "../../testdata/contracts/reports/schema"} {
		m, err := compile.Compile(dir)
		if err != nil {
			t.Fatal(err)
		}
		first := printModel(t, m)
		for _, f := range first {
			if f.Name != "README.md" {
				checkHCL(t, f)
				checkWidth(t, f)
			}
		}
		if diff := cmp.Diff(first, printModel(t, m)); diff != "" {
			t.Errorf("%s: the second time differs:\n%s", dir, diff)
		}
	}
}

func checkWidth(t *testing.T, f terraform.File) {
	for i, line := range strings.Split(string(f.Content), "\n") {
		if utf8.RuneCountInString(line) > 160 {
			t.Errorf("%s:%d has more than 160 columns: %s", f.Name, i+1, line)
		}
	}
}

func printModel(t *testing.T, m *model.Model) []terraform.File {
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	return append(files, printTests(t, m)...)
}

func BenchmarkPrint(b *testing.B) {
	m, err := compile.Compile("../../schema")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := terraform.Print(m); err != nil {
			b.Fatal(err)
		}
	}
}
