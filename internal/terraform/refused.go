package terraform

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// longestTest bounds the inputs that are written into a test, in bytes of JSON: what shows
// the limit of a text is no reading matter.
const longestTest = 8 << 10

// refused are the runs of inputs that are refused by checks, or those for constraints.
func (t *testPrinter) refused(byChecks bool) (runs []run) {
	for _, w := range t.set.Refused {
		if byChecks != (len(w.Checks) > 0) || len(model.AppendJSON(nil, w.Changes)) > longestTest {
			continue
		}
		name := runName(string(w.Path))
		switch {
		case w.Check != nil:
			name = runName(strings.Trim(w.Check.Name, "_"))
		case len(w.Checks) > 0:
			name = runName(string(w.Path), w.Value)
		}
		r := t.newRun(name, sentences(w.Diagnostics), w.Changes)
		r.expect(t.carriers(w))
		runs = append(runs, r)
	}
	return runs
}

// sentences are what the model says about a refused input, one a line.
func sentences(diagnostics model.Diagnostics) string {
	var lines []string
	for _, d := range diagnostics {
		if d.Severity == model.Error {
			lines = append(lines, strings.ReplaceAll(d.Summary, "\n", " ")+".")
		}
	}
	return strings.Join(lines, "\n")
}

// carriers are the variables whose validations refuse an input.
func (t *testPrinter) carriers(w *testinput.Refused) (variables []hcl.Expr) {
	names := []string{}
	if len(w.Checks) == 0 {
		names = append(names, w.Input)
	}
	for _, c := range w.Checks {
		if name, ok := t.carrier(c); ok && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		variables = append(variables, hcl.Name("var."+model.SnakeCase(name)))
	}
	return variables
}
