package module

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// documented are the blocks of a language in docs/upgrades.md.
func documented(t *testing.T, language string) (blocks []string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/upgrades.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, match := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(string(text), -1) {
		blocks = append(blocks, match[1])
	}
	return blocks
}

// withBlock is the one that begins with a text.
func withBlock(t *testing.T, blocks []string, begin string) string {
	t.Helper()
	i := slices.IndexFunc(blocks, func(block string) bool { return strings.HasPrefix(block, begin) })
	if i < 0 {
		t.Fatalf("docs/upgrades.md has no block that begins with %s", begin)
	}
	return blocks[i]
}

// TestFleet applies workspaces with the output of docs/upgrades.md, and gathers their lines from
// the states with its command. Of each line gen makes the workspace that it is from, but for what
// is sensitive.
//
// Shows: output recorded_input.
func TestFleet(t *testing.T) {
	if _, err := exec.LookPath("jq"); err != nil {
		t.Skip("NOT SHOWN: there is no jq in PATH")
	}
	withStandIn(t, func(t *testing.T, r run) {
		m, coder := contract(t), newCoder(t)
		var want []model.Object
		for i, e := range examples(t, "inputs") {
			if e.Name != "default" && e.Name != "stopped" && i%12 != 0 {
				continue
			}
			value := slices.Clone(e.Value)
			value = slices.DeleteFunc(value, func(member model.Member) bool { return model.FindField(m.Inputs, member.Key).Sensitive })
			accepted, refused := m.Accept(value)
			if len(refused) > 0 {
				t.Fatal(refused)
			}
			want = append(want, accepted)
			main := inputsVariable + moduleCall("workspace", source, "", fmt.Sprintf("var.inputs[%q]", e.Name), m.Inputs) + withBlock(t, documented(t, "hcl"), "output")
			dir := r.initialize(t, main)
			r.applyInputs(t, dir, []example.Input{e})
			coder.add(t, e.Name, filepath.Join(dir, "terraform.tfstate"))
		}
		lines := coder.run(t, withBlock(t, documented(t, "sh"), "coder list"))
		if len(lines) != len(want) {
			t.Fatalf("%d workspaces have %d lines", len(want), len(lines))
		}
		for i, line := range lines {
			doc, err := input.NewReader(strings.NewReader(line), "fleet.ndjson", input.NDJSON).Next()
			if err != nil {
				t.Fatal(err)
			}
			if got, refused := m.Accept(doc.Value); len(refused) > 0 || !model.Equal(got, want[i]) {
				t.Errorf("the line %s is another input %v", line, refused)
			}
		}
	})
}

// coder is a program of that name, which knows workspaces by files with their states.
type coder struct {
	dir        string
	workspaces []map[string]string
}

func newCoder(t *testing.T) *coder {
	const program = `#!/bin/sh
case "$1 $2" in
"list --all") cat "$FAKE/list.json" ;;
"state pull") cat "$FAKE/$3" ;;
*) exit 1 ;;
esac
`
	c := &coder{dir: t.TempDir()}
	if err := os.WriteFile(filepath.Join(c.dir, "coder"), []byte(program), 0o777); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *coder) add(t *testing.T, name, state string) {
	t.Helper()
	text, err := os.ReadFile(state)
	if err != nil {
		t.Fatal(err)
	}
	c.write(t, filepath.Join("alice", name), text)
	c.workspaces = append(c.workspaces, map[string]string{"owner_name": "alice", "name": name, "template_name": "base-k8s"})
}

func (c *coder) write(t *testing.T, name string, text []byte) {
	t.Helper()
	file := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o666); err != nil {
		t.Fatal(err)
	}
}

// run runs a command that gathers the fleet, among workspaces of which one is of another
// template and one was built before there was an output. It returns the lines.
func (c *coder) run(t *testing.T, command string) []string {
	t.Helper()
	c.write(t, "bob/old", []byte(`{"version": 4, "outputs": {}}`))
	all := append(c.workspaces, map[string]string{"owner_name": "bob", "name": "old", "template_name": "base-k8s"},
		map[string]string{"owner_name": "bob", "name": "other", "template_name": "other"})
	list, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	c.write(t, "list.json", list)
	cmd := exec.Command("sh", "-ec", command)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "PATH="+c.dir+":"+os.Getenv("PATH"), "FAKE="+c.dir)
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v: %s", err, out)
	}
	fleet, err := os.ReadFile(filepath.Join(c.dir, "fleet.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(bytes.TrimSpace(fleet)), "\n")
}

// TestAdopt applies a claim of a template's own, and plans the module with the blocks of
// docs/upgrades.md that make it the module's: nothing is destroyed, and the claim not made.
func TestAdopt(t *testing.T) {
	const id, address = "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f", "module.workspace.kubernetes_persistent_volume_claim_v1.home[0]"
	for _, adoption := range []struct{ resource, begin, previous string }{
		{"kubernetes_persistent_volume_claim_v1", "moved", "kubernetes_persistent_volume_claim_v1.home"},
		{"kubernetes_persistent_volume_claim_v1", "removed", ""},
	} {
		t.Run(adoption.begin, func(t *testing.T) {
			withStandIn(t, func(t *testing.T, r run) {
				claim := fmt.Sprintf("resource %q \"home\" {\n  metadata {\n    namespace = \"coder-ws\"\n    name = \"coder-%s-home\"\n  }\n  spec {\n    access_modes = [\"ReadWriteOnce\"]\n    storage_class_name = \"gp3-encrypted\"\n    resources {\n      requests = { storage = \"20Gi\" }\n    }\n  }\n}\n", adoption.resource, id)
				dir := r.initialize(t, claim)
				if _, err := r.Run(dir, r.provider, "apply", "-auto-approve", "-input=false"); err != nil {
					t.Fatal(err)
				}
				// The stand-in has the resources with _v1 alone.
				block := strings.NewReplacer("kubernetes_persistent_volume_claim.", adoption.resource+".", "${data.coder_workspace.me.id}", id).
					Replace(withBlock(t, documented(t, "hcl"), adoption.begin))
				adopted := example.Minimal("alice", "dev").With("workspace_id", id)
				root := inputsVariable + moduleCall("workspace", source, "", "var.inputs.adopted", contract(t).Inputs) + block
				if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(root), 0o666); err != nil {
					t.Fatal(err)
				}
				writeInputs(t, dir, []example.Input{{Name: "adopted", Value: adopted}})
				if _, err := r.Run(dir, r.provider, "init", "-input=false"); err != nil {
					t.Fatal(err)
				}
				plan, diagnostics, err := r.Plan(dir, r.provider)
				if err != nil || plan == nil {
					t.Fatal("no plan that adopts the claim:", err, diagnostics)
				}
				adopts(t, plan, address, adoption.previous)
			})
		})
	}
}

func adopts(t *testing.T, plan *engine.Plan, address, previous string) {
	t.Helper()
	found := false
	for _, change := range plan.ResourceChanges {
		actions := change.Change.Actions
		if slices.Contains(actions, "delete") {
			t.Errorf("%s is destroyed", change.Address)
		}
		if change.Address == address {
			found = true
			if slices.Contains(actions, "create") || change.PreviousAddress != previous {
				t.Errorf("the claim that was %q: %v", change.PreviousAddress, actions)
			}
		}
	}
	if !found {
		t.Errorf("the plan has no %s", address)
	}
}
