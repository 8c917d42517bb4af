package module

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// TestMoved applies a contract's module, and plans that of a later contract in which every
// object has another key: each resource has another address, and nothing is made, changed or
// destroyed. An engine that does not know the former keys destroys all of them.
func TestMoved(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/moved.txtar")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"kubernetes_config_map_v1.always_new":            "kubernetes_config_map_v1.always",
		"kubernetes_config_map_v1.loses_condition_new":   "kubernetes_config_map_v1.loses_condition[0]",
		"kubernetes_config_map_v1.conditional_new[0]":    "kubernetes_config_map_v1.conditional[0]",
		"kubernetes_config_map_v1.gets_condition_new[0]": "kubernetes_config_map_v1.gets_condition",
	}
	withStandIn(t, func(t *testing.T, r run) {
		dir := t.TempDir()
		printContract(t, dir, archive.Files[0].Data)
		for _, args := range [][]string{{"init", "-input=false"}, {"apply", "-auto-approve", "-input=false"}} {
			if _, err := r.Run(dir, r.provider, args...); err != nil {
				t.Fatal(err)
			}
		}
		printContract(t, dir, archive.Files[1].Data)
		plan, diagnostics, err := r.Plan(dir, r.provider)
		if err != nil || plan == nil {
			t.Fatal("no plan with other keys:", err, diagnostics)
		}
		moved := map[string]string{}
		for _, change := range plan.ResourceChanges {
			moved[change.Address] = change.PreviousAddress
			if !slices.Equal(change.Change.Actions, []string{"no-op"}) {
				t.Errorf("another key would %v %s", change.Change.Actions, change.Address)
			}
		}
		if !maps.Equal(moved, want) {
			t.Errorf("the plan moves %v", moved)
		}
	})
}

// printContract writes the module of a contract as the root module in dir.
func printContract(t *testing.T, dir string, contract []byte) {
	t.Helper()
	schema := t.TempDir()
	if err := os.WriteFile(filepath.Join(schema, "contract.cue"), contract, 0o666); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(schema)
	if err != nil {
		t.Fatal(err)
	}
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
