package module

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// TestKnownDifferences puts the inputs on which Terraform is known to differ from CUE, and what
// looks similar, before the engines as users do: in a .tfvars.json file of the module. The
// answer has to be the one that internal/conformance has for Terraform.
func TestKnownDifferences(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		golden.Each(t, filepath.Join(conformanceData, "known-differences", "*.txtar"), func(t *testing.T, _ string, archive *txtar.Archive) {
			dir := t.TempDir()
			var files []terraform.File
			for name, text := range caseSubject(t, "known difference", archive, "schema.cue").contract.Module {
				files = append(files, terraform.File{Name: name, Content: text})
			}
			writeFiles(t, dir, files)
			if _, err := r.Run(dir, r.provider, "init", "-input=false"); err != nil {
				t.Fatal(err)
			}
			asked := 0
			for input, want := range terraformAnswers(golden.Data(archive, "answers")) {
				asked++
				if diff := cmp.Diff(want, r.reply(t, dir, input)); diff != "" {
					t.Errorf("%s (-internal/conformance +engine):\n%s", input, diff)
				}
			}
			if asked == 0 {
				t.Error("the case has no inputs")
			}
		})
	})
}

// terraformAnswers are the inputs of a case with the answers of Terraform.
func terraformAnswers(answers []byte) map[string]any {
	wanted, input := map[string]any{}, ""
	for line := range strings.Lines(string(answers)) {
		if line[0] == '{' {
			input = strings.TrimSpace(line)
		} else if answer, ok := strings.CutPrefix(strings.TrimSpace(line), "Terraform  "); ok {
			wanted[input] = decoded([]byte(answer))
		}
	}
	return wanted
}

// decoded is a JSON value, or the text when it is none.
func decoded(text []byte) (value any) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return string(text)
	}
	return value
}

// reply plans the module in dir with an input. An accepted one is answered with the
// outputs.
func (r run) reply(t *testing.T, dir, input string) any {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "input.auto.tfvars.json"), []byte(input), 0o666); err != nil {
		t.Fatal(err)
	}
	plan, _, err := r.Plan(dir, r.provider)
	if err != nil {
		t.Fatal(err)
	}
	if plan == nil {
		return "refuses it"
	}
	outputs := map[string]any{}
	for name, change := range plan.OutputChanges {
		outputs[name] = decoded(change.After)
	}
	return outputs
}
