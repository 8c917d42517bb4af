package contract_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/contract"
)

// What the package brings into a program is small: no CUE, no HCL evaluator and no schema of a provider.
func TestDependencies(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	const module = "github.com/base-k8s/base-k8s/"
	want := []string{
		module + "contract", module + "internal/effect", module + "internal/input", module + "internal/manifest", module + "internal/model",
		"go.yaml.in/yaml/v3", "golang.org/x/text/transform", "golang.org/x/text/unicode/norm",
	}
	got := strings.Fields(string(out))
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
}

func TestLoadRefusesWhatIsNoModel(t *testing.T) {
	schema, err := os.ReadFile("../generated/input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	record, err := os.ReadFile("../generated/verified.json")
	if err != nil {
		t.Fatal(err)
	}
	const noModel = "it has no digest, inputs or objects of a contract, as every model.json has"
	const prefix = "the contract cannot be read from model.json: "
	for name, c := range map[string]struct{ text, want string }{
		"nothing":           {``, "at byte 0: want {"},
		"cut off":           {`{"digest":"a","inputs":[`, "at byte 24: want {"},
		"another file":      {string(schema), noModel},
		"one with a digest": {string(record), noModel},
		"a later format":    {`{"format":3,"digest":"a"}`, "it has format 3, and this program reads formats up to 2: update the program, or write the model again with the gen of its version"},
		"a later operation": {`{"digest":"a","objects":[],"outputs":[{"name":"x","value":{"op":"guess"}}]}`, "the model is damaged, or of a later version: "},
	} {
		_, err := contract.Load([]byte(c.text))
		if err == nil {
			t.Errorf("%s: it is read", name)
		} else if got := strings.TrimPrefix(err.Error(), prefix); got == err.Error() || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: the error is %q, want %s", name, err, c.want)
		}
	}
}

// A damaged model ends no program.
func TestADamagedModelRefuses(t *testing.T) {
	c := load(t, []byte(`{"digest":"a","inputs":[{"name":"untyped"}],"objects":[]}`))
	in, err := contract.InputOf(map[string]any{"untyped": 1})
	if err != nil {
		t.Fatal(err)
	}
	const want = "error: the evaluation failed, which is a mistake in model.json or in this package: "
	if result, err := c.Evaluate(in); result != nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("it gives %v and %v", result, err)
	}
	if change := c.Change(in, in); change.Effect.Worst() != contract.EffectInvalid || !strings.HasPrefix(change.Diagnostics.Error(), want) {
		t.Errorf("a change is %v: %v", change.Effect, change.Diagnostics)
	}
}

func TestContractDescribesItself(t *testing.T) {
	c := own(t)
	if c.Name() != "base" || !strings.HasPrefix(c.Doc(), "A Coder workspace") || len(c.Digest()) != 64 {
		t.Errorf("it is %q, %q, %q", c.Name(), c.Doc(), c.Digest())
	}
}
