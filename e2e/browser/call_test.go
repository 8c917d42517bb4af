package browser_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/internal/caller"
)

const (
	shownCall   = "look.code('Module call')"
	sourceField = "look.all('label').find((label) => look.words(label) === 'Source').querySelector('input')"
	given       = "look.checkbox(\"With the template's expressions\")"
)

// around is a template that has what the call refers to, and nothing else.
const around = `terraform {
  required_providers {
    coder = {
      source = "coder/coder"
    }
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
}

data "coder_workspace" "me" {}

data "coder_workspace_owner" "me" {}

resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
}

`

var planner = sync.OnceValues(func() (*engine.Provider, error) {
	dir, err := os.MkdirTemp("", "base-k8s-e2e-")
	if err != nil {
		return nil, err
	}
	ended = append(ended, func() { os.RemoveAll(dir) })
	coder, err := engine.Coder()
	if err != nil {
		return nil, err
	}
	return engine.StandIn(dir, coder)
})

// The call of the module has the expressions of the contract's template, and the source that was
// typed. Put into a template it plans, and is what gen vet asks of callers.
func TestCallInTemplate(t *testing.T) {
	tab := open(t, workspace, "")
	for _, name := range []string{"desktop", "secrets"} {
		choose(t, tab, workspace, name)
		tab.Show("Module call")
		tab.Do(sourceField + ".focus(); " + sourceField + ".select()")
		tab.Insert("./infra")
		tab.Until(shownCall + "?.includes('source = \"./infra\"') && " + shownCall + ".includes('= data.coder_workspace.me.start_count')")
		tab.Until("look.words(document.querySelectorAll('.pane')[1]).includes('It must have coder_agent.main, data.coder_workspace.me and data.coder_workspace_owner.me.')")
		text := browser.Eval[string](tab, shownCall)
		tab.AllowClipboard()
		tab.Click("look.button('Copy the module call')")
		tab.Until("look.button('Copied')")
		shows(t, tab, "navigator.clipboard.readText()", text)
		if strings.Contains(text, "coder_agent_token = var.") || strings.Contains(text, `owner = "`) {
			t.Errorf("the template gives what is in\n%s", text)
		}
		for _, verdict := range caller.JudgeText(workspace.model(t), "main.tf", []byte(around+text), []string{workspace.model(t).Name}) {
			if verdict.Diagnostics.HasErrors() {
				t.Errorf("%v in\n%s", verdict.Diagnostics, text)
			}
		}
		plans(t, text)
		tab.Show("Manifests")
	}

	tab.Show("Module call")
	tab.Click(given)
	tab.Until(shownCall + ".includes('owner') && !" + shownCall + ".includes('data.coder')")
	for address, words := range map[string]string{"infra": "begin with ./", "acme/base/kubernetes": "add a version", "a b": "no spaces", "/infra": "from the template"} {
		tab.Do(sourceField + ".focus(); " + sourceField + ".select()")
		tab.Insert(address)
		tab.Until("look.words(document.querySelector('.source-odd')).includes(" + browser.Quote(words) + ")")
	}

	// A contract without a template has nothing to give.
	other := open(t, shop, "")
	other.Show("Module call")
	other.Until(shownCall + "?.includes('source = \"./generated/terraform\"') && !" + given)
}

// plans puts a call into a template, and plans it as Coder does.
func plans(t *testing.T, call string) {
	t.Helper()
	terraform, ok, err := engine.Terraform()
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		t.Log("NOT SHOWN: there is no terraform in PATH")
		return
	}
	provider, err := planner()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "infra"), os.DirFS(filepath.Join(root, "generated/terraform"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(around+call), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := terraform.Run(dir, provider, "init", "-input=false"); err != nil {
		t.Fatalf("%v in\n%s", err, call)
	}
	plan, _, err := terraform.Plan(dir, provider.With(
		"CODER_AGENT_URL=https://coder.example.com", "CODER_AGENT_SCRIPT_linux_amd64=true", "CODER_WORKSPACE_NAME=dev", "CODER_WORKSPACE_OWNER=alice",
		"CODER_WORKSPACE_ID=8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f", "CODER_WORKSPACE_OWNER_ID=9d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f",
		"CODER_WORKSPACE_OWNER_EMAIL=alice@example.com", "CODER_WORKSPACE_TRANSITION=start", `TF_VAR_vnc_password=pass-word`, `TF_VAR_secrets={"KEY":"value"}`,
	))
	if err != nil {
		t.Fatalf("%v in\n%s", err, call)
	}
	if len(plan.ResourceChanges) < 5 {
		t.Errorf("%d resources are planned", len(plan.ResourceChanges))
	}
	t.Logf("RAN: a call of the page planned by %s", terraform.Name)
}
