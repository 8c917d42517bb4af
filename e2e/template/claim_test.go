package template

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/e2e/engine"
)

// TestClaim gives prebuilt workspaces of every preset that has them to a user, under another name: as
// they are, and with other values of all parameters that the preset leaves to the user. Pods, their
// names, selectors and the claims for volumes stay what they are, and labels change in place.
//
// Shows: 11d.2.
func TestClaim(t *testing.T) {
	f := readForm(t)
	presets := f.prebuilt()
	if len(presets) == 0 {
		t.Fatal("no preset has prebuilt workspaces")
	}
	withStandIn(t, func(t *testing.T, r run) {
		for _, p := range presets {
			for name, chosen := range map[string]map[string]string{"as it is": p.Parameters, "with choices": others(f.parameters, p)} {
				t.Run(p.Name+" "+name, func(t *testing.T) { r.claims(t, p, chosen) })
			}
		}
	})
}

// prebuilt are the presets that may have workspaces before anybody wants them.
func (f *form) prebuilt() (list []preset) {
	for _, p := range f.presets {
		if len(p.Prebuilds) > 0 {
			list = append(list, p)
		}
	}
	return list
}

// unclaimed is a build of a workspace that nobody has yet, and claimed the one that gives it to a user.
func unclaimed(p preset) build {
	return build{transition: "start", workspace: "prebuild-a1b2c3", owner: prebuilds, prebuild: true, parameters: p.Parameters}
}

func (b build) claimed(token string, chosen map[string]string) build {
	return build{transition: "start", workspace: "dev", owner: alice, claim: true, token: token, previous: b.parameters, parameters: chosen}
}

func (r run) claims(t *testing.T, p preset, chosen map[string]string) {
	b := unclaimed(p)
	_, before := r.apply(t, b)
	token := tokenOf(t, before)
	plan, after := r.apply(t, b.claimed(token, chosen))
	keepsCluster(t, plan)
	if tokenOf(t, after) != token {
		t.Error("the claim gives the agent another token")
	}
	for _, typ := range []string{"kubernetes_deployment_v1", "kubernetes_persistent_volume_claim_v1", "kubernetes_service_v1"} {
		was, is := settled(t, before, typ), settled(t, after, typ)
		if diff := cmp.Diff(was, is); diff != "" || len(was) == 0 {
			t.Errorf("the claim changes more than labels and annotations of a %s (-prebuilt +claimed):\n%s", typ, diff)
		}
	}
	if diff := cmp.Diff(names(t, before), names(t, after)); diff != "" {
		t.Errorf("the claim changes names (-prebuilt +claimed):\n%s", diff)
	}
	for _, deployment := range ofType(after, "kubernetes_deployment_v1") {
		if owner := metadata(t, deployment).Labels["com.coder.user.username"]; owner != alice.name {
			t.Errorf("%s is labelled with the owner %q after the claim", deployment.Address, owner)
		}
	}
	r.forget(t)
}

// others are the choices of a preset, and another value than the default of each parameter that it
// leaves to the user.
func others(parameters []parameter, p preset) map[string]string {
	chosen := maps.Clone(p.Parameters)
	for _, q := range parameters {
		if _, ok := chosen[q.Name]; ok {
			continue
		}
		if value, ok := q.another(); ok {
			chosen[q.Name] = value
		}
	}
	return chosen
}

// another is a value that the form names and that is not the default. Texts and numbers have none.
func (p *parameter) another() (string, bool) {
	for _, value := range p.offers(nil) {
		if p.Default == nil || value != *p.Default {
			return value, true
		}
	}
	return "", false
}

// tokenOf is the token of the agent.
func tokenOf(t *testing.T, state *engine.State) (token string) {
	t.Helper()
	agents := ofType(state, "coder_agent")
	if len(agents) != 1 {
		t.Fatalf("there are %d agents", len(agents))
	}
	if err := json.Unmarshal(agents[0].Values["token"], &token); err != nil || token == "" {
		t.Fatal("an agent without a token:", err)
	}
	return token
}

// settled are resources of a type without their own labels and annotations.
func settled(t *testing.T, state *engine.State, typ string) map[string]string {
	t.Helper()
	specs := map[string]string{}
	for _, r := range ofType(state, typ) {
		specs[r.Address] = string(r.Values["spec"])
	}
	return specs
}

type objectMeta struct {
	Name, Namespace string
	Labels          map[string]string
}

func metadata(t *testing.T, r engine.Resource) objectMeta {
	t.Helper()
	var list []objectMeta
	if err := json.Unmarshal(r.Values["metadata"], &list); err != nil || len(list) != 1 {
		t.Fatalf("%s: metadata: %v", r.Address, err)
	}
	return list[0]
}

// names are those of the objects.
func names(t *testing.T, state *engine.State) map[string]string {
	t.Helper()
	list := map[string]string{}
	for _, r := range state.Values.All() {
		if _, ok := r.Values["metadata"]; ok && r.Type != "coder_agent" {
			m := metadata(t, r)
			list[r.Address] = m.Namespace + "/" + m.Name
		}
	}
	return list
}
