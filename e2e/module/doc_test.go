// Package module shows that Terraform and OpenTofu take the generated module, and make
// of every input in testdata the objects that the manifests have. The same goes for other
// contracts, with every construct and function that the engine compiles, but for what
// internal/conformance lists as a known difference.
//
// Every test runs on each engine there is. The provider is a stand-in where the plan
// alone counts, and the log names it; a test of the real provider is skipped when that
// cannot be had.
package module

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// scratch is a directory for what all tests share.
var scratch string

func TestMain(m *testing.M) { engine.Main(m, &scratch) }

// generated is a copy of the generated module, for roots to find at "../generated".
var generated = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(scratch, "generated")
	return dir, os.CopyFS(dir, os.DirFS("../../generated/terraform"))
})

var standIn = sync.OnceValues(func() (*engine.Provider, error) { return engine.StandIn(scratch) })

// run is an engine with a provider.
type run struct {
	*engine.Engine
	provider *engine.Provider
}

// withStandIn runs a test on every engine, with the stand-in.
func withStandIn(t *testing.T, test func(*testing.T, run)) {
	provider, err := standIn()
	if err != nil {
		t.Fatal(err)
	}
	engine.Each(t, func(t *testing.T, e *engine.Engine) {
		t.Logf("RAN: %s with %s", e.Name, provider.Name)
		test(t, run{e, provider})
	})
}

// withReal runs a test on every engine, with the real provider. Where that cannot be
// had, the test is skipped.
func withReal(t *testing.T, test func(*testing.T, run)) {
	engine.EachReal(t, func(t *testing.T, e *engine.Engine, provider *engine.Provider) { test(t, run{e, provider}) })
}

// moduleDir is the folder of the generated module.
func moduleDir(t *testing.T) string {
	t.Helper()
	dir, err := generated()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// contract is the compiled contract.
func contract(t *testing.T) *model.Model {
	t.Helper()
	m, err := example.Contract()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// source is where root modules find the generated module. A relative path is used in
// place; the module at an absolute one would be copied for every block.
const source = "../generated"

// initialize makes a root module with one file and runs init in it.
func (r run) initialize(t *testing.T, mainFile string) (dir string) {
	t.Helper()
	moduleDir(t)
	dir, err := os.MkdirTemp(scratch, "root-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(mainFile), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Run(dir, r.provider, "init", "-input=false"); err != nil {
		t.Fatal(err)
	}
	return dir
}
