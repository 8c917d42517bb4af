package template

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	refusedSeed   = 1
	refusedRounds = 3 // plans in which each parameter has another refused value
)

// TestRefused gives parameters values that they do not take. The plan fails in Coder's provider, at the
// parameter, in the words that the contract has for the value, and nothing is planned for the cluster.
func TestRefused(t *testing.T) {
	f := readForm(t)
	all := f.newPool(t, f.newGenerator(t, refusedSeed), 60)
	withStandIn(t, func(t *testing.T, r run) {
		for round := range refusedRounds {
			chosen, want := map[string]string{}, map[string]refusedValue{}
			for _, p := range f.parameters {
				refused := all.refused[p.Label]
				if len(refused) == 0 {
					t.Fatalf("%s takes every value", p.Name)
				}
				want[p.Label] = refused[round*len(refused)/refusedRounds]
				chosen[p.Name] = want[p.Label].value
			}
			diagnostics, log := r.refusedPlan(t, start(chosen))
			if at := plannedChange.FindSubmatch(log); at != nil {
				t.Errorf("%s is planned", at[1])
			}
			said := f.byBlock(t, diagnostics)
			for label, refused := range want {
				if !strings.Contains(said[label], strings.TrimSpace(refused.refusal)) {
					t.Errorf("%s = %.80q: the plan says %q in place of %q", label, refused.value, said[label], refused.refusal)
				}
			}
		}
	})
	for i := range f.parameters {
		f.hasWords(t, &f.parameters[i], all.refused[f.parameters[i].Label])
	}
}

// plannedChange is what a plan's log says of an object of the cluster, also in a plan that fails.
var plannedChange = regexp.MustCompile(`"addr":"([^"]*kubernetes_[^"]*)".*"type":"planned_change"`)

// refusedPlan plans a build that is refused, and tries to apply what the engine leaves of a plan. It
// returns the diagnostics and the whole log.
func (r run) refusedPlan(t *testing.T, b build) ([]engine.Diagnostic, []byte) {
	t.Helper()
	provider := r.provider.With(b.environment()...)
	log, err := r.Run(r.dir, provider, "plan", "-json", "-input=false", "-out="+engine.PlanFile)
	failed := (*engine.Failed)(nil)
	if !errors.As(err, &failed) {
		t.Fatal("the plan succeeds, or cannot be made:", err)
	}
	diagnostics, err := engine.Diagnostics(log)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Run(r.dir, provider, "apply", "-input=false", engine.PlanFile); !errors.As(err, &failed) {
		t.Errorf("the refused plan is applied, or cannot be: %v", err)
	}
	state, err := r.State(r.dir, provider)
	if err != nil || len(state.Values.All()) > 0 {
		t.Errorf("after a refusal there is %v, %v", state, err)
	}
	return diagnostics, log
}

// byBlock are the messages of a plan by the label of the parameter that they are about. Other
// messages are faults.
func (f *form) byBlock(t *testing.T, diagnostics []engine.Diagnostic) map[string]string {
	t.Helper()
	said := map[string]string{}
	for _, d := range diagnostics {
		label := f.parameterAt(d.Range.Filename, d.Range.Start.Line)
		if label == "" {
			t.Errorf("%s:%d: %s: %s", d.Range.Filename, d.Range.Start.Line, d.Summary, d.Detail)
		}
		said[label] += d.Summary + ": " + d.Detail + "\n"
	}
	return said
}

// hasWords wants refusals to have the words of the contract, where Coder's provider lets a template
// choose words: it has its own for options and booleans.
func (f *form) hasWords(t *testing.T, p *parameter, refused []refusedValue) {
	t.Helper()
	if len(p.Option) > 0 || p.Type == "bool" || narrows(t, p) {
		return
	}
	places := f.places(p.Label)
	if len(places) == 0 {
		t.Errorf("the module is called without the parameter %s", p.Name)
	}
	for _, place := range places {
		words := model.FieldAt(contract(t).Inputs, place).Type.Words()
		without := func(r refusedValue) bool {
			return !strings.Contains(strings.ToLower(r.refusal), strings.ToLower(words))
		}
		if i := slices.IndexFunc(refused, without); i >= 0 {
			t.Errorf("%s = %.80q: the parameter says %q, and the contract that it %s", p.Name, refused[i].value, refused[i].refusal, words)
		}
	}
}

// unset are variables of the template without which a choice cannot be had: a form cannot say that.
var unset = []string{"artifact_cache_claim"}

// TestCombinations looks for choices that the form lets through and the contract refuses together,
// where administrators have left out what some choices need. The module refuses them at plan, in the
// words of the contract.
func TestCombinations(t *testing.T) {
	f := readForm(t).with(unset)
	g := f.newGenerator(t, refusedSeed)
	all := f.newPool(t, g, 30)
	refused := map[string]map[string]string{} // by what the contract says
	for range 1000 {
		chosen := all.random(g)
		if refusal := f.refusalOf(t, chosen); refusal != "" {
			refused[refusal] = chosen
		}
	}
	if len(refused) == 0 {
		t.Fatal("the contract accepts whatever the form lets through")
	}
	withStandIn(t, func(t *testing.T, r run) {
		for _, variable := range unset {
			r.provider = r.provider.With("TF_VAR_" + variable + "=")
		}
		for refusal, chosen := range refused {
			var said string
			diagnostics, _ := r.refusedPlan(t, start(f.byName(chosen)))
			for _, d := range diagnostics {
				said += d.Detail + "\n"
			}
			for _, words := range strings.Split(refusal, "; ") {
				if !strings.Contains(said, words) {
					t.Errorf("the plan says %s in place of: %s", said, words)
				}
			}
		}
	})
}

// with is a form whose template has no text in some of its variables.
func (f *form) with(unset []string) *form {
	changed := *f.root
	changed.variables = maps.Clone(changed.variables)
	for _, variable := range unset {
		changed.variables[variable] = cty.StringVal("")
	}
	return &form{&changed, f.parameters, f.presets}
}
