package drift_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/drift"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestCompare holds live objects against stated ones. The comment of a case says what it
// shows.
func TestCompare(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		stated := evaluation(t, file(t, archive, "stated.yaml"))
		other := stated
		if text := file(t, archive, "other.yaml"); text != nil {
			other = evaluation(t, text)
		}
		live, err := drift.Read(bytes.NewReader(file(t, archive, "live.yaml")), "live.yaml", func(drift.Name) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		report := drift.New(contract(t, file(t, archive, "options.json"))).Compare(live, stated, other)
		var text bytes.Buffer
		for _, d := range report.Diagnostics {
			fmt.Fprintln(&text, d)
		}
		if err := report.WriteText(&text); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "drift" })
		if i < 0 {
			t.Fatal("the case has no file drift")
		}
		archive.Files[i].Data = text.Bytes()
		return archive
	})
}

// contract has objects with options for Terraform, if there are any, as JSON.
func contract(t *testing.T, options []byte) *model.Model {
	t.Helper()
	m, byName := &model.Model{}, map[string]*model.ResourceOptions{}
	if options != nil {
		if err := json.Unmarshal(options, &byName); err != nil {
			t.Fatal(err)
		}
	}
	for name, resource := range byName {
		m.Objects = append(m.Objects, &model.KubernetesObject{Name: name, Terraform: resource})
	}
	return m
}

func file(t *testing.T, archive *txtar.Archive, name string) []byte {
	t.Helper()
	for _, f := range archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// evaluation is what a contract with these objects gives.
func evaluation(t *testing.T, text []byte) *model.Result {
	t.Helper()
	result := &model.Result{}
	documents := input.NewReader(bytes.NewReader(text), "stated.yaml", input.YAML)
	for {
		d, err := documents.Next()
		if err != nil && len(result.Objects) > 0 {
			return result
		}
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("object%d", len(result.Objects))
		result.Objects = append(result.Objects, model.Rendered{Name: name, Body: d.Value.(model.Object)})
	}
}
