package template

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/engine"
)

// planted are faults of a template that the checks have to find.
var planted = []struct {
	name, file string
	pattern    string // what is replaced, once
	with       string
	check      func(*testing.T, *form, string) []string
	finds      string // part of what the check has to say
}{
	{"a size as it is typed", "main.tf", `\$\{tonumber\(data.coder_parameter.memory.value\)\}Gi`, "$${data.coder_parameter.memory.value}Gi", verdictFaults, `memory = "+`},
	{"a switch of any spelling", "parameters.tf", `(?s)(default\s+= "false"\n\s+mutable\s+= true\n)\n\s+validation \{[^}]*\}\n`, "$1", verdictFaults, `gui_vnc = "T`},
	{"a bound beyond the contract's", "parameters.tf", `(?s)(max\s+= )\d+`, "${1}65", verdictFaults, `cpu = "65" is accepted`},
	{"a choice less", "parameters.tf", `(?s)\n  option \{\n\s+name\s+= "Unrestricted".*?\n  \}\n`, "", verdictFaults, `network_egress = "unrestricted" is refused`},
	{"a choice that the contract does not know", "parameters.tf", `value\s+= "unrestricted"`, `value = "everything"`, verdictFaults, `network_egress = "everything" is accepted`},
	{"a home that may shrink", "parameters.tf", `monotonic\s+= "increasing"\n`, "", mutabilityFaults, "home_size is mutable: blocked"},
	{"a home that may go", "parameters.tf", `mutable\s+= false`, "mutable = true", mutabilityFaults, "persistent_home is mutable: data loss"},
	{"a size that may not change", "parameters.tf", `mutable\s+= true`, "mutable = false", mutabilityFaults, "cpu could be changed"},
	{"a token in metadata", "metadata.tf", `module.workspace.metadata.image\b`, "nonsensitive(coder_agent.main.token)", secretFaults, "coder_metadata.workspace"},
	{"a token in an output", "outputs.tf", `module.workspace.recorded_input`, "nonsensitive(coder_agent.main.token)", secretFaults, "output recorded_input"},
}

// TestPlanted puts faults into the template, one at a time: the checks of the other tests find each.
func TestPlanted(t *testing.T) {
	for _, p := range planted {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(generated)); err != nil {
				t.Fatal(err)
			}
			replaceOnce(t, filepath.Join(dir, p.file), p.pattern, p.with)
			found := p.check(t, formOf(t, dir), dir)
			if !slices.ContainsFunc(found, func(fault string) bool { return strings.Contains(fault, p.finds) }) {
				t.Errorf("it is not found among %q", found)
			}
		})
	}
}

func replaceOnce(t *testing.T, file, pattern, with string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	expr := regexp.MustCompile(pattern)
	at := expr.FindSubmatchIndex(text)
	if at == nil {
		t.Fatalf("%s has no %s", file, pattern)
	}
	changed := slices.Concat(text[:at[0]], expr.Expand(nil, []byte(with), text, at), text[at[1]:])
	if err := os.WriteFile(file, changed, 0o666); err != nil {
		t.Fatal(err)
	}
}

func verdictFaults(t *testing.T, f *form, _ string) []string {
	return slices.Sorted(maps.Keys(f.verdicts(t, verdictSeed, verdictCount/2).faults))
}

func mutabilityFaults(t *testing.T, f *form, _ string) []string { return f.mutability(t, mutableSeed) }

func secretFaults(t *testing.T, f *form, dir string) []string {
	e, err := engine.OpenTofu()
	if err != nil {
		t.Fatal(err)
	}
	provider, err := standIn()
	if err != nil {
		t.Fatal(err)
	}
	return initialize(t, e, provider, dir).secretPlaces(t, start(f.telling()[0].Parameters))
}
