package module

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	evaluation "github.com/base-k8s/base-k8s/internal/evaluator/terraform"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestRefused plans one root module that has a module block for every refused input in
// testdata. Each has to be refused in the words of the contract.
//
// Shows: 11c.9, 11c.10, 11g.2, 11g.3.
func TestRefused(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		inputs, _ := refusedInputs(t)
		messages := r.refusals(t, inputs)
		for _, e := range inputs {
			t.Run(e.Name, func(t *testing.T) { r.compareMessages(t, messages[e.Name], e.Value) })
		}
	})
}

// TestMalformed gives inputs that are not of the declared types as .tfvars.json files,
// which the engine refuses in words of its own.
func TestMalformed(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		_, malformed := refusedInputs(t)
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(moduleDir(t))); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Run(dir, r.provider, "init", "-input=false"); err != nil {
			t.Fatal(err)
		}
		for _, e := range malformed {
			t.Run(e.Name, func(t *testing.T) {
				file := filepath.Join(dir, "input.tfvars.json")
				if err := os.WriteFile(file, model.AppendJSON(nil, e.Value), 0o666); err != nil {
					t.Fatal(err)
				}
				_, err := r.Run(dir, r.provider, "plan", "-input=false", "-lock=false", "-var-file="+file)
				if failed := (*engine.Failed)(nil); !errors.As(err, &failed) {
					t.Errorf("the engine accepts it: %v", err)
				}
			})
		}
	})
}

// refusedInputs sorts the refused examples: those that break a rule of the contract, and
// those of the wrong types. It leaves out those that Terraform makes acceptable before
// a module sees them.
func refusedInputs(t *testing.T) (refused, malformed []example.Input) {
	t.Helper()
	c := contract(t)
	variables, err := os.ReadFile(filepath.Join(moduleDir(t), "variables.tf"))
	if err != nil {
		t.Fatal(err)
	}
	evaluator, err := evaluation.New(map[string][]byte{"variables.tf": variables}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples(t, "refused") {
		if known := conformance.FindKnownDifference(e.Value, c.Inputs); known != nil {
			t.Logf("%s is not asked: %s", e.Name, known.Name)
			continue
		}
		verdict, err := evaluator.Evaluate(model.AppendJSON(nil, e.Value))
		if err != nil {
			t.Fatalf("%s: %v", e.Name, err)
		}
		if verdict.Malformed {
			malformed = append(malformed, e)
		} else {
			refused = append(refused, e)
		}
	}
	return refused, malformed
}

// refusals plans all inputs at once and returns the messages by input.
func (r run) refusals(t *testing.T, inputs []example.Input) map[string][]string {
	t.Helper()
	copyVariables(t)
	root, starts := blocksRoot(t, inputs)
	dir := r.initialize(t, root)
	writeInputs(t, dir, inputs)
	plan, diagnostics, err := r.Plan(dir, r.provider)
	if plan != nil || err != nil {
		t.Fatal("the plan succeeds, or cannot be made:", err)
	}
	messages := map[string][]string{}
	for _, d := range diagnostics {
		i, exact := slices.BinarySearch(starts, d.Range.Start.Line)
		if d.Range.Filename != "main.tf" || i == 0 && !exact || d.Severity != "error" {
			t.Errorf("%s:%d: %s: %s\n%s", d.Range.Filename, d.Range.Start.Line, d.Severity, d.Summary, d.Detail)
			continue
		}
		if !exact {
			i--
		}
		message, _, _ := strings.Cut(d.Detail, "\n\nThis was checked by the validation rule at ")
		messages[inputs[i].Name] = append(messages[inputs[i].Name], message)
	}
	return messages
}

// copyVariables makes a module of the generated module's variables alone, which are
// what refuses: without resources, dozens of modules are planned in no time.
func copyVariables(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(moduleDir(t), "variables.tf"))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(scratch, "variables")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "variables.tf"), text, 0o666); err != nil {
		t.Fatal(err)
	}
}

// blocksRoot is a root module with a block for each input, and the line on which
// each begins.
func blocksRoot(t *testing.T, inputs []example.Input) (text string, starts []int) {
	t.Helper()
	c := contract(t)
	text = inputsVariable
	for i, e := range inputs {
		starts = append(starts, strings.Count(text, "\n")+1)
		text += moduleCall(fmt.Sprintf("refused_%d", i), "../variables", "", fmt.Sprintf("var.inputs[%q]", e.Name), c.Inputs)
	}
	return text, starts
}

// compareMessages wants every sentence of the model from the engine too; from one that
// names the first broken rule only, at least one. An engine has one message for all
// elements of a list that break a rule, and it goes on to the checks of an input that
// is no legal value, so that it may have more to say.
func (r run) compareMessages(t *testing.T, messages []string, value model.Value) {
	c := contract(t)
	result, diagnostics := c.Evaluate(value)
	if result != nil {
		t.Fatal("the model accepts the input")
	}
	var want []string
	for _, d := range diagnostics {
		if d.Severity == model.Error {
			want = append(want, d.Summary+".")
		}
	}
	said := strings.Join(messages, " ")
	missing := slices.DeleteFunc(slices.Clone(want), func(sentence string) bool { return strings.Contains(said, sentence) })
	if r.FirstRuleOnly && len(missing) < len(want) {
		missing = nil
	}
	for _, sentence := range missing {
		t.Errorf("the engine does not say\n\t%s\nbut\n\t%s", sentence, said)
	}
}
