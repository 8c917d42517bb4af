package template

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestPlan takes the template as a user of Coder does: without a preset, and with each of them. The
// first plan knows no token, and warns of nothing but what the contract warns of. After the build the
// module has recorded the call that the other tests expect of these parameters.
func TestPlan(t *testing.T) {
	f := readForm(t)
	chosen := map[string]map[string]string{"no preset": f.required(t)}
	for _, p := range f.presets {
		chosen[p.Name] = p.Parameters
	}
	withStandIn(t, func(t *testing.T, r run) {
		diagnostics, err := r.Validate(r.dir, r.provider)
		engine.Quiet(t, "validate", diagnostics, err)
		for name, choice := range chosen {
			t.Run(name, func(t *testing.T) {
				b := start(choice)
				plan, state := r.apply(t, b)
				tokenIsUnknown(t, plan)
				result, diagnostics := contract(t).Evaluate(f.input(t, b, f.values(choice)))
				if words := warned[name]; len(diagnostics) > 0 && (words == "" || !strings.Contains(diagnostics.Error(), words)) {
					t.Fatal("the contract says:", diagnostics)
				}
				compareCall(t, result, state)
				r.forget(t)
			})
		}
	})
}

// warned are the presets that the contract warns of, with its words: what it asks for is a variable of
// the template, which its administrators set.
var warned = map[string]string{"Locked down": "without control_plane_cidrs"}

// compareCall wants the contract to record the same call as the module has.
func compareCall(t *testing.T, result *model.Result, state *engine.State) {
	t.Helper()
	recorded, err := model.ParseJSON(state.Values.Outputs["recorded_input"].Value)
	if err != nil {
		t.Fatal(err)
	}
	expected, _ := result.Outputs.Get("recorded_input")
	if diff := cmp.Diff(indented(t, expected), indented(t, recorded)); diff != "" {
		t.Errorf("the module is called with something else (-expected +recorded):\n%s", diff)
	}
}

// input is what the module is called with in a build, when the parameters have values, by label.
func (f *form) input(t *testing.T, b build, values map[string]string) model.Object {
	t.Helper()
	input, err := f.evaluate(b, values).input(contract(t))
	if err != nil {
		t.Fatal(err)
	}
	return input
}

func indented(t *testing.T, value model.Value) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, model.AppendJSON(nil, value), "", "  "); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
