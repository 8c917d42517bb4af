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

// TestKnownDifferences has for each known difference inputs on which the evaluators differ
// because of it, and similar inputs on which they do not. The first line of a case is the
// name of the difference. Terraform's answers here are those of real engines: e2e/module
// compares them.
func TestKnownDifferences(t *testing.T) {
	shown := map[string]bool{}
	golden.Run(t, "testdata/known-differences/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		name, _, _ := strings.Cut(string(archive.Comment), "\n")
		shown[name] = true
		answers := knownDifferenceCase(t, name, archive)
		for i, file := range archive.Files {
			if file.Name == "answers" {
				archive.Files[i].Data = answers
			}
		}
		return archive
	})
	for _, known := range KnownDifferences {
		if !shown[known.Name] {
			t.Errorf("no case for the known difference %s", known.Name)
		}
		delete(shown, known.Name)
	}
	for name := range shown {
		t.Errorf("a case for %s, which is no known difference", name)
	}
}

// knownDifferenceCase returns the inputs of a case, one a line, each with the answers. The
// answers must differ where the difference applies, and nowhere else.
func knownDifferenceCase(t *testing.T, name string, archive *txtar.Archive) []byte {
	dir := t.TempDir()
	files := byName(archive)
	if err := os.WriteFile(filepath.Join(dir, "schema.cue"), files["schema.cue"], 0o666); err != nil {
		t.Fatal(err)
	}
	c := compileAndPrint(dir)
	if c.err != nil {
		t.Fatal(c.err)
	}
	cue, err := evaluator.NewCUE(dir, nil) // stock CUE, for which null is never absent
	if err != nil {
		t.Fatal(err)
	}
	terraform, err := terraform.New(c.module, c.model.Inputs)
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
		_, known, err := evaluators.Compare(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if known == "" {
			known = sharedDifferenceOf(t, line, c.model.Inputs)
		}
		if differ := byCUE != byModel || byTerraform != byModel; differ != (known == name) {
			t.Errorf("%s: they differ: %t, known %q", line, differ, known)
		} else if differ {
			differences++
		}
	}
	if differences == 0 {
		t.Errorf("no input shows that %s: it need not be a known difference", name)
	}
	return answers.Bytes()
}

// reply is an answer as far as the three evaluators can be expected to agree on it.
func reply(r evaluator.Evaluator, input []byte) string {
	verdict, err := r.Evaluate(input)
	if err != nil || verdict.Refused {
		return "refuses it"
	}
	return encode(verdict.Outputs)
}

// sharedDifferenceOf is the name of the shared difference that applies to an input.
func sharedDifferenceOf(t *testing.T, input []byte, fields []*model.Field) string {
	t.Helper()
	parsed, err := evaluator.ParseInput(input)
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range KnownDifferences {
		if known.Shared && known.appliesTo(parsed, &model.Type{Kind: model.Record, Fields: fields}) {
			return known.Name
		}
	}
	return ""
}
