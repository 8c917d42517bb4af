package schema_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/layertest"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/promise"
)

// promiseName finds the promises that are said not to hold, with the positions before them.
var promiseName = regexp.MustCompile(`(?m)^base/acme/layer\.cue:\d+:\d+: error: the promise (\w+) does not hold: `)

// TestLayersThatLoosenAPromise: each layer of testdata/layers/refused loosens something that the base promises,
// and is refused with the name of the promise, at a line of its own. Every promise has such a layer.
func TestLayersThatLoosenAPromise(t *testing.T) {
	var loosened []string
	golden.Run(t, "../testdata/layers/refused/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		files := slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return !strings.HasSuffix(f.Name, ".cue") })
		m, err := compile.CompileAs(layertest.Lay(t, ".", "acme", layertest.Files(archive)), "base/acme")
		if err == nil {
			err = brokenByExample(t, m)
		}
		if err == nil {
			t.Fatal("the layer is accepted")
		}
		names := promiseName.FindAllStringSubmatch(err.Error(), -1)
		if len(names) == 0 {
			t.Errorf("no promise is named at the line of the layer:\n%v", err)
		}
		for _, name := range names {
			loosened = append(loosened, name[1])
		}
		return &txtar.Archive{Comment: archive.Comment, Files: append(files, txtar.File{Name: "refused", Data: []byte(err.Error() + "\n")})}
	})
	promises, err := contract(t).LookupPath(pathOf("promises")).Fields()
	if err != nil {
		t.Fatal(err)
	}
	for promises.Next() {
		if name := promises.Selector().String(); !slices.Contains(loosened, name) {
			t.Errorf("no layer loosens the promise %s", name)
		}
	}
}

// brokenByExample is the error about the first promise that an example of an input breaks.
func brokenByExample(t *testing.T, m *model.Model) error {
	t.Helper()
	checker, err := promise.NewChecker(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files(t, "../testdata/inputs/*.yaml") {
		if broken := checker.Broken(document(t, string(read(t, file)))); broken != nil {
			return model.Diagnostics{broken.Diagnostic()}
		}
	}
	return nil
}
