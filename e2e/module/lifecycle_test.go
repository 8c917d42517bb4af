package module

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestLifecycle applies a contract with ignore_changes and prevent_destroy, and plans it with other
// inputs. What is ignored is not planned, alone or beside what is. A plan that would destroy what
// may not be is refused, whether a condition, a name, an argument or an item asks for it. The effect
// that gen diff reports is the same.
func TestLifecycle(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/lifecycle.txtar")
	if err != nil {
		t.Fatal(err)
	}
	const (
		applied = `{"items":{"a":"1","b":"2"}}`
		main    = "kubernetes_deployment_v1.run"
		widget  = "kubernetes_manifest.widget"
		claim   = "kubernetes_persistent_volume_claim_v1"
		refused = "refused"
	)
	tests := []struct {
		name, input string
		planned     []string // the resources that are updated, or refused
		effect      effect.Effect
	}{
		{"ignored key", `{"items":{"a":"1","b":"2"},"other":"b"}`, nil, effect.None},
		{"another key", `{"items":{"a":"1","b":"2"},"other":"b","note":"b"}`, []string{main}, effect.Metadata},
		{"ignored element", `{"items":{"a":"1","b":"2"},"image":"b"}`, nil, effect.None},
		{"ignored in a manifest", `{"items":{"a":"1","b":"2"},"widget":2}`, nil, effect.None},
		{"beside what is not", `{"items":{"a":"1","b":"2"},"widget":2,"mode":"b"}`, []string{widget}, effect.Live},
		{"grows", `{"items":{"a":"1","b":"2"},"size":"2Gi"}`, []string{claim + ".data[0]"}, effect.Live},
		{"replaced", `{"items":{"a":"1","b":"2"},"class":"b"}`, []string{refused}, effect.Blocked},
		{"renamed", `{"items":{"a":"1","b":"2"},"name":"y"}`, []string{refused}, effect.Blocked},
		{"condition", `{"items":{"a":"1","b":"2"},"keep":false}`, []string{refused}, effect.Blocked},
		{"item gone", `{"items":{"a":"1"}}`, []string{refused}, effect.Blocked},
	}
	m := compiled(t, archive.Files[0].Data)
	for _, test := range tests {
		if e := effect.New(m, m).Compare(result(t, m, applied), result(t, m, test.input)).Effect; e.Terraform != test.effect {
			t.Errorf("%s: the effect is %s", test.name, e)
		}
	}
	withStandIn(t, func(t *testing.T, r run) {
		dir := t.TempDir()
		printContract(t, dir, archive.Files[0].Data)
		plan := func(input string) []string {
			t.Helper()
			if err := os.WriteFile(filepath.Join(dir, "terraform.tfvars.json"), []byte(input), 0o666); err != nil {
				t.Fatal(err)
			}
			plan, diagnostics, err := r.Plan(dir, r.provider)
			if err != nil {
				t.Fatal(err)
			}
			var planned []string
			for _, d := range diagnostics {
				if strings.Contains(d.Detail, "prevent_destroy") {
					planned = []string{refused}
				} else {
					t.Errorf("%s: %s", d.Summary, d.Detail)
				}
			}
			if plan == nil {
				return planned
			}
			for _, change := range plan.ResourceChanges {
				if !slices.Equal(change.Change.Actions, []string{"no-op"}) {
					planned = append(planned, change.Address)
				}
			}
			return planned
		}
		if err := os.WriteFile(filepath.Join(dir, "terraform.tfvars.json"), []byte(applied), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"init", "-input=false"}, {"apply", "-auto-approve", "-input=false"}} {
			if _, err := r.Run(dir, r.provider, args...); err != nil {
				t.Fatal(err)
			}
		}
		for _, test := range tests {
			if planned := plan(test.input); !slices.Equal(planned, test.planned) {
				t.Errorf("%s: the plan is %q, want %q", test.name, planned, test.planned)
			}
		}
		printContract(t, dir, bytes.ReplaceAll(archive.Files[0].Data, []byte("objects: data:"), []byte("objects: renamed:")))
		want := []string{claim + ".data[0]", claim + ".renamed[0]"}
		if planned := plan(applied); !slices.Equal(planned, want) {
			t.Errorf("under another key, where nothing is left that protects it, the plan is %q, want %q", planned, want)
		}
	})
}

func compiled(t *testing.T, contract []byte) *model.Model {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "contract.cue"), contract, 0o666); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func result(t *testing.T, m *model.Model, text string) *model.Result {
	t.Helper()
	input, err := evaluator.ParseInput([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r, diagnostics := m.Evaluate(input.(model.Object))
	if r == nil {
		t.Fatal(diagnostics)
	}
	return r
}
