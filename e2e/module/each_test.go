package module

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestItems applies a contract that has objects for each item, and plans it with an item more and
// with an item less: only the objects of that one are made or destroyed.
func TestItems(t *testing.T) {
	contract, err := os.ReadFile("../../testdata/contracts/batch/schema/contract.cue")
	if err != nil {
		t.Fatal(err)
	}
	withStandIn(t, func(t *testing.T, r run) {
		dir := t.TempDir()
		printContract(t, dir, contract)
		set := func(items, shards string) {
			t.Helper()
			text := `{"items":{` + items + `},"shards":[` + shards + `]}`
			if err := os.WriteFile(filepath.Join(dir, "terraform.tfvars.json"), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		const (
			a, b, c = `"a":{"image":"i"}`, `"b":{"image":"j","volume":"1Gi"}`, `"c":{"image":"k","schedule":"@daily"}`
			s, u, v = `{"name":"s"}`, `{"name":"u","size":"2Gi"}`, `{"name":"v"}`
		)
		set(a+","+c, s+","+v)
		for _, args := range [][]string{{"init", "-input=false"}, {"apply", "-auto-approve", "-input=false"}} {
			if _, err := r.Run(dir, r.provider, args...); err != nil {
				t.Fatal(err)
			}
		}
		for _, test := range []struct {
			items, shards, action string
			want                  []string
		}{
			{a + "," + b + "," + c, u + "," + v + "," + s, "create", []string{
				`kubernetes_config_map_v1.params["b"]`, `kubernetes_job_v1.job["b"]`,
				`kubernetes_persistent_volume_claim_v1.scratch["b"]`, `kubernetes_persistent_volume_claim_v1.shard["u"]`,
			}},
			{a, v, "delete", []string{
				`kubernetes_config_map_v1.params["c"]`, `kubernetes_cron_job_v1.cron["c"]`, `kubernetes_persistent_volume_claim_v1.shard["s"]`,
			}},
		} {
			set(test.items, test.shards)
			plan, diagnostics, err := r.Plan(dir, r.provider)
			if err != nil || plan == nil {
				t.Fatal("no plan:", err, diagnostics)
			}
			var changed []string
			for _, change := range plan.ResourceChanges {
				if slices.Equal(change.Change.Actions, []string{"no-op"}) {
					continue
				}
				changed = append(changed, change.Address)
				if !slices.Equal(change.Change.Actions, []string{test.action}) {
					t.Errorf("the plan would %v %s", change.Change.Actions, change.Address)
				}
			}
			slices.Sort(changed)
			if !slices.Equal(changed, test.want) {
				t.Errorf("the plan changes %v, want %v", changed, test.want)
			}
		}
	})
}
