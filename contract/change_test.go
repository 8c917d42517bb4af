package contract_test

import (
	"encoding/json"
	"testing"

	"github.com/base-k8s/base-k8s/contract"
)

// A change has one form in JSON, whether it is given by its value or by its place, and one without
// effects is that of no change. Effects are names, on their own too.
func TestChangeInJSON(t *testing.T) {
	c := own(t)
	before, _ := evaluated(t, c, "../testdata/inputs/default.yaml")
	after, _ := evaluated(t, c, "../testdata/inputs/desktop.yaml")
	change := c.Change(before, after)
	same := c.Change(before, before)
	for name, pair := range map[string][2]any{
		"the value":   {change, *change},
		"the zero":    {same, contract.Change{}},
		"the effects": {json.RawMessage(`{"Terraform":"restart","Kubectl":"data loss"}`), contract.Ways{Terraform: contract.EffectRestart, Kubectl: contract.EffectDataLoss}},
	} {
		want, err := json.Marshal(pair[0])
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(pair[1])
		if err != nil || string(got) != string(want) {
			t.Errorf("%s is %s (%v), want %s", name, got, err, want)
		}
	}
}

func TestUnknownEffects(t *testing.T) {
	for effect, want := range map[contract.Effect]string{-1: "Effect(-1)", contract.EffectInvalid + 1: "Effect(9)"} {
		if got := effect.String(); got != want {
			t.Errorf("it is called %s, want %s", got, want)
		}
	}
}
