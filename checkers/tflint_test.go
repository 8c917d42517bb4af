package checkers

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// generated is the directory of what is generated.
const generated = "../generated"

// TestTflint: nothing is found in any directory with Terraform's language, be it generated or
// released.
func TestTflint(t *testing.T) {
	for _, dir := range terraformDirs(t, generated, released(t)) {
		t.Run(filepath.ToSlash(dir), func(t *testing.T) {
			for _, issue := range tflint(t, dir) {
				t.Error(issue)
			}
		})
	}
}

// released is a directory with what is published of the contract.
func released(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "released")
	cmd := exec.Command("go", "run", "./cmd/gen", "release", "--out-dir", dir)
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("gen release: %v\n%s", err, out)
	}
	return dir
}

// TestTflintFinds: what the rules are for is found in the module, where it is made so. tflint
// recommends few of them.
func TestTflintFinds(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(generated, "terraform"))); err != nil {
		t.Fatal(err)
	}
	edits := map[string]struct{ file, old, new string }{
		"terraform_documented_variables":      {"variables.tf", `\n  description += "[^\n]*`, ""},
		"terraform_typed_variables":           {"variables.tf", `\n  type += string`, ""},
		"terraform_documented_outputs":        {"outputs.tf", `\n  description += "[^\n]*`, ""},
		"terraform_naming_convention":         {"outputs.tf", `output "`, `output "The-`},
		"terraform_comment_syntax":            {"main.tf", `\n  # `, "\n  // "},
		"terraform_standard_module_structure": {"main.tf", `$`, "\noutput \"elsewhere\" {\n  description = \"Elsewhere\"\n  value       = var.owner\n}\n"},
		"terraform_unused_declarations":       {"main.tf", `^locals \{`, "locals {\n  unused = 1\n"},
		"terraform_required_version":          {"versions.tf", `required_version[^\n]*`, ""},
	}
	for _, edit := range edits {
		replaceFirst(t, filepath.Join(dir, edit.file), edit.old, edit.new)
	}
	found := tflint(t, dir)
	for rule, edit := range edits {
		if !slices.ContainsFunc(found, func(i issue) bool { return i.Rule.Name == rule && i.Range.Filename == edit.file }) {
			t.Errorf("%s: %s is not found: %v", edit.file, rule, found)
		}
	}
}

func replaceFirst(t *testing.T, file, pattern, with string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := regexp.MustCompile(pattern).FindIndex(text)
	if at == nil {
		t.Fatalf("%s has no %s", file, pattern)
	}
	if err := os.WriteFile(file, slices.Concat(text[:at[0]], []byte(with), text[at[1]:]), 0o666); err != nil {
		t.Fatal(err)
	}
}

// terraformDirs are the directories below some that have .tf files.
func terraformDirs(t *testing.T, below ...string) (dirs []string) {
	t.Helper()
	for _, root := range below {
		before := len(dirs)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if dir := filepath.Dir(path); err == nil && filepath.Ext(path) == ".tf" && !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
			return err
		})
		if err != nil || len(dirs) == before {
			t.Fatalf("%s has no .tf files: %v", root, err)
		}
	}
	return dirs
}

// issue is what tflint finds.
type issue struct {
	Rule    struct{ Name string }
	Message string
	Range   struct {
		Filename string
		Start    struct{ Line int }
	}
}

func (i issue) String() string {
	return fmt.Sprintf("%s:%d: %s (%s)", i.Range.Filename, i.Range.Start.Line, i.Message, i.Rule.Name)
}

// tflintProgram is the file of the program, at the version in go.mod.
var tflintProgram = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "tool", "-n", "tflint").Output()
	return strings.TrimSpace(string(out)), err
})

// tflint returns what tflint finds in a directory, which is not initialized: modules are only
// looked into where they are in a directory.
func tflint(t *testing.T, dir string) []issue {
	t.Helper()
	program, err := tflintProgram()
	if err != nil {
		t.Fatal(err)
	}
	config, err := filepath.Abs("tflint.hcl")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "--config="+config, "--format=json")
	cmd.Dir = dir
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	var said struct {
		Issues []issue
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatalf("%v in %q", err, out)
	}
	for _, e := range said.Errors {
		t.Error(e.Message)
	}
	return said.Issues
}
