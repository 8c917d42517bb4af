package module

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// TestStrict calls the module of a contract with objects in many ways: from literals and
// from another module, with values that are not known before apply, and with attributes
// that the contract does not have.
func TestStrict(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/strict.txtar")
	if err != nil {
		t.Fatal(err)
	}
	accepted, refused := strictCalls(t, archive)
	withStandIn(t, func(t *testing.T, r run) {
		dir := r.initialize(t, strictRoot(accepted))
		plan, diagnostics, err := r.Plan(dir, r.provider)
		engine.Quiet(t, "plan", diagnostics, err)
		for _, c := range accepted {
			golden.Equal(t, "outputs of "+c.name, c.want, plannedOutput(t, plan, c.name))
		}

		said := map[string]string{}
		for _, calls := range fromLiterals(refused) {
			r.refusedCalls(t, calls, said)
		}
		for _, c := range refused {
			golden.Equal(t, "refusal of "+c.name, c.want, said[c.name])
		}
	})
}

// refusedCalls plans calls and adds what the engine says of each.
func (r run) refusedCalls(t *testing.T, calls []call, said map[string]string) {
	t.Helper()
	root := strictRoot(calls)
	dir := r.initialize(t, root)
	plan, diagnostics, err := r.Plan(dir, r.provider)
	if plan != nil || err != nil {
		t.Fatal("the plan succeeds, or cannot be made:", err)
	}
	for _, d := range diagnostics {
		message, _, _ := strings.Cut(d.Detail, "\n\nThis was checked by the validation rule at ")
		said[blockAt(root, d.Range.Start.Line)] += message
	}
}

// fromLiterals parts the calls with literals from those that take values from another
// module, which an engine knows later, and not when it has refused others before.
func fromLiterals(calls []call) (parts [2][]call) {
	for _, c := range calls {
		i := 0
		if strings.Contains(c.arguments, "module.") {
			i = 1
		}
		parts[i] = append(parts[i], c)
	}
	return parts
}

// call is a call of a module with what the plan says of it.
type call struct{ name, arguments, want string }

// strictCalls writes the archive's modules beside the root modules, and sorts its calls.
func strictCalls(t *testing.T, archive *txtar.Archive) (accepted, refused []call) {
	t.Helper()
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	write := func(dir, name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	schema := t.TempDir()
	write(schema, "contract.cue", files["contract.cue"])
	m, err := compile.Compile(schema)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range printed {
		write(filepath.Join(scratch, "strict"), f.Name, string(f.Content))
	}
	write(filepath.Join(scratch, "typed"), "main.tf", files["typed/main.tf"])
	for _, f := range archive.Files {
		name, arguments := strings.CutSuffix(f.Name, ".tf")
		want := strings.TrimSpace(files[name+".want"])
		switch {
		case !arguments || want == "":
		case strings.HasPrefix(want, "{"):
			accepted = append(accepted, call{name, string(f.Data), want})
		default:
			refused = append(refused, call{name, string(f.Data), want})
		}
	}
	return accepted, refused
}

// strictRoot is a root module with a block for each call.
func strictRoot(calls []call) string {
	var b strings.Builder
	b.WriteString(`resource "terraform_data" "later" {
  input = 2
}

module "typed" {
  source = "../typed"
}
`)
	for _, c := range calls {
		fmt.Fprintf(&b, "\nmodule %q {\n  source = \"../strict\"\n%s}\n\noutput %q {\n  value = module.%s\n}\n", c.name, c.arguments, c.name, c.name)
	}
	return b.String()
}

// blockAt is the name of the module block that a line is in.
func blockAt(root string, line int) string {
	for _, text := range slices.Backward(strings.Split(root, "\n")[:line]) {
		if name, ok := strings.CutPrefix(text, `module "`); ok {
			return strings.TrimSuffix(name, `" {`)
		}
	}
	return ""
}

// plannedOutput is what is known of an output before apply, as JSON.
func plannedOutput(t *testing.T, plan *engine.Plan, name string) string {
	t.Helper()
	var after any
	if err := json.Unmarshal(plan.OutputChanges[name].After, &after); err != nil {
		t.Fatal(name, err)
	}
	text, err := json.Marshal(after)
	if err != nil {
		t.Fatal(name, err)
	}
	return string(text)
}
