package module

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/release"
)

// released is a directory with what is published of the contract.
var released = sync.OnceValues(func() (string, error) {
	c := &generate.Contract{Schema: example.SchemaDir, Inputs: "../../testdata/inputs", Out: "../../generated", Say: func(model.Diagnostic) {}}
	files, err := c.Release(nil, release.Engine{Name: "gen"})
	if err != nil {
		return "", err
	}
	dir := filepath.Join(scratch, "released")
	return dir, writeOutput(dir, files)
})

func writeOutput(dir string, files []output.File) error {
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Content, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// releasedPart is a copy of a directory of what is published.
func releasedPart(t *testing.T, part string) string {
	t.Helper()
	dir, err := released()
	if err != nil {
		t.Fatal(err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*-"+part))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	copied := filepath.Join(t.TempDir(), part)
	if err := os.CopyFS(copied, os.DirFS(found[0])); err != nil {
		t.Fatal(err)
	}
	return copied
}

// TestExampleRoots plans each example of the published module, as it lies in its directory, with
// the sensitive inputs as variables. What is planned has to be what the input gives.
func TestExampleRoots(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		dir := releasedPart(t, "terraform")
		if _, err := r.Run(dir, r.provider, "fmt", "-check", "-diff", "-recursive"); err != nil {
			t.Error(err)
		}
		examples := contract(t).Surroundings().Release.Examples
		for name, e := range examples {
			t.Run(name, func(t *testing.T) {
				input := exampleInput(t, e.Input)
				r.planExample(t, filepath.Join(dir, "examples", name), input)
			})
		}
		if len(examples) < 3 {
			t.Errorf("%d examples", len(examples))
		}
	})
}

func exampleInput(t *testing.T, name string) model.Object {
	t.Helper()
	input, err := example.ReadFile(filepath.Join("../../testdata/inputs", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return input.Value
}

// planExample plans a root module, and holds the plan against the input. Without a sensitive
// input the engine asks for it.
func (r run) planExample(t *testing.T, root string, input model.Object) {
	t.Helper()
	if _, err := r.Run(root, r.provider, "init", "-input=false"); err != nil {
		t.Fatal(err)
	}
	secrets := secretsOf(contract(t), input)
	if len(secrets) > 0 {
		if _, diagnostics, _ := r.Plan(root, r.provider); !slices.ContainsFunc(diagnostics, func(d engine.Diagnostic) bool { return d.Summary == "No value for required variable" }) {
			t.Errorf("without sensitive inputs: %v", diagnostics)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "terraform.tfvars.json"), model.AppendJSON(nil, secrets), 0o666); err != nil {
		t.Fatal(err)
	}
	diagnostics, err := r.Validate(root, r.provider)
	engine.Quiet(t, "validate", diagnostics, err)
	plan, diagnostics, err := r.Plan(root, r.provider)
	engine.Quiet(t, "plan", diagnostics, err)
	comparePlan(t, plannedRoot(t, plan), input)
}

// secretsOf are the sensitive inputs that are given.
func secretsOf(m *model.Model, input model.Object) (secrets model.Object) {
	for _, name := range m.Sensitive() {
		if v, ok := input.Get(name); ok {
			secrets = secrets.With(name, v)
		}
	}
	return secrets
}

// plannedRoot is what is planned by the one module that a root module calls, whose outputs are
// the root's.
func plannedRoot(t *testing.T, plan *engine.Plan) *planned {
	t.Helper()
	modules := plan.Values.Root.Children
	if len(modules) != 1 || len(plan.Values.Root.Resources) > 0 {
		t.Fatalf("%d modules are called, and %d resources are beside them", len(modules), len(plan.Values.Root.Resources))
	}
	p := newPlanned()
	for _, resource := range modules[0].Resources {
		if err := p.resource(resource); err != nil {
			t.Fatal(err)
		}
	}
	addWarnings(plan, map[string]*planned{keyOf(modules[0].Address): p})
	for name, change := range plan.OutputChanges {
		var after, unknown any
		exact := json.NewDecoder(bytes.NewReader(change.After))
		exact.UseNumber()
		if err := exact.Decode(&after); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(change.AfterUnknown, &unknown); err != nil {
			t.Fatal(err)
		}
		if err := p.output(name, known(after, unknown)); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// TestCoderForm runs a test of the module in the form that the registry of Coder modules has, where
// they lie beside it, and plans the call of its README. TestGenerated runs all tests.
func TestCoderForm(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		dir := releasedPart(t, "coder")
		for _, command := range [][]string{{"fmt", "-check"}, {"init", "-input=false"}, {"validate"}} {
			if _, err := r.Run(dir, r.provider, command...); err != nil {
				t.Fatal(err)
			}
		}
		firstRun(t, filepath.Join(dir, "main.tftest.hcl"))
		said, err := r.Run(dir, r.provider, "test", "-filter=main.tftest.hcl")
		if err != nil || !strings.Contains(string(said), "1 passed, 0 failed") {
			t.Errorf("test says %s, %v", said, err)
		}
		r.planCall(t, dir)
	})
}

// firstRun leaves the first run of a file of tests.
func firstRun(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	runs := regexp.MustCompile(`(?m)^run `).FindAllIndex(text, 2)
	if len(runs) < 2 {
		t.Fatalf("%s has %d runs", file, len(runs))
	}
	if err := os.WriteFile(file, text[:runs[1][0]], 0o666); err != nil {
		t.Fatal(err)
	}
}

var (
	calledBlock   = regexp.MustCompile(`(?ms)^module "[^"]+" \{\n.*?^\}\n`)
	calledVersion = regexp.MustCompile(`(?m)^  version *= .*\n`)
	calledSource  = regexp.MustCompile(`(?m)^  source *= .*$`)
)

// planCall plans the call of the module that a README shows, from a directory in place of
// the registry, which alone takes a version.
func (r run) planCall(t *testing.T, dir string) {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	block := calledBlock.FindString(string(readme))
	if !calledVersion.MatchString(block) || !calledSource.MatchString(block) {
		t.Fatalf("the README has no call with a version: %q", block)
	}
	call := fromCoder.Replace(calledSource.ReplaceAllString(calledVersion.ReplaceAllString(block, ""), `  source = "`+source+`"`))
	root := r.initialize(t, coderStandIn+call)
	diagnostics, err := r.Validate(root, r.provider)
	engine.Quiet(t, "validate", diagnostics, err)
	plan, diagnostics, err := r.Plan(root, r.provider)
	engine.Quiet(t, "plan", diagnostics, err)
	checkUnknownToken(t, plan)
}
