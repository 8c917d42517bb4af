package docs_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/template"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// blocks are the code blocks of a language in a Markdown file.
func blocks(t *testing.T, file, language string) (found []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		found = append(found, match[1])
	}
	return found
}

// contractOf writes a block of CUE, which has to be a whole contract, as schema in a new
// directory, and returns that.
func contractOf(t *testing.T, block string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "schema"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "schema", "contract.cue"), []byte(block), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// moduleOf writes a block with the files of a CUE module, whose contract is in schema.
func moduleOf(t *testing.T, block string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	files, err := txtar.FS(txtar.Parse([]byte(block)))
	if err == nil {
		err = os.CopyFS(dir, files)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestExamples takes every block of CUE in the documentation, as it is printed, through
// what gen does with a contract: CUE, the model and the module have to answer alike. Those of
// the tutorial are parts of one contract, and those of layers.md are layers: tests of cmd/gen
// have gen take them.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := 0
	for _, file := range append(files, "../README.md", "../SECURITY.md", "../e2e/README.md") {
		if file == "tutorial.md" || file == "layers.md" {
			continue
		}
		for _, block := range blocks(t, file, "cue") {
			examples++
			checkExample(t, file, filepath.Join(contractOf(t, block), "schema"))
		}
		for _, block := range blocks(t, file, "txtar") {
			examples++
			checkExample(t, file, filepath.Join(moduleOf(t, block), "schema"))
		}
	}
	if examples == 0 {
		t.Error("the documentation has no CUE")
	}
}

func checkExample(t *testing.T, file, dir string) {
	m, err := compile.Compile(dir)
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	printed, err := terraform.Print(m)
	if err != nil {
		t.Errorf("%s: %v", file, err)
		return
	}
	if _, err := template.Print(m); err != nil {
		t.Errorf("%s: %v", file, err)
	}
	c := &conformance.Contract{Dir: dir, Model: m, Module: map[string][]byte{}}
	for _, f := range printed {
		c.Module[f.Name] = f.Content
	}
	report, err := c.Check(nil, nil)
	if err != nil {
		t.Errorf("%s: %v", file, err)
	} else if report.Difference != nil {
		t.Errorf("%s: %v", file, c.Explain(report.Difference))
	}
}

// TestCommands runs the commands at the top of contracts.md on the contract below them:
// an input that it accepts and one that it refuses, for which the words are printed, too.
func TestCommands(t *testing.T) {
	dir := contractOf(t, blocks(t, contracts, "cue")[0])
	run := 0
	for line := range strings.Lines(blocks(t, contracts, "sh")[0]) {
		command, _, _ := strings.Cut(line, " #")
		args := words(command)
		run++
		for _, input := range []struct{ text, refusal string }{
			{"name: a\ncpus: 64\n", ""},
			{"name: a\ncpus: 65\n", "must be a whole number from 1 to 64"},
		} {
			if err := os.WriteFile(filepath.Join(dir, "input.yaml"), []byte(input.text), 0o666); err != nil {
				t.Fatal(err)
			}
			said, err := cue(t, dir, args)
			refusal := input.refusal
			if !strings.Contains(command, "input.yaml") {
				refusal = "" // the contract alone
			}
			if (err != nil) != (refusal != "") || !strings.Contains(said, refusal) {
				t.Errorf("%s with %q: %v\n%s", command, input.text, err, said)
			}
		}
	}
	if run != 3 {
		t.Errorf("%d commands are run", run)
	}
}

// TestMessage shows that the message which contracts.md quotes is the one of its contract.
func TestMessage(t *testing.T) {
	text, err := os.ReadFile(contracts)
	if err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(filepath.Join(contractOf(t, blocks(t, contracts, "cue")[0]), "schema"))
	if err != nil {
		t.Fatal(err)
	}
	_, diagnostics := m.Evaluate(model.Object{{Key: "cpus", Value: int64(65)}, {Key: "name", Value: "a"}})
	if len(diagnostics) != 1 || !strings.Contains(string(text), "`"+diagnostics[0].Summary+"`") {
		t.Errorf("%s does not quote %v", contracts, diagnostics)
	}
}

// words are the arguments of a command, of which some are quoted.
func words(command string) (args []string) {
	for _, match := range regexp.MustCompile(`'([^']*)'|(\S+)`).FindAllStringSubmatch(command, -1) {
		args = append(args, match[1]+match[2])
	}
	return args
}

// cue runs the cue of go.mod in dir, and returns all that it prints.
func cue(t *testing.T, dir string, args []string) (string, error) {
	t.Helper()
	if args[0] != "cue" {
		t.Fatalf("%q is no command of cue", args)
	}
	path, err := exec.Command("go", "tool", "-n", "cue").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(strings.TrimSpace(string(path)), args[1:]...)
	cmd.Dir = dir
	said, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return string(said), err
}
