package drift_test

import (
	"bytes"
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
		stated := evaluation(t, golden.Data(archive, "stated.yaml"))
		other := stated
		if text := golden.Data(archive, "other.yaml"); text != nil {
			other = evaluation(t, text)
		}
		live, err := drift.Read(bytes.NewReader(golden.Data(archive, "live.yaml")), "live.yaml", func(drift.Name) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		report := drift.New(contract(t, archive)).Compare(live, stated, other)
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

// contract has the objects that options.json has options for Terraform of, if there is one.
func contract(t *testing.T, archive *txtar.Archive) *model.Model {
	t.Helper()
	m, byName := &model.Model{}, map[string]*model.ResourceOptions{}
	golden.JSON(t, archive, "options.json", &byName)
	for name, resource := range byName {
		m.Objects = append(m.Objects, &model.KubernetesObject{Name: name, Terraform: resource})
	}
	return m
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
