package browser_test

import (
	"encoding/base64"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// A sensitive input is seen when it is asked for, and never leaves the page.
func TestSecret(t *testing.T) {
	const token = "a-token-that-nobody-must-see"
	encoded := base64.StdEncoding.EncodeToString([]byte(token))
	tab, value := begin(t, workspace, "desktop")
	tab.Click("look.button('Pin')")
	tab.Show("Manifests")
	tab.Fill("coder_agent_token", token)
	want := workspace.evaluate(t, value.With("coder_agent_token", token))
	showsAnswer(t, tab, want)
	tab.Click("look.button('Pin')")
	tab.Show("Manifests")
	tab.Fill("workspace_name", "other")
	want = workspace.evaluate(t, value.With("coder_agent_token", token).With("workspace_name", "other"))
	showsAnswer(t, tab, want)
	for _, view := range []string{"Picture", "Changes", "Module call", "Module files", "Outputs", "Manifests"} {
		tab.Show(view)
		time.Sleep(800 * time.Millisecond) // the address follows at leisure
		if browser.Eval[string](tab, "location.hash") == "" {
			t.Error("the address has no state")
		}
		for _, secret := range []string{token, encoded} {
			if leaks := browser.Eval[[]string](tab, "look.leaks("+browser.Quote(secret)+", look.field('coder_agent_token'))"); len(leaks) > 0 {
				t.Errorf("in %s, %s is in %v", view, secret, leaks)
			}
		}
		state := stateIn(t, browser.Eval[string](tab, "location.hash"))
		if has(state, token) || has(state, encoded) {
			t.Errorf("the address has the token: %s", state)
		}
	}

	tab.Click(secretsShown)
	shows(t, tab, "look.manifests()", texts(t, want.objects))
	if leaks := browser.Eval[[]string](tab, "look.leaks("+browser.Quote(encoded)+")"); len(leaks) != 1 || leaks[0] != "page" {
		t.Errorf("the token is in %v, want it on the page alone", leaks)
	}
}
