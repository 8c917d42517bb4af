package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// acme is the layer of testdata/layers/acme.
func acme(t *testing.T) *layer {
	t.Helper()
	archive := &txtar.Archive{}
	for _, file := range files(t, "../testdata/layers/acme/*.cue") {
		archive.Files = append(archive.Files, txtar.File{Name: filepath.Base(file), Data: read(t, file)})
	}
	return layered(t, archive)
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// acmeInput reads an input of the layer.
func acmeInput(t *testing.T, file string) model.Value {
	t.Helper()
	text, err := input(t, file).MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	value, err := model.ParseJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// TestAcme: the layer of a company makes of the smallest input what testdata/layers/acme/changes.diff says
// beside what the base makes of it, and refuses what is in refused in the words of refused.txt. Stock CUE and
// the module answer as gen does.
func TestAcme(t *testing.T) {
	l := acme(t)
	for _, file := range files(t, "../testdata/layers/acme/inputs/*") {
		if _, refused := l.agreed(t, acmeInput(t, file)); refused.HasErrors() {
			t.Errorf("%s: %v", file, refused)
		}
	}
	before, _ := baseModel(t).Evaluate(document(t, ""))
	after, refused := l.model.Evaluate(document(t, `cost_center: "104711"`))
	if after == nil {
		t.Fatal(refused)
	}
	golden.Compare(t, "../testdata/layers/acme/changes.diff", []byte(golden.Diff(outline(t, baseModel(t), before), outline(t, l.model, after))))

	var words strings.Builder
	for _, file := range files(t, "../testdata/layers/acme/refused/*") {
		result, refused := l.agreed(t, acmeInput(t, file))
		if result != nil {
			t.Errorf("%s is accepted", file)
		}
		fmt.Fprintf(&words, "%s\n\t%s\n", filepath.Base(file), strings.ReplaceAll(refused.Error(), "\n", "\n\t"))
	}
	golden.Compare(t, "../testdata/layers/acme/refused.txt", []byte(words.String()))
}
