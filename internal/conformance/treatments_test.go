package conformance

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/evaluator/terraform"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestTreatments shows for each treatment inputs on which the readers of a contract do not
// answer alike because of it, and beside them what looks similar and is answered alike.
// The first line of a case is the treatment's name. What e2e/module asks real engines
// has to be Terraform's answer here.
func TestTreatments(t *testing.T) {
	shown := map[string]bool{}
	golden.Run(t, "testdata/treatments/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		name, _, _ := strings.Cut(string(archive.Comment), "\n")
		shown[name] = true
		answers := treatmentCase(t, name, archive)
		for i, file := range archive.Files {
			if file.Name == "answers" {
				archive.Files[i].Data = answers
			}
		}
		return archive
	})
	for _, treatment := range Treatments {
		if !shown[treatment.Name] {
			t.Errorf("no case shows that %s", treatment.Name)
		}
		delete(shown, treatment.Name)
	}
	for name := range shown {
		t.Errorf("a case shows that %s, which is no treatment", name)
	}
}

// treatmentCase returns the inputs of a case, one a line, each with the answers. Those
// that are treated have to differ, and no others.
func treatmentCase(t *testing.T, name string, archive *txtar.Archive) []byte {
	dir := t.TempDir()
	files := byName(archive)
	if err := os.WriteFile(filepath.Join(dir, "schema.cue"), files["schema.cue"], 0o666); err != nil {
		t.Fatal(err)
	}
	c := compileAndPrint(dir)
	if c.err != nil {
		t.Fatal(c.err)
	}
	cue, err := evaluator.NewCUE(dir, nil) // stock, which knows of no input where null is absent
	if err != nil {
		t.Fatal(err)
	}
	terraform, err := terraform.New(c.module)
	if err != nil {
		t.Fatal(err)
	}
	evaluators := c.evaluators(t, dir)
	var answers bytes.Buffer
	differences := 0
	for line := range bytes.Lines(files["answers"]) {
		if line[0] != '{' {
			continue
		}
		byCUE, byModel, byTerraform := reply(cue, line), reply(evaluator.NewModel(c.model, nil), line), reply(terraform, line)
		fmt.Fprintf(&answers, "%s\tCUE        %s\n\tgen        %s\n\tTerraform  %s\n", line, byCUE, byModel, byTerraform)
		treatment := treatmentNamed(t, line, c.model.Inputs)
		if differ := byCUE != byModel || byTerraform != byModel; differ != (treatment == name) {
			t.Errorf("%s: they differ: %t, treatment %q", line, differ, treatment)
		} else if differ {
			differences++
		}
		if _, _, err := evaluators.Judge(line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	if differences == 0 {
		t.Errorf("no input shows that %s: it need not be a treatment", name)
	}
	return answers.Bytes()
}

// reply is an answer as far as the three readers can be expected to agree on it.
func reply(r evaluator.Evaluator, input []byte) string {
	verdict, err := r.Judge(input)
	if err != nil || verdict.Refused {
		return "refuses it"
	}
	return encode(verdict.Outputs)
}

// treatmentNamed is the name of the treatment that applies to an input, shared or not.
func treatmentNamed(t *testing.T, input []byte, fields []*model.Field) string {
	t.Helper()
	parsed, err := evaluator.ParseInput(input)
	if err != nil {
		t.Fatal(err)
	}
	if name := Treated(parsed, fields); name != "" {
		return name
	}
	for _, treatment := range Treatments {
		if treatment.Shared && treatment.isApplied(parsed, &model.Type{Kind: model.Record, Fields: fields}) {
			return treatment.Name
		}
	}
	return ""
}
