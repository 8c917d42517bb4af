package module

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/internal/model"
)

// atOnce is how many questions share a root module. What a plan takes grows with the
// square of it; what an engine takes to start does not.
const atOnce = 50

// answers puts questions before the engine, and returns what it says by their ids. Those
// that the printed module's own evaluator accepts come first, so that most of them are
// planned once.
func (r run) answers(t *testing.T, list []*question) map[string]*planned {
	t.Helper()
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b *question) int { return a.accepted() - b.accepted() })
	answers := map[string]*planned{}
	for batch := range slices.Chunk(list, atOnce) {
		r.ask(t, batch, answers)
	}
	return answers
}

// ask plans a root module that has a module block for each question. What the engine
// refuses it names with all else that it refuses; then the rest is planned, until all of
// that is accepted.
func (r run) ask(t *testing.T, list []*question, answers map[string]*planned) {
	t.Helper()
	dir := t.TempDir()
	writeModules(t, dir, list)
	writeRoot(t, dir, list)
	if _, err := r.Run(dir, r.provider, "init", "-input=false"); err != nil {
		t.Fatal(err)
	}
	for len(list) > 0 {
		plan, diagnostics, err := r.Plan(dir, r.provider)
		if err != nil {
			t.Fatal(err)
		}
		if plan != nil {
			accepted, err := byInstance(plan, ids(list))
			if err != nil {
				t.Fatal(err)
			}
			maps.Copy(answers, accepted)
			return
		}
		refusals := attribute(t, dir, list, diagnostics)
		for _, q := range list {
			if refusal := refusals[q.id]; refusal != nil {
				answers[q.id] = refusal.planned(r, q)
			}
		}
		list = slices.DeleteFunc(list, func(q *question) bool { return refusals[q.id] != nil })
		writeRoot(t, dir, list)
	}
}

func ids(list []*question) []string {
	all := make([]string, len(list))
	for i, q := range list {
		all[i] = q.id
	}
	return all
}

// writeModules writes a module for each question, so that the file that a diagnostic
// names says whose it is.
func writeModules(t *testing.T, dir string, list []*question) {
	t.Helper()
	for _, q := range list {
		if err := os.Mkdir(filepath.Join(dir, q.id), 0o777); err != nil {
			t.Fatal(err)
		}
		for name, text := range q.contract.Module {
			if err := os.WriteFile(filepath.Join(dir, q.id, name), text, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

const rootFile = "main.tf"

// writeRoot writes the root module: for each question a variable with the input, a module
// block that passes on what it has, and an output with the module's. Engines do not know
// variables when they validate, only when they plan: otherwise one that has found faults
// would not get to the rules between inputs.
func writeRoot(t *testing.T, dir string, list []*question) {
	t.Helper()
	var root strings.Builder
	inputs := model.Object{}
	for _, q := range list {
		fmt.Fprintf(&root, "module %q {\n  source = %q\n", q.id, "./"+q.id)
		for _, m := range q.value {
			fmt.Fprintf(&root, "  %s = var.%s.%s\n", model.SnakeCase(m.Key), q.id, m.Key)
		}
		fmt.Fprintf(&root, "}\nvariable %q {\n  type = any\n}\n", q.id)
		inputs = append(inputs, model.Member{Key: q.id, Value: q.value})
	}
	root.WriteString("output \"modules\" {\n  value = {\n")
	for _, q := range list {
		fmt.Fprintf(&root, "    %s = module.%s\n", q.id, q.id)
	}
	root.WriteString("  }\n}\n")
	for name, text := range map[string][]byte{rootFile: []byte(root.String()), "inputs.auto.tfvars.json": model.AppendJSON(nil, inputs)} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// refusal is what an engine says against one question.
type refusal struct {
	early    bool     // a default is refused, and those are known before the plan
	messages []string // of validation rules
	mistyped []string // what it says of the module block beside: the input is no value of the type
	failed   []string // what it says of the module's own files
}

// planned is the refusal as a module of constants. An engine does not get to the rules
// about a variable that mention another one that has failed, as the printed module's own
// evaluator says; OpenTofu also stops at the first broken rule of a variable. One that has
// reached the defaults only, and says of them what that evaluator says, has nothing to say
// about the rest.
func (r *refusal) planned(by run, q *question) *planned {
	p := newPlanned()
	switch {
	case len(r.mistyped) > 0, r.early && saysLess(r.messages, q.verdict.Messages):
		p.mistyped()
	case len(r.messages) > 0:
		p.refusal(r.messages, by.FirstRuleOnly || q.verdict.Partial)
	default:
		p.fails(strings.Join(r.failed, "\n"))
	}
	return p
}

// saysLess reports whether all of some messages are among others, and are not all of them.
func saysLess(some, all []string) bool {
	return len(some) < len(all) && !slices.ContainsFunc(some, func(m string) bool { return !slices.Contains(all, m) })
}

// attribute finds out whose the diagnostics are: those with a place in the root module are
// about the block there, and those that name another file about the module of that file.
func attribute(t *testing.T, dir string, list []*question, diagnostics []engine.Diagnostic) map[string]*refusal {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, rootFile))
	if err != nil {
		t.Fatal(err)
	}
	refusals := map[string]*refusal{}
	for _, d := range diagnostics {
		if d.Severity != "error" {
			continue
		}
		words := d.Summary + ": " + d.Detail
		message, rule, isRule := strings.Cut(d.Detail, "\n\nThis was checked by the validation rule at ")
		id, _, inModule := strings.Cut(cmp.Or(rule, d.Range.Filename), "/")
		if !inModule {
			id = blockAt(string(text), d.Range.Start.Line)
		}
		if !slices.ContainsFunc(list, func(q *question) bool { return q.id == id }) {
			t.Fatalf("%s:%d: %s", d.Range.Filename, d.Range.Start.Line, words)
		}
		refused := refusals[id]
		if refused == nil {
			refused = &refusal{}
			refusals[id] = refused
		}
		switch {
		case isRule:
			refused.messages = append(refused.messages, message)
			refused.early = refused.early || d.Range.Filename == ""
		case inModule && d.Summary != "Invalid value for input variable":
			refused.failed = append(refused.failed, words)
		default:
			refused.mistyped = append(refused.mistyped, words)
		}
	}
	return refusals
}
