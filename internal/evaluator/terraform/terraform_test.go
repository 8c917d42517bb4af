package terraform

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestTerraform evaluates hand-written modules: each file of a case called
// NAME.input.json is evaluated, and the verdict is NAME.want.json.
func TestTerraform(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		evaluator, err := New(byName(archive), nil)
		if err != nil {
			t.Fatal(err)
		}
		verdicts := map[string]string{}
		for _, file := range archive.Files {
			if name, ok := strings.CutSuffix(file.Name, ".input.json"); ok {
				verdict, err := evaluator.Evaluate(file.Data)
				verdicts[name+".want.json"] = verdictText(verdict, err)
			}
		}
		for i, file := range archive.Files {
			if verdict, ok := verdicts[file.Name]; ok {
				archive.Files[i].Data = []byte(verdict)
				delete(verdicts, file.Name)
			}
		}
		if len(verdicts) > 0 {
			t.Errorf("no files for the verdicts %q", slices.Sorted(maps.Keys(verdicts)))
		}
		return archive
	})
}

// TestOwnLocal refuses, as Terraform does at plan, a rule that refers to its own variable by
// way of a local.
func TestOwnLocal(t *testing.T) {
	_, err := New(map[string][]byte{"main.tf": []byte(`
locals { a = var.a }
variable "a" {
  validation {
    condition     = var.a != 1 && local.a != 2
    error_message = "a: must be neither."
  }
}
`)}, nil)
	if err == nil || !strings.Contains(err.Error(), "circle") {
		t.Errorf("the error is %v", err)
	}
}

func byName(archive *txtar.Archive) map[string][]byte {
	files := map[string][]byte{}
	for _, file := range archive.Files {
		files[file.Name] = file.Data
	}
	return files
}

// verdictText is a verdict for golden files.
func verdictText(v *evaluator.Verdict, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	if v.Refused {
		text, _ := json.MarshalIndent(map[string]any{"messages": v.Messages, "malformed": v.Malformed, "partial": v.Partial}, "", "  ")
		return string(text) + "\n"
	}
	rendered := model.Object{{Key: "objects", Value: v.Objects}, {Key: "outputs", Value: v.Outputs}}
	var b bytes.Buffer
	_ = json.Indent(&b, model.AppendJSON(nil, rendered), "", "  ") // it is JSON
	return b.String() + "\n"
}
