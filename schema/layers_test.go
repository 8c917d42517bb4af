package schema_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"sigs.k8s.io/yaml"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/layertest"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// layer is a contract below the project's own.
type layer struct {
	dir        string
	model      *model.Model
	evaluators *conformance.Evaluators
}

// layered compiles a layer, which must be accepted.
func layered(t testing.TB, archive *txtar.Archive) *layer {
	t.Helper()
	dir := layertest.Lay(t, ".", "acme", layertest.Files(archive))
	m, err := compile.CompileAs(dir, "base/acme")
	if err != nil {
		t.Fatal(err)
	}
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	module := map[string][]byte{}
	for _, file := range files {
		module[file.Name] = file.Content
	}
	evaluators, err := conformance.NewEvaluators(dir, m, module)
	if err != nil {
		t.Fatal(err)
	}
	return &layer{dir, m, evaluators}
}

// agreed evaluates an input with stock CUE, the compiled layer and its Terraform module, which must
// answer alike.
func (l *layer) agreed(t testing.TB, input model.Value) (*model.Result, model.Diagnostics) {
	t.Helper()
	if _, _, err := l.evaluators.Compare(model.AppendJSON(nil, input)); err != nil {
		t.Error(err)
	}
	return l.model.Evaluate(input)
}

// document is an input: what is required, and the members of a YAML document.
func document(t testing.TB, lines string) model.Object {
	t.Helper()
	in := map[string]any{"workspace_id": "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"}
	for _, text := range []string{required, lines} {
		if err := yaml.Unmarshal([]byte(text), &in); err != nil {
			t.Fatal(err)
		}
	}
	data, err := yaml.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	if data, err = yaml.YAMLToJSON(data); err != nil {
		t.Fatal(err)
	}
	value, err := model.ParseJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	return value.(model.Object)
}

// outline is what a module takes, a line for each input, and the objects that an input gives.
func outline(t testing.TB, m *model.Model, result *model.Result) string {
	t.Helper()
	var b strings.Builder
	for _, f := range m.Inputs {
		fmt.Fprintf(&b, "input %s", f.Name)
		if f.Default != nil {
			fmt.Fprintf(&b, " = %s", model.AppendJSON(nil, f.Default.Value))
		}
		b.WriteString("\n")
	}
	for _, o := range result.Objects {
		data, err := manifest.Marshal(o.Body, manifest.YAML)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "--- %s\n%s", o.Name, data)
	}
	return b.String()
}

// TestSmallLayers: each layer of testdata/layers/small has at most 15 lines of CUE and does what its
// file says, changes, as a difference from what the base makes of the same input. It may say which
// input it refuses, in which words. Stock CUE and the module of Terraform answer as gen does.
func TestSmallLayers(t *testing.T) {
	golden.Run(t, "../testdata/layers/small/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		got := &txtar.Archive{Comment: archive.Comment}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".cue") || strings.HasSuffix(f.Name, ".yaml") {
				got.Files = append(got.Files, f)
			}
		}
		if lines := linesOfCUE(archive); lines > 15 {
			t.Errorf("the layer has %d lines", lines)
		}
		l := layered(t, archive)
		before, refused := baseModel(t).Evaluate(document(t, ""))
		after, diagnostics := l.agreed(t, document(t, string(golden.Data(archive, "input.yaml"))))
		if refused.HasErrors() || diagnostics.HasErrors() {
			t.Fatal(refused, diagnostics)
		}
		changes := golden.Diff(outline(t, baseModel(t), before), outline(t, l.model, after))
		if changes != "" {
			got.Files = append(got.Files, txtar.File{Name: "changes", Data: []byte(changes)})
		}
		if lines := golden.Data(archive, "refused.yaml"); lines != nil {
			result, diagnostics := l.agreed(t, document(t, string(lines)))
			if result != nil {
				t.Errorf("accepted:\n%s", lines)
			}
			got.Files = append(got.Files, txtar.File{Name: "refused", Data: []byte(diagnostics.Error() + "\n")})
		} else if changes == "" {
			t.Error("the layer changes nothing")
		}
		return got
	})
}

// baseModel is the contract without a layer.
func baseModel(t testing.TB) *model.Model {
	t.Helper()
	m, err := compiled()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// linesOfCUE counts lines that are neither empty nor the name of the package.
func linesOfCUE(archive *txtar.Archive) (n int) {
	for _, f := range archive.Files {
		for line := range strings.Lines(string(f.Data)) {
			if line = strings.TrimSpace(line); strings.HasSuffix(f.Name, ".cue") && line != "" && !strings.HasPrefix(line, "package ") {
				n++
			}
		}
	}
	return n
}
