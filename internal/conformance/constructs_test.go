package conformance

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestConstructs puts random inputs before the evaluators of small contracts, each of
// which shows one construct of the subset of CUE, or a difference that was found
// with it once. A file NAME.json of a case is an input of its own.
func TestConstructs(t *testing.T) {
	golden.Each(t, "testdata/constructs/*.txtar", func(t *testing.T, _ string, archive *txtar.Archive) {
		t.Parallel()
		constructCase(t, byName(archive), 100)
	})
}

// TestFunctions puts awkward inputs, and random ones, before the evaluators of contracts
// that call one function each. Every function of the table has one.
func TestFunctions(t *testing.T) {
	for _, f := range model.Functions() {
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(filepath.Join("testdata/functions", f.Name+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			files := byName(archive)
			for i, input := range bytes.SplitAfter(bytes.TrimSpace(files["inputs.ndjson"]), []byte("\n")) {
				files[fmt.Sprintf("%03d.json", i)] = input
			}
			contract := constructCase(t, files, 20)
			if !calls(contract.model, f) {
				t.Errorf("the case of %s does not call it", f.Name)
			}
		})
	}
}

// No case is left over from a function that is gone.
func TestFunctionCases(t *testing.T) {
	files, err := filepath.Glob("testdata/functions/*.txtar")
	if err != nil || len(files) != len(model.Functions()) {
		t.Errorf("%d functions have %d cases: %v", len(model.Functions()), len(files), err)
	}
}

// calls reports whether a model calls a function.
func calls(m *model.Model, f *model.Function) bool {
	for all := range m.Exprs() {
		for e := range all.All() {
			if e.Op == model.OpCall && e.Name == f.Name {
				return true
			}
		}
	}
	return false
}

// constructCase is the contract of a case, evaluated for its own inputs and for random ones.
func constructCase(t *testing.T, files map[string][]byte, inputs int) compiled {
	dir := t.TempDir()
	for name, text := range files {
		if name != "schema.cue" && !strings.Contains(name, "/") { // those in directories are of the contract's module
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	contract := compileAndPrint(dir)
	if contract.err != nil {
		t.Fatal(contract.err)
	}
	evaluators := contract.evaluators(t, dir)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasSuffix(name, ".json") {
			continue
		}
		if _, _, err := evaluators.Compare(files[name]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	runRandom(t, contract.contract(dir), inputs)
	if t.Failed() {
		t.Logf("%s", contract.module["variables.tf"])
		t.Logf("%s", contract.module["main.tf"])
	}
	return contract
}
