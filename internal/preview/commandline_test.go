package preview_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/batch"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// The preview shows what the command line writes, byte for byte.
func TestAnswersAreThoseOfTheCommandLine(t *testing.T) {
	for _, c := range contracts(t) {
		for _, file := range c.files(t, "inputs") {
			t.Run(name(file), func(t *testing.T) {
				got := ask(t, c.engine, request(t, read(t, file), true, everything...))
				var manifests, list, outputs bytes.Buffer
				b := batch.Batch{Model: c.model, Files: []string{file}, Messages: func(model.Diagnostic) {}}
				if err := errors.Join(b.Render(&manifests, manifest.YAML), b.Render(&list, manifest.JSON), b.Outputs(&outputs)); err != nil {
					t.Fatal(err)
				}
				golden.Equal(t, "manifests", manifests.String(), got.Manifests)
				golden.Equal(t, "list", list.String(), got.List)
				golden.Equal(t, "outputs", outputs.String(), string(indented(t, got.Outputs)))
				var documents []string
				var kinds []string
				for _, o := range got.Objects {
					documents = append(documents, o.YAML)
					kinds = append(kinds, o.Body["kind"].(string))
				}
				if diff := cmp.Diff(kinds, got.Kinds); diff != "" {
					t.Errorf("the kinds of the objects (-objects +kinds):\n%s", diff)
				}
				golden.Equal(t, "objects", got.Manifests, strings.Join(documents, "---\n"))
				compareDiagnostics(t, &b, got.Diagnostics)
			})
		}
	}
}

func TestRefusalsAreThoseOfTheCommandLine(t *testing.T) {
	for _, c := range contracts(t) {
		for _, file := range c.files(t, "refused") {
			t.Run(name(file), func(t *testing.T) {
				got := ask(t, c.engine, request(t, read(t, file), true, everything...))
				if !got.Diagnostics.HasErrors() || got.Objects != nil || got.Outputs != nil || got.Module != "" || got.Manifests != "" || got.List != "" {
					t.Errorf("a refused input gives %+v", got)
				}
				compareDiagnostics(t, &batch.Batch{Model: c.model, Files: []string{file}}, got.Diagnostics)
			})
		}
	}
}

// compareDiagnostics compares them with those of "gen vet", which add positions.
func compareDiagnostics(t *testing.T, b *batch.Batch, got model.Diagnostics) {
	t.Helper()
	var report bytes.Buffer
	if err := b.Vet(&report, batch.JSON); err != nil && !errors.Is(err, batch.ErrRefused) {
		t.Fatal(err)
	}
	var want struct{ Diagnostics model.Diagnostics }
	if err := json.Unmarshal(report.Bytes(), &want); err != nil {
		t.Fatal(err)
	}
	for i := range want.Diagnostics {
		want.Diagnostics[i].Positions = nil
	}
	if diff := cmp.Diff(want.Diagnostics, got); diff != "" {
		t.Errorf("diagnostics (-gen +preview):\n%s", diff)
	}
}
