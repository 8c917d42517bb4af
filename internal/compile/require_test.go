package compile_test

import (
	"os"
	"path/filepath"
	"testing"
)

// once has a local whose members may differ for a key, which is used for each element of a list, and, with
// the output, outside of it.
const once = `package p

#Input: variables: [string]: string
input: #Input
_all: {
	PROXY: "http://proxy"
	for k, v in input.variables {(k): v}
}
objects: config: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name: "config"
	data: {for n in [for k, _ in _all {k}] if _all[n] != _|_ {"x-\(n)": _all[n]}}
}
outputs: all: _all
`

// TestRequiredOnce: what a local requires is a check of its own, and none for each element of a list that uses the
// local: that would take the square of the number of elements.
func TestRequiredOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.cue"), []byte(once), 0o666); err != nil {
		t.Fatal(err)
	}
	checks := compiledIn(t, dir).Checks
	if len(checks) != 1 {
		t.Fatalf("%d checks, want 1", len(checks))
	}
	loops := 0
	for _, clause := range checks[0].Clauses {
		if clause.For != nil {
			loops++
		}
	}
	if loops != 1 {
		t.Errorf("the check %s is in %d loops, want that over the variables", checks[0].Name, loops)
	}
}
