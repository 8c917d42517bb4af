package schema_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/caller"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// calls are the examples of the module's README that call the module, in the order of the README.
func calls(t *testing.T, m *model.Model) (examples []string) {
	for _, section := range m.Readme {
		for _, block := range regexp.MustCompile("(?ms)^```hcl\n(.*?)^```$").FindAllStringSubmatch(section.Text, -1) {
			if strings.Contains(block[1], `module "workspace_infra"`) {
				examples = append(examples, block[1])
			}
		}
	}
	if len(examples) != 2 {
		t.Fatalf("the README has %d calls", len(examples))
	}
	return examples
}

// beside makes the current directory one in which the module is where the README has it.
func beside(t *testing.T, m *model.Model) {
	t.Chdir(t.TempDir())
	files, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		write(t, filepath.Join("generated", "terraform", f.Name), string(f.Content))
	}
}

func write(t *testing.T, name, text string) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// said is what is said about a template that is one file.
func said(t *testing.T, m *model.Model, template string) (lines string) {
	write(t, "main.tf", template)
	verdicts, err := caller.Judge(m, ".", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		for _, d := range v.Diagnostics {
			lines += fmt.Sprintln(d)
		}
	}
	return lines
}

func TestCallsOfTheReadme(t *testing.T) {
	m, err := compile.Compile(".")
	if err != nil {
		t.Fatal(err)
	}
	beside(t, m)
	for _, call := range calls(t, m) {
		golden.Equal(t, call, "", said(t, m, call))
	}
}

// TestCallOfTheTemplate: nothing is wrong with the template that is generated.
func TestCallOfTheTemplate(t *testing.T) {
	m, err := compile.Compile(".")
	if err != nil {
		t.Fatal(err)
	}
	verdicts, err := caller.Judge(m, "../generated/template", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(verdicts) != 1 || verdicts[0].Block == "" || len(verdicts[0].Diagnostics) > 0 {
		t.Errorf("got %+v", verdicts[0])
	}
}

// mistakes are changes of the README's template, each a text and what stands in its place.
var mistakes = []struct {
	name string
	edit []string
}{
	{"a misspelt attribute", []string{"gui_vnc = true", `gui_vnc = true, network_egres = "none"`}},
	{"two desktops", []string{"gui_vnc = true", "gui_vnc = true, gui_rdp = true"}},
	{"a quantity that is none", []string{`"8Gi"`, `"8G"`}},
	{"a namespace that Coder is in", []string{"  toolchain_template", "  namespace = \"coder\"\n  toolchain_template"}},
	{"a reserved label with an unknown value", []string{"  toolchain_template", "  overrides = { labels = { \"com.coder.team\" = data.coder_parameter.team.value } }\n  toolchain_template"}},
	{"no workspace_id", []string{"  workspace_id    = data.coder_workspace.me.id\n", ""}},
	{"a constant workspace_id", []string{"data.coder_workspace.me.id", `"8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"`}},
	{"the owner's id", []string{"data.coder_workspace.me.id", "data.coder_workspace_owner.me.id"}},
	{"no replica_count", []string{"  replica_count   = data.coder_workspace.me.start_count\n", ""}},
	{"a constant replica_count", []string{"data.coder_workspace.me.start_count", "1"}},
	{"a module that is counted", []string{"  workspace_name ", "  count = data.coder_workspace.me.start_count\n  workspace_name "}},
	{"a module for each", []string{"  workspace_name ", "  for_each = data.coder_workspace.me.transition == \"start\" ? toset([\"this\"]) : toset([])\n  workspace_name "}},
	{"an agent that is counted", []string{
		"resource \"coder_agent\" \"main\" {", "resource \"coder_agent\" \"main\" {\n  count = data.coder_workspace.me.start_count",
		"coder_agent.main.", "coder_agent.main[0].",
	}},
	{"an agent that is counted, and may be missing", []string{
		"resource \"coder_agent\" \"main\" {", "resource \"coder_agent\" \"main\" {\n  count = data.coder_workspace.me.start_count",
		"coder_agent.main.token", "one(coder_agent.main[*].token)",
		"coder_agent.main.init_script", "one(coder_agent.main[*].init_script)",
	}},
	{"a desktop that is to run without its agent", []string{
		"resource \"coder_agent\" \"main\" {", "resource \"coder_agent\" \"main\" {\n  count = data.coder_workspace.me.start_count",
		"coder_agent.main.token", "one(coder_agent.main[*].token)",
		"coder_agent.main.init_script", "join(\"\", coder_agent.main[*].init_script)",
		"replica_count   = data.coder_workspace.me.start_count", "replica_count   = 1",
	}},
}

func TestMistakesOfTemplates(t *testing.T) {
	m, err := compile.Compile(".")
	if err != nil {
		t.Fatal(err)
	}
	file, err := filepath.Abs("testdata/mistakes.txt")
	if err != nil {
		t.Fatal(err)
	}
	beside(t, m)
	var got strings.Builder
	for _, mistake := range mistakes {
		text := said(t, m, edited(t, calls(t, m)[1], mistake.edit))
		if text == "" {
			t.Errorf("%s: is accepted", mistake.name)
		}
		fmt.Fprintf(&got, "# %s\n%s\n", mistake.name, text)
	}
	golden.Compare(t, file, []byte(got.String()))
}

func edited(t *testing.T, text string, edit []string) string {
	for i := 0; i < len(edit); i += 2 {
		if !strings.Contains(text, edit[i]) {
			t.Fatalf("there is no %q to edit", edit[i])
		}
		text = strings.ReplaceAll(text, edit[i], edit[i+1])
	}
	return text
}

// TestTemplatesThatWork: what people write and is right, or not known.
func TestTemplatesThatWork(t *testing.T) {
	m, err := compile.Compile(".")
	if err != nil {
		t.Fatal(err)
	}
	beside(t, m)
	for name, edit := range map[string][]string{
		"choices of the user":     {`cpu = 4, memory = "8Gi"`, `cpu = data.coder_parameter.cpu.value, memory = "${data.coder_parameter.memory.value}Gi"`},
		"a wrapper module":        {"data.coder_workspace.me.", "var.workspace_"},
		"a transition":            {"data.coder_workspace.me.start_count", `data.coder_workspace.me.transition == "start" ? 1 : 0`},
		"a local":                 {"data.coder_workspace.me.id", "local.id", "data \"coder_workspace\" \"me\" {}", "data \"coder_workspace\" \"me\" {}\nlocals {\n  id = data.coder_workspace.me.id\n}"},
		"a module without a home": {"  workspace_name ", "  count = data.coder_workspace.me.start_count\n  workspace_name ", "gui_vnc = true", "persistent_home = false"},
		"a module of an option":   {"  workspace_name ", "  count = var.enabled ? 1 : 0\n  workspace_name "},
		"a counted agent with a way out": {
			"resource \"coder_agent\" \"main\" {", "resource \"coder_agent\" \"main\" {\n  count = data.coder_workspace.me.start_count",
			"coder_agent.main.token", "one(coder_agent.main[*].token)",
			"coder_agent.main.init_script", "try(coder_agent.main[0].init_script, \"\")",
		},
	} {
		golden.Equal(t, name, "", said(t, m, edited(t, calls(t, m)[1], edit)))
	}
}

// TestSourcesOfTheModule: a repository, a registry, and the directories that have the module. The
// addresses at which it is published are among them.
func TestSourcesOfTheModule(t *testing.T) {
	m, err := compile.Compile(".")
	if err != nil {
		t.Fatal(err)
	}
	var published map[string]string
	hidden(t, "_addresses", &published)
	beside(t, m)
	sources := map[string]bool{
		"./generated/terraform": true,
		"git::https://git.example.com/acme/base-k8s.git//generated/terraform?ref=releases/1.1": true,
		"git@example.com:acme/base-k8s.git":                                                    true,
		"acme/base-k8s/kubernetes":                                                             true,
		"registry.example.com/coder/base-k8s/coder":                                            true,
		"acme/base-k8s/kubernetes//modules/workspace":                                          true,
		"./modules/elsewhere":                                                                  false,
		"acme/base-k8s-desktop/kubernetes":                                                     false,
		"acme/base-ec2/aws":                                                                    false,
		"git::https://git.example.com/acme/base-k8s.git//e2e/module":                           false,
	}
	for _, address := range published {
		sources[address] = true
	}
	for source, isCall := range sources {
		call := strings.Replace(calls(t, m)[0], "./generated/terraform", source, 1)
		if got := said(t, m, call) == ""; got != isCall {
			t.Errorf("%s is a call: %v, want %v", source, got, isCall)
		}
	}
}
