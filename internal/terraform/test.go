package terraform

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// TestDir is the folder in a module where "terraform test" looks for tests.
const TestDir = "tests"

// The files of tests.
const (
	valueTests      = TestDir + "/values.tftest.hcl"
	constraintTests = TestDir + "/constraints.tftest.hcl"
	checkTests      = TestDir + "/checks.tftest.hcl"
)

// PrintTests writes tests of the module that Print writes, for "terraform test" and
// "tofu test". Each input is a run: one that is accepted plans, and asserts what the
// model renders for it; one that is refused expects the variables to fail that have the
// constraint or the check. The provider is mocked, so that no cluster is needed.
func PrintTests(m *model.Model, set *testinput.Set) ([]File, error) {
	t := &testPrinter{printer: newPrinter(m), set: set}
	var files []File
	for _, f := range []struct {
		name, doc string
		runs      []run
	}{
		{valueTests, "A plan for the smallest input, and one for each value of the inputs that have few." + t.missing(), t.accepted()},
		{constraintTests, "An input for each constraint, and one for each object with an attribute that it does not have, which the variable refuses.", t.refused(false)},
		{checkTests, "An input for each rule between inputs, which refuses it, and for each warning, which does not.", append(t.refused(true), t.warned()...)},
	} {
		if len(f.runs) > 0 {
			files = append(files, t.testFile(f.name, f.doc, f.runs))
		}
	}
	if len(t.diagnostics) > 0 {
		return nil, t.diagnostics
	}
	return files, nil
}

// missing is what the tests do not show.
func (t *testPrinter) missing() string {
	var b strings.Builder
	for _, d := range t.set.Missing {
		b.WriteString("\nNot shown: " + d.Summary + ".")
	}
	return b.String()
}

type testPrinter struct {
	*printer
	set *testinput.Set
}

// testFile is a file with the smallest input for all its runs.
func (t *testPrinter) testFile(name, doc string, runs []run) File {
	file := &hcl.Body{}
	file.Block(doc, &hcl.Body{}, "mock_provider", "kubernetes")
	if base := t.set.Base.Changes; len(base) > 0 {
		file.Block("The smallest input that the module accepts; the runs add to it.", t.variables(base), "variables")
	}
	taken := map[string]bool{}
	for _, r := range runs {
		name := r.name
		for n := 2; taken[r.name]; n++ {
			r.name = fmt.Sprintf("%s_%d", name, n)
		}
		taken[r.name] = true
		file.Block(r.doc, r.body, "run", r.name)
	}
	return t.file(name, file)
}

// run is a run block of a test.
type run struct {
	name, doc string
	body      *hcl.Body
}

func (t *testPrinter) newRun(name, doc string, changes model.Object) run {
	r := run{name, doc, &hcl.Body{}}
	r.body.Attribute("command", hcl.Name("plan"))
	if len(changes) > 0 {
		r.body.Block("", t.variables(changes), "variables")
	}
	return r
}

// variables are the values of inputs, in the order of their declaration.
func (t *testPrinter) variables(values model.Object) *hcl.Body {
	b := &hcl.Body{}
	for _, f := range t.model.Inputs {
		if v, ok := values.Get(f.Name); ok {
			b.Attribute(f.Variable(), hcl.Constant{Expr: t.constant(v)})
		}
	}
	return b
}

// accepted are the runs of inputs that are accepted.
func (t *testPrinter) accepted() []run {
	base := t.newRun("smallest_input", "", nil)
	base.expect(failingChecks(t.set.Base))
	t.assertAll(base.body, t.outputs(t.set.Base.Result))
	runs := []run{base}
	for _, w := range t.set.Values {
		r := t.newRun(runName(string(w.Path), w.Value), "", w.Changes)
		r.expect(failingChecks(w))
		if w.Other != nil {
			t.assertAll(r.body, t.effects(w.Other, w.Result))
		}
		runs = append(runs, r)
	}
	return runs
}

// expect says what fails in a run, and nothing else may.
func (r *run) expect(failures []hcl.Expr) {
	if len(failures) > 0 {
		r.body.Gap()
		r.body.Attribute("expect_failures", hcl.Tuple(failures))
	}
}

// failingChecks are the check blocks that stand for the warnings reported for an input.
func failingChecks(w *testinput.Accepted) (checks []hcl.Expr) {
	for _, warning := range w.Warnings {
		if !warning.Unchecked {
			checks = append(checks, hcl.Name("check."+warning.Name))
		}
	}
	return checks
}

// warned are the runs of inputs that are accepted with a warning.
func (t *testPrinter) warned() (runs []run) {
	for _, w := range t.set.Warned {
		if w.Warning.Unchecked {
			continue
		}
		r := t.newRun(runName(w.Warning.Name), "Warned about, not refused.", w.Changes)
		r.expect(failingChecks(w))
		runs = append(runs, r)
	}
	return runs
}

// runName is the name of a run for a path or a check, and for a value there. Terraform
// demands an identifier.
func runName(path string, values ...model.Value) string {
	words := []string{path}
	for _, v := range values {
		if text := fmt.Sprint(v); text != "" {
			words = append(words, text)
			continue
		}
		words = append(words, "empty")
	}
	name := strings.FieldsFunc(strings.Join(words, "_"), func(r rune) bool {
		letter := r == '_' || r == '-' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		return !letter && (r < '0' || r > '9')
	})
	if name := strings.Join(name, "_"); hclsyntax.ValidIdentifier(name) {
		return name
	}
	return "run_" + strings.Join(name, "_")
}
