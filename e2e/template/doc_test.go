// Package template shows that the generated template does in Terraform and OpenTofu, with Coder's own
// provider, what a workspace needs: every preset is planned, a stopped workspace keeps its home, the
// claim of a prebuilt one changes no pod, no secret gets where users see it, and what the form accepts
// the contract accepts.
//
// Coder itself is the environment of its provider: what a build is about stands in variables, as
// Coder's provisioner sets them. hashicorp/kubernetes is a stand-in where plans and states alone
// count; a test of the real one is skipped when that cannot be had.
package template

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// generated is the folder of the template.
const generated = "../../generated/template"

// scratch is a directory for what all tests share.
var scratch string

func TestMain(m *testing.M) { engine.Main(m, &scratch) }

var coder = sync.OnceValues(engine.Coder)

var standIn = sync.OnceValues(func() (*engine.Provider, error) {
	plugin, err := coder()
	if err != nil {
		return nil, err
	}
	return engine.StandIn(scratch, plugin)
})

// run is an engine with providers, and a copy of the template in which init has been run.
type run struct {
	*engine.Engine
	provider *engine.Provider
	dir      string
}

// withStandIn runs a test on every engine, with the stand-in for hashicorp/kubernetes.
func withStandIn(t *testing.T, test func(*testing.T, run)) {
	provider, err := standIn()
	if err != nil {
		t.Fatal(err)
	}
	engine.Each(t, func(t *testing.T, e *engine.Engine) {
		t.Parallel() // the engines beside each other
		t.Logf("RAN: %s with %s", e.Name, provider.Name)
		test(t, initialize(t, e, provider, generated))
	})
}

// withReal runs a test on every engine, with the real hashicorp/kubernetes.
func withReal(t *testing.T, test func(*testing.T, run)) {
	plugin, err := coder()
	if err != nil {
		t.Fatal(err)
	}
	engine.EachReal(t, func(t *testing.T, e *engine.Engine, provider *engine.Provider) {
		test(t, initialize(t, e, provider, generated))
	}, plugin)
}

// initialize copies a template and runs init in the copy.
func initialize(t *testing.T, e *engine.Engine, provider *engine.Provider, dir string) run {
	t.Helper()
	r := run{e, provider, filepath.Join(t.TempDir(), "template")}
	if err := os.CopyFS(r.dir, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Run(r.dir, r.provider, "init", "-input=false"); err != nil {
		t.Fatal(err)
	}
	return r
}

// plan plans a build, and must warn of nothing but what the contract warns of.
func (r run) plan(t *testing.T, b build) *engine.Plan {
	t.Helper()
	plan, diagnostics, err := r.Plan(r.dir, r.provider.With(b.environment()...))
	diagnostics = slices.DeleteFunc(diagnostics, func(d engine.Diagnostic) bool { return d.Summary == "Check block assertion failed" })
	engine.Quiet(t, "plan", diagnostics, err)
	return plan
}

// apply plans a build and applies the plan, as Coder does.
func (r run) apply(t *testing.T, b build) (*engine.Plan, *engine.State) {
	t.Helper()
	plan := r.plan(t, b)
	provider := r.provider.With(b.environment()...)
	if _, err := r.Run(r.dir, provider, "apply", "-input=false", engine.PlanFile); err != nil {
		t.Fatal(err)
	}
	state, err := r.State(r.dir, provider)
	if err != nil {
		t.Fatal(err)
	}
	return plan, state
}

// forget makes the next build the first one. Behind the stand-in there is nothing to destroy.
func (r run) forget(t *testing.T) {
	t.Helper()
	if err := os.Remove(filepath.Join(r.dir, "terraform.tfstate")); err != nil {
		t.Fatal(err)
	}
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
