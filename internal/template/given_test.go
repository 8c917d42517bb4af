package template_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/template"
)

func TestGiven(t *testing.T) {
	m, err := compile.Compile("../../schema")
	if err != nil {
		t.Fatal(err)
	}
	expressions, needs := template.Given(m)
	for input, want := range map[string]string{
		"owner":             "data.coder_workspace_owner.me.name",
		"coder_agent_token": "coder_agent.main.token",
		"startup_command":   `["sh", "-c", coder_agent.main.init_script]`,
	} {
		if expressions[input] != want {
			t.Errorf("%s is given %q, want %q", input, expressions[input], want)
		}
	}
	if diff := cmp.Diff([]string{"coder_agent.main", "data.coder_workspace.me", "data.coder_workspace_owner.me"}, needs); diff != "" {
		t.Errorf("needs (-want +got):\n%s", diff)
	}
	if m, err = compile.Compile("../../testdata/contracts/shop/schema"); err != nil {
		t.Fatal(err)
	}
	if expressions, needs := template.Given(m); expressions != nil || needs != nil {
		t.Errorf("a contract without a template gives %v and needs %v", expressions, needs)
	}
}
