package module

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
)

// TestUsage takes the Terraform examples of the README that use the module and the call that
// callers had before, in which the agent's token and script are not known before apply. It
// wants no warning.
//
// Shows: 11d.1, 11d.2, 11d.3, 11d.4.
func TestUsage(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		for i, block := range usages(t) {
			dir := r.initialize(t, coderStandIn+block)
			diagnostics, err := r.Validate(dir, r.provider)
			engine.Quiet(t, "validate", diagnostics, err)
			plan, diagnostics, err := r.Plan(dir, r.provider)
			engine.Quiet(t, "plan", diagnostics, err)
			checkUnknownToken(t, plan)
			t.Logf("example %d is planned", i+1)
		}
	})
}

// TestUsageInTests runs "test" on a root module with each of these calls, as their owners do. A
// check of the module that fails makes that fail, too, which the last root shows.
func TestUsageInTests(t *testing.T) {
	withStandIn(t, func(t *testing.T, r run) {
		t.Parallel() // the engines beside each other
		for i, block := range usages(t) {
			if _, err := r.Run(r.tested(t, block), r.provider, "test"); err != nil {
				t.Errorf("example %d: %v", i+1, err)
			}
		}
		shut := strings.Replace(usages(t)[0], `"https-only"`, `"none"`, 1)
		failed := (*engine.Failed)(nil)
		if _, err := r.Run(r.tested(t, shut), r.provider, "test"); !errors.As(err, &failed) || !strings.Contains(failed.Output, "without control_plane_cidrs") {
			t.Errorf("a check that fails leaves the tests of the caller as they were: %v", err)
		}
	})
}

// tested is a root module with a call and a test that plans it.
func (r run) tested(t *testing.T, block string) (dir string) {
	t.Helper()
	dir = r.initialize(t, coderStandIn+block)
	const plan = "run \"plan\" {\n  command = plan\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "main.tftest.hcl"), []byte(plan), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestRealProvider validates and plans the calls of the module that TestUsage plans, with the
// real provider in place of the stand-in.
func TestRealProvider(t *testing.T) {
	withReal(t, func(t *testing.T, r run) {
		for _, block := range usages(t) {
			dir := r.initialize(t, coderStandIn+block)
			diagnostics, err := r.Validate(dir, r.provider)
			engine.Quiet(t, "validate", diagnostics, err)
			_, diagnostics, err = r.Plan(dir, r.provider)
			engine.Quiet(t, "plan", diagnostics, err)
		}
	})
}

// TestFormat wants all that is generated and released in Terraform's language as "fmt" leaves it.
func TestFormat(t *testing.T) {
	published, err := released()
	if err != nil {
		t.Fatal(err)
	}
	withStandIn(t, func(t *testing.T, r run) {
		for _, dir := range []string{"../../generated", published} {
			if _, err := r.Run(dir, r.provider, "fmt", "-check", "-diff", "-recursive"); err != nil {
				t.Error(err)
			}
		}
	})
}

// coderStandIn has what the examples take from Coder's provider. As there, names are
// known at plan, and what the agent gives is not; its token is sensitive.
const coderStandIn = `resource "terraform_data" "agent" {
  input = timestamp()
}

locals {
  coder_workspace       = { id = "6b1f5a0e-5c6e-4f0e-9d7a-0c1d2e3f4a5b", name = "dev", start_count = 1 }
  coder_workspace_owner = { name = "alice" }
  coder_agent = {
    id          = terraform_data.agent.id
    token       = sensitive(terraform_data.agent.output)
    init_script = terraform_data.agent.output
  }
}

`

var (
	moduleBlock = regexp.MustCompile(`(?ms)^module "[^"]+" \{\n  source = .*?^\}\n`)
	sourceLine  = regexp.MustCompile(`(?m)^  source = .*$`)
	fromCoder   = strings.NewReplacer(
		"data.coder_workspace.me.", "local.coder_workspace.",
		"data.coder_workspace_owner.me.", "local.coder_workspace_owner.",
		"coder_agent.main.", "local.coder_agent.",
	)
)

// callers is the call of version 1.0, without workspace_id and replica_count.
const callers = `module "workspace_infra" {
  source = "./generated/terraform"

  workspace_name = data.coder_workspace.me.name
  owner          = data.coder_workspace_owner.me.name

  compute_profile = {
    cpu     = 4
    memory  = "8Gi"
    storage = "50Gi"
  }

  image_id = "codercom/enterprise-base:ubuntu"

  capabilities = {
    persistent_home = true
    network_egress  = "https-only"
    identity_mode   = "iam"
    gui_vnc         = false
  }

  toolchain_template = {
    name    = "swdev-toolchain"
    version = "1.2.0"
  }

  namespace              = "coder-ws"
  storage_class          = "gp3-encrypted"
  workspace_iam_role_arn = "arn:aws:iam::123456789012:role/CoderWorkspaceRole"
  coder_agent_token      = coder_agent.main.token
  startup_command        = ["sh", "-c", coder_agent.main.init_script]
}
`

// usages are the module blocks of the README, and callers. Only the source and what comes from
// Coder's provider are replaced.
func usages(t *testing.T) []string {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join(moduleDir(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	blocks := moduleBlock.FindAllString(string(readme), -1)
	if len(blocks) == 0 {
		t.Fatal("the README has no module block")
	}
	for _, input := range []string{"workspace_id", "replica_count"} {
		if !strings.Contains(blocks[0], "  "+input) {
			t.Errorf("the first module block of the README has no %s", input)
		}
	}
	blocks = append(blocks, callers)
	for i, block := range blocks {
		blocks[i] = fromCoder.Replace(sourceLine.ReplaceAllString(block, `  source = "`+source+`"`))
	}
	return blocks
}

// checkUnknownToken wants the agent's Secret in the plan, without its data.
func checkUnknownToken(t *testing.T, plan *engine.Plan) {
	t.Helper()
	for _, module := range plan.Values.Root.Children {
		i := slices.IndexFunc(module.Resources, func(r engine.Resource) bool {
			return r.Type == "kubernetes_secret_v1" && r.Name == "agent"
		})
		if i < 0 {
			t.Errorf("%s: no Secret is planned for the agent", module.Address)
			continue
		}
		var data map[string]json.RawMessage
		if text, ok := module.Resources[i].Values["data"]; ok && json.Unmarshal(text, &data) != nil || len(data) > 0 {
			t.Errorf("%s: the plan knows the Secret's data", module.Address)
		}
	}
}
