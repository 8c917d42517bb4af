package effect_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

const contract = `
package small

#Input: {
	// Text.
	a: *"x" | string
	// Text.
	b: *"x" | string
	// Either makes a flag.
	on: *false | bool
	// Either makes a flag.
	also: *false | bool
	// Attributes.
	size: {
		// Number.
		cpu: *1 | int & >=1 & <=9
		// Number.
		memory: *1 | int & >=1 & <=9
	}
	// Address.
	ip: *"10.0.0.1" | string
	// Secret.
	token: *"" | string @sensitive()

	_checks: [string]: true
	_checks: {
		if a == "y" if b != "y" {together: error("a = y: wants b = y")}
	}
}

input: #Input

objects: [string]: {apiVersion: string, kind: string, ...}
objects: config: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name: "c"
	data: {
		a:    input.a
		both: "\(input.a) and \(input.b)"
		size: "\(input.size.cpu) \(input.size.memory)"
		if input.on || input.also {flag: "set"}
	}
}
if input.on {
	objects: extra: {
		apiVersion: "v1"
		kind:       "ConfigMap"
		metadata: name: "extra"
	}
}
objects: first: {
	apiVersion: "v1"
	kind:       "Service"
	metadata: name: "first"
	spec: clusterIP: input.ip
}
objects: second: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name:        "second"
	metadata: annotations: first: objects.first.metadata.name
} @terraform(create_before_destroy)
objects: secret: {
	apiVersion: "v1"
	kind:       "Secret"
	metadata: name: "secret"
	stringData: token: input.token
}
`

// small compiles the contract above.
func small(t *testing.T) *model.Model { return compiled(t, contract) }

func compiled(t *testing.T, text string) *model.Model {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// explained compares two evaluations of a contract, and returns the causes.
func explained(m *model.Model, before, after *model.Result) *effect.Change {
	comparer := effect.New(m, m)
	c := comparer.Compare(before, after)
	comparer.Explain(c, before, after)
	return c
}

func evaluate(t *testing.T, m *model.Model, input string) *model.Result {
	t.Helper()
	v, err := model.ParseInput([]byte(input))
	if err != nil {
		t.Fatal(err)
	}
	result, diagnostics := m.Evaluate(v)
	if result == nil {
		t.Fatal(diagnostics)
	}
	return result
}

// TestBecause: each difference names the inputs that cause it, and no others.
func TestBecause(t *testing.T) {
	m := small(t)
	for _, tc := range []struct {
		name, before, after string
		want                map[string]string // object and path → inputs
	}{
		{"one input in two fields", `{}`, `{"a": "z"}`,
			map[string]string{"config data.a": "a", "config data.both": "a"}},
		{"two inputs in one field", `{}`, `{"a": "z", "b": "z"}`,
			map[string]string{"config data.a": "a", "config data.both": "a b"}},
		{"an input that changes nothing is no cause", `{}`, `{"b": "z", "token": "t"}`,
			map[string]string{"config data.both": "b", "secret stringData.token": "token"}},
		{"an attribute of an object", `{"size": {"cpu": 1, "memory": 1}}`, `{"size": {"cpu": 2, "memory": 1}}`,
			map[string]string{"config data.size": "size.cpu"}},
		{"one of two that would each do", `{}`, `{"on": true, "also": true}`,
			map[string]string{"config data.flag": "also on", "extra": "on"}},
		{"what is refused alone", `{}`, `{"a": "y", "b": "y"}`,
			map[string]string{"config data.a": "a", "config data.both": "a b"}},
		{"an object that goes", `{"on": true}`, `{}`,
			map[string]string{"config data.flag": "on", "extra": "on"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := explained(m, evaluate(t, m, tc.before), evaluate(t, m, tc.after))
			got := map[string]string{}
			for _, o := range c.Objects {
				if o.Created || o.Deleted {
					got[o.Name] = inputs(o.Because)
				}
				for _, f := range o.Fields {
					got[o.Name+" "+f.Path] = inputs(f.Because)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("causes (-want +got):\n%s", diff)
			}
		})
	}
}

func inputs(because []effect.Cause) string {
	var names []string
	for _, c := range because {
		names = append(names, string(c.Input))
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// What another object is created before is created before it is destroyed, too.
func TestCreateBeforeDestroyIsPassedOn(t *testing.T) {
	m := small(t)
	c := effect.New(m, m).Compare(evaluate(t, m, `{}`), evaluate(t, m, `{"ip": "None"}`))
	if want := (effect.Ways{Terraform: effect.Blocked, Kubectl: effect.Blocked}); c.Effect != want {
		t.Errorf("the effect is %s, want %s", c.Effect, want)
	}
}

// The places in the contract, as far as it writes an object out.
func TestContract(t *testing.T) {
	m := small(t)
	c := explained(m, evaluate(t, m, `{}`), evaluate(t, m, `{"b": "z", "on": true}`))
	lines := strings.Split(contract, "\n")
	want := map[string]string{"config data.both": "both:", "config data.flag": "flag:", "extra": "objects: extra:"}
	for _, o := range c.Objects {
		if o.Created {
			checkPlace(t, lines, o.Contract, want[o.Name])
		}
		for _, f := range o.Fields {
			checkPlace(t, lines, f.Contract, want[o.Name+" "+f.Path])
		}
	}
}

func checkPlace(t *testing.T, lines []string, at model.Position, want string) {
	t.Helper()
	if at.Line == 0 || want == "" || !strings.Contains(lines[at.Line-1], want) {
		t.Errorf("%s is not where %q is", at, want)
	}
}

// A sensitive text is in no value, wherever the contract has put it.
func TestSensitiveTextsAreMasked(t *testing.T) {
	m := small(t)
	for i, f := range m.Inputs {
		m.Inputs[i].Sensitive = f.Name == "a"
	}
	c := effect.New(m, m).Compare(evaluate(t, m, `{"a": "open-sesame"}`), evaluate(t, m, `{"a": "open-sesame", "b": "z"}`))
	text, err := c.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Objects) != 1 || strings.Contains(string(text), "sesame") {
		t.Errorf("%s", text)
	}
}
