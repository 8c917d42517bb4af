package template

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
)

// TestSecrets looks in plans and states for the agent's token, for the desktop's password, which is made
// of it, and for what Coder gives with every build: they are where the providers keep them, and not in
// parameters, outputs, metadata or apps.
func TestSecrets(t *testing.T) {
	f := readForm(t)
	withStandIn(t, func(t *testing.T, r run) {
		for _, p := range f.telling() {
			t.Run(p.Name, func(t *testing.T) {
				for _, place := range r.secretPlaces(t, start(p.Parameters)) {
					t.Errorf("%s has a secret in it", place)
				}
				r.forget(t)
			})
		}
	})
}

// secretPlaces are the places that have a secret, in two builds one after another: the token is known
// in the plan of the second one.
func (r run) secretPlaces(t *testing.T, b build) []string {
	t.Helper()
	plan, state := r.apply(t, b)
	token := tokenOf(t, state)
	found := &finder{texts: secretTexts(token)}
	found.plan(plan)
	found.values("state", state.Values)
	if !found.in(ofType(state, "coder_agent")[0].Values) {
		t.Error("the search does not find the token in the agent itself")
	}
	b.token = token
	found.plan(r.plan(t, b))
	return found.places
}

// tokenIsUnknown wants the token to be made at apply only.
func tokenIsUnknown(t *testing.T, plan *engine.Plan) {
	t.Helper()
	for _, change := range plan.ResourceChanges {
		var unknown struct{ Token bool }
		if change.Type != "coder_agent" {
			continue
		}
		if err := json.Unmarshal(change.Change.AfterUnknown, &unknown); err != nil || !unknown.Token {
			t.Errorf("the first plan knows the token of %s", change.Address)
		}
	}
}

// secretTexts are the secrets of a build, as they are and as Kubernetes' API has them.
func secretTexts(token string) (list []string) {
	password := fmt.Sprintf("%x", sha256.Sum256([]byte("vnc:"+token)))[:32]
	for _, secret := range secrets {
		list = append(list, secret)
	}
	for _, text := range append(list, token, password) {
		list = append(list, text, base64.StdEncoding.EncodeToString([]byte(text)))
	}
	return list
}

// holders are the resources that are for secrets: what Coder and Kubernetes keep them in.
var holders = []string{"coder_agent", "coder_workspace_owner", "kubernetes_secret_v1"}

// finder finds secrets where they should not be.
type finder struct {
	texts  []string
	places []string
}

func (f *finder) plan(plan *engine.Plan) {
	f.values("planned values", plan.Values)
	f.values("prior state", plan.Prior.Values)
	for name, change := range plan.OutputChanges {
		f.check("change of the output "+name, change)
	}
	for _, change := range plan.ResourceChanges {
		if !slices.Contains(holders, change.Type) {
			f.check("change of "+change.Address, change.Change)
		}
	}
}

func (f *finder) values(place string, values engine.Values) {
	for name, output := range values.Outputs {
		f.check(place+": output "+name, output)
	}
	for _, r := range values.All() {
		if !slices.Contains(holders, r.Type) {
			f.check(place+": "+r.Address, r.Values)
		}
	}
}

func (f *finder) check(place string, value any) {
	if f.in(value) {
		f.places = append(f.places, place)
	}
}

// in reports whether a value, which encoding/json has made, has a secret in it.
func (f *finder) in(value any) bool {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return slices.ContainsFunc(f.texts, func(secret string) bool { return strings.Contains(string(text), secret) })
}
