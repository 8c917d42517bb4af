package install

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/walkthrough"
)

// tutorial does in home what the tutorial shows, with the gen in bin.
func tutorial(t *testing.T, bin, home string) {
	t.Helper()
	document, err := os.ReadFile(filepath.Join("..", "..", "docs", "tutorial.md"))
	if err != nil {
		t.Fatal(err)
	}
	cue := run(t, filepath.Join("..", ".."), nil, "go", "tool", "-n", "cue")
	if err := os.Symlink(strings.TrimSpace(string(cue)), filepath.Join(bin, "cue")); err != nil {
		t.Fatal(err)
	}
	got, err := walkthrough.Run(string(document), home, bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if err != nil {
		t.Error(err)
	}
	golden.Equal(t, "the tutorial", string(document), got)
}

// plan shows what the tutorial says of the plan of its stack.
func plan(t *testing.T, e *engine.Engine, stack string) {
	provider, err := engine.StandIn(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "stack")
	for name, from := range map[string]string{"stack": stack, "generated": filepath.Join(stack, "..", "generated")} {
		if err := os.CopyFS(filepath.Join(dir, "..", name), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := e.Run(dir, provider, "init"); err != nil {
		t.Fatal(err)
	}
	planned, diagnostics, err := e.Plan(dir, provider)
	engine.Quiet(t, "plan", diagnostics, err)
	var types []string
	for _, r := range planned.Values.All() {
		types = append(types, r.Type)
	}
	slices.Sort(types)
	if want := []string{"kubernetes_deployment_v1", "kubernetes_pod_disruption_budget_v1", "kubernetes_service_v1"}; !slices.Equal(types, want) {
		t.Errorf("the plan has %v, want %v", types, want)
	}

	file := filepath.Join(dir, "main.tf")
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, []byte(strings.Replace(string(text), "= 3\n", "= 30\n", 1)), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	refused, diagnostics, err := e.Plan(dir, provider)
	if err != nil {
		t.Fatal(err)
	}
	if refused != nil || len(diagnostics) == 0 || !strings.Contains(diagnostics[0].Detail, "must be a whole number from 1 to 20") {
		t.Errorf("30 pods are planned, or refused in other words: %v", diagnostics)
	}
}
